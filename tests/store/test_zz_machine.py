"""Whatever chats choose, and whenever the way out is blocked: nothing is lost, told twice, or told in quiet hours."""

from collections import Counter
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from jianbao.calendar.workdays import is_workday
from jianbao.model import ALWAYS, Channel, Rhythm
from jianbao.store import State
from jianbao.store.naming import metadata
from jianbao.store.tables import alert, delivery

CHATS = ("1", "2")
TOPICS = ("child_welfare", "party_building")
HOUR = timedelta(hours=1)
WAITS = st.sampled_from([timedelta(minutes=7), HOUR, 5 * HOUR, 13 * HOUR, 31 * HOUR])
QUIET = st.sampled_from([None, (time(22), time(7, 30)), (time(12), time(14)), (time(8), time(9))])
ZONES = st.sampled_from(["", "Europe/Berlin", "America/New_York"])
WAITING = (State.PENDING, State.FAILED)


class Rhythms(RuleBasedStateMachine):
    """Chats that change their minds, alerts of one or two messages, and a way out that works now and then."""

    def __init__(self, town, make_alert):
        super().__init__()
        self.town = town
        self.make_alert = make_alert
        self.alerts = 0
        self.told = Counter()  # (chat, alert, part): how often it was told, by itself or in a digest
        self.may = Counter()  # how often it may be: once, and once for each time that it was asked for again
        self.arrived = {}  # (chat, alert): when its latest message arrived
        self.asked = set()  # (chat, alert) that somebody wants now, whatever the hour
        with town.store._database.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        self.someone = {chat: town.subscriber(chat, TOPICS[0]).id for chat in CHATS}
        for each in self.someone.values():
            town.store.subscribers.subscribe(each, TOPICS[1], None, town.now)
        town.later(timedelta(minutes=1))
        for chat in CHATS:
            self.choose_hours(chat, (time(22), time(7, 30)), workdays=chat == "2", zone="", mute=None)

    # What happens

    @rule(topics=st.sampled_from([TOPICS[:1], TOPICS[1:], TOPICS]), parts=st.integers(1, 2))
    def publish(self, topics, parts):
        self.alerts += 1
        name = str(self.alerts)
        self.town.publish(self.make_alert(name, topics=topics), parts=parts)
        for chat in CHATS:
            for part in range(1, parts + 1):
                self.may[chat, name, part] = 1

    @rule(wait=WAITS)
    def wait(self, wait):
        self.town.later(wait)

    @rule(wait=WAITS, works=st.booleans())
    def publish_and_send_later(self, wait, works):
        self.publish(TOPICS, 2)
        self.wait(wait)
        self.send(works, 3)

    @rule(chat=st.sampled_from(CHATS), quiet=QUIET, workdays=st.booleans(), zone=ZONES, mute=st.none() | WAITS)
    def choose_hours(self, chat, quiet, workdays, zone, mute):
        until = self.town.now + mute if mute else None
        hours = replace(ALWAYS, quiet=quiet, workdays=workdays, zone=zone, mute_until=until)
        self.town.store.holding.set_hours(self.someone[chat], hours, self.town.now)

    @rule(chat=st.sampled_from(CHATS), which=st.integers(0, 1), rhythm=st.sampled_from(Rhythm))
    def choose_rhythm(self, chat, which, rhythm):
        wish = self.town.store.subscribers.subscriptions(self.someone[chat])[which]
        self.town.store.holding.set_rhythm(wish.id, rhythm, self.town.now)

    @rule(chat=st.sampled_from(CHATS), which=st.integers(0, 1), mute=st.none() | WAITS)
    def silence_one(self, chat, which, mute):
        wish = self.town.store.subscribers.subscriptions(self.someone[chat])[which]
        self.town.store.holding.mute(wish.id, self.town.now + mute if mute else None, self.town.now)

    @rule(chat=st.sampled_from(CHATS))
    def ask_for_what_is_held_back(self, chat):
        self.town.store.holding.release(self.someone[chat])
        self.asked |= {(chat, name) for name, _ in self.rows(chat, delivery.c.state.in_(WAITING))}

    @precondition(lambda self: self.told)
    @rule(chat=st.sampled_from(CHATS))
    def ask_again(self, chat):
        settled = self.rows(chat, delivery.c.state.in_([State.SENT, State.MERGED]))
        self.town.store.ledger.resend(self.someone[chat], self.town.now - timedelta(days=7))
        again = set(settled) - set(self.rows(chat, delivery.c.state.in_([State.SENT, State.MERGED])))
        for name, part in again:
            self.may[chat, name, part] += 1
            self.asked.add((chat, name))

    @rule(works=st.booleans(), most=st.integers(1, 6))
    def send(self, works, most):
        """Do as the worker does: digests first, then one message of each chat at a time; it breaks off somewhere."""
        store, now = self.town.store, self.town.now
        for backlog in store.backlogs.find(Channel.TELEGRAM, now - 6 * HOUR, 3, now):
            assert store.backlogs.merge(backlog, "digest")
        for _ in range(most):
            for each in self.town.deliveries():
                store.outbox.begin(each.id, now)
                if works:
                    self.arrives(each)
                    store.outbox.sent(each.id, each.id, now)
                else:
                    store.outbox.failed(each.id, "429", now + timedelta(minutes=5))

    # What must hold

    def arrives(self, sent):
        chat, name = sent.subscriber.address, sent.alert.id
        mine = (delivery.c.id == sent.id) | (delivery.c.merged_into == sent.id)
        tells = self.rows(chat, mine) if sent.digest else [(name, sent.part)]
        for each, part in tells:
            self.told[chat, each, part] += 1
            assert self.told[chat, each, part] <= self.may[chat, each, part], "told twice"
        if any((chat, each) in self.asked for each, _ in tells):
            return
        begun = self.arrived.get((chat, name))
        self.arrived[chat, name] = self.town.now
        if sent.part > 1 and begun is not None and self.town.now - begun < HOUR:
            return
        hours = sent.subscriber.hours
        local = self.town.now.astimezone(ZoneInfo(hours.zone or "Asia/Shanghai"))
        assert hours.mute_until is None or hours.mute_until <= self.town.now
        assert not hours.workdays or is_workday(local.date())
        if hours.quiet:
            first, last = hours.quiet
            clock = local.time()
            assert not (first <= clock < last if first < last else clock >= first or clock < last), "in quiet hours"

    def rows(self, chat, condition):
        asked = select(alert.c.id, delivery.c.part).join_from(delivery, alert).where(condition)
        mine = delivery.c.subscriber_id == self.someone[chat]
        with self.town.store._database.read() as connection:
            return [(row.id, row.part) for row in connection.execute(asked.where(mine))]

    def teardown(self):
        """When nobody wants silence any more and the way out works, everything arrives."""
        for chat in CHATS:
            self.choose_hours(chat, None, workdays=False, zone="", mute=None)
            for which in (0, 1):
                self.silence_one(chat, which, None)
        self.town.later(timedelta(days=8))
        self.send(works=True, most=4 * (self.alerts + 1))
        assert self.town.store.outbox.owed() == 0
        assert all(self.told[each] for each in self.may)


def test_nothing_is_lost_nothing_told_twice_and_nothing_in_quiet_hours(store, make_town, make_alert):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    quick = settings(max_examples=120, stateful_step_count=40, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(lambda: Rhythms(make_town(store), make_alert), settings=quick)
