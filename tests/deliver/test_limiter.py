"""Our own flood limits, on a clock that the test moves: nothing waits, nothing depends on the machine's speed."""

import asyncio
import heapq
from itertools import count

import pytest
from telegram.error import RetryAfter

from jianbao.deliver.telegram.limiter import ChatLimiter, Urge


class Clock:
    """Time and its timers, moved by hand."""

    def __init__(self):
        self.now = 1000.0
        self._timers = []
        self._order = count()

    def __call__(self):
        return self.now

    def later(self, delay, call):
        heapq.heappush(self._timers, (self.now + delay, next(self._order), call))

    async def advance(self, seconds):
        """Let time pass, and let everything happen that happens in it."""
        end = self.now + seconds
        await settle()
        while self._timers and self._timers[0][0] <= end:
            self.now, _, call = heapq.heappop(self._timers)
            call()
            await settle()
        self.now = end


async def settle():
    for _ in range(50):
        await asyncio.sleep(0)


class Wire:
    """Telegram's end of the wire: notes when what arrives, and answers what it was told to."""

    def __init__(self, clock):
        self.clock = clock
        self.arrived = []
        self.limiter = ChatLimiter(clock=clock, call_later=clock.later)
        self.answers = {}
        self._tasks = []

    def send(self, chat, urge=None, endpoint="sendMessage"):
        async def call():
            self.arrived.append((self.clock.now, chat))
            answer = self.answers.get(chat)
            if isinstance(answer, list) and answer:
                raise answer.pop(0)
            return answer if isinstance(answer, dict) else {"message_id": 1}

        coroutine = self.limiter.process_request(call, (), {}, endpoint, {"chat_id": chat}, urge)
        self._tasks.append(asyncio.ensure_future(coroutine))
        return self._tasks[-1]

    def times(self, chat=None):
        return [at - 1000 for at, to in self.arrived if chat in {None, to}]


@pytest.fixture(autouse=True)
def _times_as_the_library_will_give_them(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def wire():
    return Wire(Clock())


def most_in(times, window):
    return max(sum(1 for other in times if start <= other < start + window) for start in times)


async def test_a_private_chat_gets_one_message_a_second(wire):
    for _ in range(4):
        wire.send(7)
    await wire.clock.advance(10)
    assert wire.times() == [0, 1, 2, 3]


async def test_a_group_gets_twenty_messages_a_minute(wire):
    for _ in range(50):
        wire.send(-100500)
    await wire.clock.advance(200)
    assert len(wire.times()) == 50
    assert most_in(wire.times(), 60) == 20


async def test_all_chats_together_get_thirty_messages_a_second(wire):
    for chat in range(200):
        wire.send(chat)
    await wire.clock.advance(20)
    assert len(wire.times()) == 200
    assert most_in(wire.times(), 1) == 30


async def test_first_come_first_served_within_a_chat(wire):
    order = []

    async def note(number):
        order.append(number)

    for number in range(5):
        wire.send(7, Urge(lambda number=number: note(number)))
    await wire.clock.advance(10)
    assert order == [0, 1, 2, 3, 4]


async def test_a_chat_that_must_wait_holds_up_no_other(wire):
    for _ in range(30):
        wire.send(-5)
    await wire.clock.advance(25)
    wire.send(8)
    await wire.clock.advance(0)
    assert wire.times(8) == [25]


async def test_a_429_stops_its_own_chat_only(wire):
    wire.answers[7] = [RetryAfter(30)]
    first = wire.send(7, Urge())
    await wire.clock.advance(2)
    with pytest.raises(RetryAfter):
        await first
    again, other = wire.send(7, Urge()), wire.send(8)
    await wire.clock.advance(2)
    assert (await other) == {"message_id": 1}
    with pytest.raises(RetryAfter) as stopped:
        await again
    assert stopped.value.retry_after.total_seconds() == 28
    assert wire.times(7) == [0]


async def test_a_stopped_chat_is_asked_again_when_its_time_has_passed(wire):
    wire.answers[7] = [RetryAfter(30)]
    with pytest.raises(RetryAfter):
        await wire.send(7, Urge())
    await wire.clock.advance(30)
    again = wire.send(7, Urge())
    await wire.clock.advance(2)
    assert (await again) == {"message_id": 1}


async def test_an_answer_to_a_person_outlasts_a_short_429(wire):
    wire.answers[7] = [RetryAfter(3)]
    reply = wire.send(7)
    await wire.clock.advance(10)
    assert (await reply) == {"message_id": 1}
    assert wire.times() == [0, 3]


async def test_begin_is_the_last_thing_before_the_request(wire):
    seen = []

    async def begin():
        seen.append(list(wire.arrived))

    wire.send(7)
    await wire.clock.advance(0)
    wire.send(7, Urge(begin))
    await wire.clock.advance(0.5)
    assert seen == []
    await wire.clock.advance(0.5)
    assert seen == [[(1000, 7)]]
    assert wire.times() == [0, 1]


async def test_a_channels_name_and_id_share_one_limit(wire):
    wire.answers["@News"] = {"message_id": 1, "chat": {"id": -100123}}
    for _ in range(2):
        wire.send("@News")
        await wire.clock.advance(2)
    for _ in range(40):
        wire.send(-100123)
    await wire.clock.advance(55)
    assert len(wire.times()) == 20
    await wire.clock.advance(120)
    assert most_in(wire.times(), 60) == 20


async def test_what_makes_no_message_is_not_held_up(wire):
    for _ in range(100):
        wire.send(-5, endpoint="getChatMember")
    await wire.clock.advance(0)
    assert wire.times() == [0] * 100


async def test_giving_up_while_waiting_gives_the_place_to_the_next(wire):
    wire.send(7)
    waiting, last = wire.send(7), wire.send(7)
    await wire.clock.advance(0.5)
    waiting.cancel()
    await wire.clock.advance(5)
    assert (await last) == {"message_id": 1}
    assert wire.times() == [0, 1]


async def test_quiet_chats_are_forgotten_and_busy_ones_are_not(wire, monkeypatch):
    monkeypatch.setattr("jianbao.deliver.telegram.limiter._CHATS_REMEMBERED", 10)
    for chat in range(10):
        wire.send(chat)
    wire.send(0)
    await wire.clock.advance(1.5)
    wire.send(99)
    await wire.clock.advance(0)
    assert set(wire.limiter._chats) == {"0", "99"}
