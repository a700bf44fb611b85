"""Our own flood limits, on a clock that the test moves: nothing waits, nothing depends on the machine's speed."""

import asyncio
import heapq
from itertools import count

import pytest
from telegram.error import ChatMigrated, RetryAfter

from jianbao.deliver.telegram.limiter import ChatLimiter, NotYet, Urge


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


# A 429 that is for all, urgency, waiting elsewhere, and what was before


async def test_several_chats_refused_in_a_row_stop_all_and_slow_all_down(wire):
    for chat in (1, 2, 3):
        wire.answers[chat] = [RetryAfter(4)]
        refused = wire.send(chat, Urge())
        await wire.clock.advance(0.1)
        with pytest.raises(RetryAfter):
            await refused
    for chat in range(100, 160):
        wire.send(chat, Urge())
    await wire.clock.advance(3)
    assert wire.times(100) == []
    await wire.clock.advance(10)
    later = [at for at in wire.times() if at > 1]
    assert len(later) == 60
    assert min(later) >= 4
    assert most_in(later, 1) < 30


async def test_refusals_between_which_others_get_through_are_for_their_chats(wire):
    for chat in (1, 2, 3, 4):
        wire.answers[chat] = [RetryAfter(30)]
        refused = wire.send(chat, Urge())
        await wire.clock.advance(0.1)
        with pytest.raises(RetryAfter):
            await refused
        wire.send(100 + chat, Urge())
        await wire.clock.advance(0.1)
    wire.send(200)
    await wire.clock.advance(0.1)
    assert len(wire.times(200)) == 1


class Strict:
    """Telegram with half of its documented limit: more than fifteen in a second are refused."""

    def __init__(self, wire):
        self.wire, self.taken, self.refused = wire, [], 0
        self.closed = 0.0

    def send(self, chat):
        async def call():
            now = self.wire.clock.now
            self.taken = [at for at in self.taken if at > now - 1]
            if now < self.closed or len(self.taken) >= 15:
                self.closed, self.refused = max(self.closed, now + 1), self.refused + 1
                raise RetryAfter(1)
            self.taken.append(now)
            self.wire.arrived.append((now, chat))
            return {"message_id": 1}

        urge = Urge(retries=50)
        request = self.wire.limiter.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, urge)
        self.wire._tasks.append(asyncio.ensure_future(request))


async def test_a_telegram_twice_as_strict_is_soon_served_at_its_own_rate(wire):
    strict = Strict(wire)
    for chat in range(1200):
        strict.send(chat)
    await wire.clock.advance(120)
    assert len(wire.times()) == 1200
    assert most_in(wire.times(), 1) <= 15
    steady = [at for at in wire.times() if 20 <= at < 60]
    assert len(steady) / 40 >= 12
    assert strict.refused < 60


async def test_answers_to_people_overtake_alerts(wire):
    for chat in range(100):
        wire.send(chat, Urge(bulk=True))
    await wire.clock.advance(0.1)
    wire.send(777)
    await wire.clock.advance(1.2)
    assert len(wire.times(777)) == 1
    assert len(wire.times()) < 60


async def test_a_long_wait_is_left_to_the_outbox_and_telegram_is_not_asked(wire):
    for _ in range(20):
        wire.send(-5)
    await wire.clock.advance(25)
    with pytest.raises(NotYet) as later:
        await wire.send(-5, Urge(patience=3.0))
    assert 30 < later.value.wait <= 40
    wire.send(-5, Urge(patience=50.0))
    await wire.clock.advance(40)
    assert len(wire.times()) == 21


async def test_a_group_that_moved_takes_its_limits_along(wire):
    wire.answers[-5] = [ChatMigrated(-1005)]
    with pytest.raises(ChatMigrated):
        await asyncio.gather(wire.send(-5, Urge()), wire.clock.advance(0.1))
    wire.send(-1005)
    await wire.clock.advance(0.5)
    assert wire.times(-1005) == []
    await wire.clock.advance(1)
    assert len(wire.times(-1005)) == 1


class Before:
    """A process that sent and was stopped."""

    def __init__(self, recent, halts):
        self.recent, self.halts, self.noted = recent, halts, []

    async def recall(self):
        return self.recent, self.halts

    async def halt(self, address, seconds):
        self.noted.append((address, seconds))


def wire_after(before):
    wire = Wire(Clock())
    wire.limiter = ChatLimiter(past=before, clock=wire.clock, call_later=wire.clock.later)
    return wire


async def test_limits_and_halts_of_the_process_before_still_hold():
    wire = wire_after(Before([("7", 0.4), *[("-5", age) for age in range(10, 50, 2)]], {"8": 20.0}))
    wire.send(7)
    wire.send(-5)
    refused = wire.send(8, Urge())
    await wire.clock.advance(1)
    with pytest.raises(RetryAfter):
        await refused
    assert wire.times(7) == [pytest.approx(0.6)]
    await wire.clock.advance(30)
    assert wire.times(-5) == [pytest.approx(12)]


async def test_thirty_messages_of_a_moment_ago_count_in_the_first_second():
    wire = wire_after(Before([(str(chat), 0.5) for chat in range(30)], {}))
    wire.send(999)
    await wire.clock.advance(0.4)
    assert wire.times() == []
    await wire.clock.advance(0.2)
    assert len(wire.times()) == 1


async def test_a_halt_of_all_chats_outlives_the_process():
    wire = wire_after(Before([], {"": 4.0}))
    wire.send(7)
    await wire.clock.advance(3.9)
    assert wire.times() == []
    await wire.clock.advance(0.2)
    assert len(wire.times()) == 1


async def test_each_refusal_is_noted_for_the_process_after():
    before = Before([], {})
    wire = wire_after(before)
    for chat in (1, 2, 3):
        wire.answers[chat] = [RetryAfter(9)]
        with pytest.raises(RetryAfter):
            await asyncio.gather(wire.send(chat, Urge()), wire.clock.advance(0.1))
    assert before.noted == [("1", 9.0), ("2", 9.0), ("", 9.0)]
