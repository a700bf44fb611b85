"""A broken entry of the configuration stops no other source."""

import signal

import pytest


@pytest.mark.parametrize("command", ["run", "once"])
async def test_the_others_are_watched_and_the_broken_ones_are_logged_once(house, start, news, command):
    house.configure(bad='kind = "rss"\nurl = "https://example.org/"', twice='kind = "feed"\nurl = "nowhere"')
    (house.root / "config" / "sources" / "torn.toml").write_text("[[source")
    house.drop("a.txt", news(1))
    daemon = await start(command)
    await daemon.tells("第1区")
    assert (await daemon.end(signal.SIGTERM) if command == "run" else await daemon.gone()) == 0
    for words in (
        "source[2].kind: 'rss' is none of them; write",
        "source[3].url: 'nowhere' is no web address",
        "torn.toml: is not valid TOML",
    ):
        assert sum(words in line for line in daemon.logged) == 1
