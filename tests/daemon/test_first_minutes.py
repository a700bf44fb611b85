"""The first minutes of a stranger: the sample page, the same page again, and things that are broken."""

from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "inbox" / "newspaper-page.txt"
TOLD = "提取："  # the last line of every alert: which plugins made it
TOPICS = ("社会组织 · 全国", "党建 · 全国", "儿童福利与未成年人保护 · 全国")


@pytest.fixture
def sample() -> str:
    return SAMPLE.read_text(encoding="utf-8")


async def test_the_sample_page_makes_three_alerts_and_under_another_name_none(house, start, sample, news):
    house.drop("newspaper-page.txt", sample)
    first = await start()
    await first.tells(TOLD, times=3)
    await first.tells(*TOPICS)
    assert await first.end() == 0

    house.drop("again.txt", sample)
    house.drop("later.txt", news(1))
    second = await start()
    await second.tells("第1区", TOLD)
    assert await second.end() == 0
    assert (first.count(TOLD), second.count(TOLD)) == (3, 1)


async def test_documents_and_plugins_that_fail_are_named_and_disturb_nothing(house, start, sample):
    broken = house.root / "site" / "broken-1.0.dist-info"
    broken.mkdir(parents=True)
    (broken / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (broken / "entry_points.txt").write_text("[jianbao]\nraising = raising_plugin\nmissing = missing_plugin\n")
    (broken.parent / "raising_plugin.py").write_text(
        "import jianbao\n\n@jianbao.hookimpl\ndef topics():\n    return [jianbao.Topic(id='r', names={'zh': '坏'})]\n\n"
        "@jianbao.hookimpl\ndef find(article):\n    raise ValueError('out of order')\n"
    )
    house.environment["PYTHONPATH"] = str(broken.parent)
    (house.root / "inbox" / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01")
    house.drop("newspaper-page.txt", sample)

    daemon = await start()

    await daemon.tells(TOLD, times=3)
    for words in ("plugin missing failed in load", "plugin raising failed in find", "photo.txt"):
        await daemon.logs(words)
    assert await daemon.end() == 0
    assert sum("plugin raising failed in find" in line for line in daemon.logged) == 1


async def test_a_second_daemon_on_the_same_store_is_refused(start):
    first = await start()
    await first.logs("watches")
    second = await start()
    assert await second.gone() == 2
    await second.logs("jianbao: another jianbao works on")
    assert await first.end() == 0
