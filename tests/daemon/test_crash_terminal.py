"""Killed in the middle: nothing is lost, nothing is doubled, and what nobody can know is owned up to."""

import signal

from jianbao.store import State, Store

TOLD = "提取："  # the last line of every alert
COUNT = 12


async def test_a_kill_while_alerts_are_printed_loses_nothing_and_doubles_nothing(house, start, until, news):
    for number in range(COUNT):
        house.drop(f"{number:02}.txt", news(number + 1))
    first = await start()
    await first.tells(TOLD, times=3)
    await first.end(signal.SIGKILL)

    second = await start()
    with Store.open(house.database) as store:
        await until(lambda: store.documents.counts()["documents"] == COUNT and not store.outbox.owed())
        states = store.outbox.counts()
    await second.end()
    shown = [first.count(f"第{number + 1}区") + second.count(f"第{number + 1}区") for number in range(COUNT)]
    assert max(shown) == 1
    assert states[State.SENT] + states[State.UNKNOWN] == COUNT
    assert states[State.UNKNOWN] <= 1
    assert sum(shown) >= COUNT - states[State.UNKNOWN]
