"""The daemon as an operator meets it: a process, a folder, a terminal, signals."""

import signal

TOLD = "提取："  # the last line of every alert: which plugins made it


async def test_what_lies_in_the_folder_is_told_whoever_is_away_and_a_second_start_tells_nothing_twice(
    house, start, news
):
    house.configure(
        nobody='kind = "feed"\nurl = "http://nobody.invalid/feed"',
        refused='kind = "list"\nurl = "http://127.0.0.1:9/"\ninternal = true',
        private='kind = "list"\nurl = "http://127.0.0.1:9/"',
    )
    house.drop("a.txt", news(1))
    first = await start()
    await first.tells("第1区社会组织", TOLD)
    for trouble in ("nobody is away", "refused is away", "private needs a person"):
        await first.logs(f"source {trouble}")
    assert await first.end(signal.SIGTERM) == 0
    for words in ("no Telegram token", "1 feed, 1 folder, 2 list; plugins: child_welfare"):
        assert sum(words in line for line in first.logged) == 1

    house.drop("b.txt", news(2))
    second = await start()
    await second.tells("第2区社会组织", TOLD)
    assert await second.end(signal.SIGTERM) == 0
    assert (first.count("第1区"), second.count("第1区"), second.count(TOLD)) == (1, 0, 1)
    assert not any("WARNING source" in line for line in second.logged)


async def test_ctrl_c_ends_with_zero(start):
    daemon = await start()
    await daemon.logs("watches")
    assert await daemon.end(signal.SIGINT) == 0


async def test_once_tells_what_is_there_and_ends(house, start, news):
    house.drop("a.txt", news(1))
    daemon = await start("once")
    assert await daemon.gone() == 0
    assert daemon.count(TOLD) == 1
