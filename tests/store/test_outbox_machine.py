"""Any sequence of what workers, clocks and crashes can do keeps the outbox's promises."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from jianbao.errors import LeaseLost
from jianbao.model import Channel
from jianbao.store import State
from jianbao.store.naming import metadata

LEASE = timedelta(minutes=1)
SHORT = timedelta(seconds=25)
CHATS = ("1", "2", "3")


class Workers(RuleBasedStateMachine):
    """Workers that claim, begin, settle (late, twice, or never), while time passes and alerts come in."""

    claimed = Bundle("claimed")
    begun = Bundle("begun")

    def __init__(self, town, make_alert):
        super().__init__()
        self.town = town
        self.make_alert = make_alert
        self.alerts = 0
        self.created = 0
        self.calls: dict[int, int] = {}  # delivery: network calls that may have brought it to its reader
        self.refused: set[int] = set()  # deliveries whose last call is known not to have arrived
        self.dead: set[int] = set()
        self.arrived: set[int] = set()
        self.order: dict[str, list[int]] = {chat: [] for chat in CHATS}
        with town.store._database.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        for chat in CHATS:
            town.subscriber(chat)

    @rule(parts=st.integers(1, 3), repost=st.booleans())
    def publish(self, parts, repost):
        self.alerts += not repost
        done = self.town.publish(self.make_alert(str(self.alerts)), parts=parts)
        assert not (repost and self.alerts and done.deliveries)
        self.created += done.deliveries

    @rule(target=claimed, limit=st.integers(1, 4))
    def claim(self, limit):
        due = self.town.deliveries(limit)
        assert len({each.subscriber.id for each in due}) == len(due) <= limit
        return multiple(*due)

    @rule(target=begun, due=claimed)
    def begin(self, due):
        try:
            self.town.store.outbox.begin(due.id, self.town.now)
        except LeaseLost:
            return multiple()
        if due.id not in self.calls:
            self.order[due.subscriber.address].append(due.id)
        self.calls[due.id] = self.calls.get(due.id, 0) + 1
        assert self.calls[due.id] == 1 or due.id in self.refused
        self.refused.discard(due.id)
        assert due.id not in self.arrived | self.dead
        return due.id

    @rule(number=begun)
    def sent(self, number):
        self.town.store.outbox.sent(number, 1, self.town.now)
        self.arrived.add(number)

    @rule(number=begun, wait=st.sampled_from([timedelta(0), SHORT, 3 * LEASE]))
    def failed(self, number, wait):
        self.town.store.outbox.failed(number, "429", self.town.now + wait)
        self.refused.add(number)

    @rule(number=begun)
    def unknown(self, number):
        self.town.store.outbox.unknown(number, "no answer")

    @rule(number=begun)
    def give_up(self, number):
        self.town.store.outbox.dead(number, "403")
        if number not in self.arrived:
            self.dead.add(number)

    @rule(wait=st.sampled_from([SHORT, LEASE, 5 * LEASE]))
    def time_passes(self, wait):
        self.town.later(wait)

    @rule()
    def recover(self):
        self.town.store.outbox.recover(self.town.now)

    @rule(chat=st.sampled_from(CHATS), paused=st.booleans())
    def pause(self, chat, paused):
        if paused:
            self.town.store.subscribers.pause(chat, "blocked")
        else:
            self.town.store.subscribers.resume(chat)

    @invariant()
    def nothing_is_lost(self):
        counts = self.town.store.outbox.counts()
        settled = counts[State.SENT] + counts[State.UNKNOWN] + counts[State.DEAD]
        assert self.town.store.outbox.owed() + settled == self.created
        assert counts[State.SENT] == len(self.arrived)

    @invariant()
    def every_chat_is_told_in_order(self):
        for numbers in self.order.values():
            assert all(earlier < later for earlier, later in pairwise(numbers))

    def teardown(self):
        """Everything that is owed in the end can be delivered, however long it takes."""
        for chat in CHATS:
            self.town.store.subscribers.resume(chat)
        self.town.later(10 * LEASE)
        while due := self.town.store.outbox.claim(Channel.TELEGRAM, self.town.now, LEASE, 100):
            for each in due:
                self.town.store.outbox.begin(each.id, self.town.now)
                self.town.store.outbox.sent(each.id, 1, self.town.now)
        assert self.town.store.outbox.owed() == 0


def test_any_sequence_of_events_loses_nothing_doubles_nothing_and_keeps_the_order(store, make_town, make_alert):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    quick = settings(max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(lambda: Workers(make_town(store), make_alert), settings=quick)
