"""Channels of plugins, through the same outbox: what arrives, and what each kind of trouble becomes."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, timedelta

import pytest
from aiohttp import web
from aiosmtpd.smtp import SMTP

import jianbao_webhook
from jianbao.deliver import outlets
from jianbao.deliver.worker import drain
from jianbao.errors import ConfigError
from jianbao.model import Alert, Channel, Document, Promise, Statistic, Topic
from jianbao.plugins import Plugins
from jianbao.settings.delivery import DeliverySettings, Wanted
from jianbao.store import State, Store
from jianbao.testing import FakeClock

TOPIC = Topic(id="child_welfare", names={"zh": "儿童福利"}, emoji="🧒")
FIGURE = Statistic(quote="14.5万人", start=0, end=6, value=145000, unit="人", indicator="孤儿")


@pytest.fixture(scope="module")
def plugins():
    return Plugins.load()


class House:
    """A store with subscriptions as the configuration has them, and the channels open."""

    def __init__(self, store, clock, carriers, wanted, channels):
        self.store, self.clock = store, clock
        self.settings = DeliverySettings(subscriptions=wanted, channels=channels)
        self.carriers = carriers

    @asynccontextmanager
    async def open(self) -> AsyncIterator["House"]:
        outlets.subscribe(self.store, self.settings.subscriptions, self.clock.now())
        async with outlets.opened(self.carriers, self.settings, [TOPIC], UTC) as self.brought:
            yield self

    def publish(self, *names):
        for name in names:
            alert = Alert(
                id=name, title=f"通知{name}", topics=(TOPIC.id,), region="北京市", statistics=(FIGURE,), key=(0,)
            )
            shapes = {channel: outlet.write for channel, outlet in self.brought.items()}
            document = Document(id=name, text="x")
            self.store.documents.commit(
                document, source="s", key=name, alerts=[alert], shapes=shapes, now=self.clock.now()
            )

    async def drain(self, name):
        outlet = self.brought[Channel(name)]
        terms = {"width": outlet.terms.width, "catch_up": outlet.terms.catch_up}
        await drain(self.store, Channel(name), outlet.sender, clock=self.clock.now, **terms)
        return {state.value: count for state, count in self.store.outbox.counts().items() if count}


@pytest.fixture
def house(tmp_path, plugins):
    with Store.open(f"sqlite:///{tmp_path / 'jianbao.db'}") as store:

        def make(*wanted, **channels):
            return House(store, FakeClock(), plugins.channels, tuple(wanted), channels).open()

        yield make


# Webhook


async def test_a_record_is_posted_signed_and_names_its_delivery(house, site):
    heard = []

    async def hook(request):
        heard.append((dict(request.headers), await request.read()))
        return web.Response(status=204)

    site.pages["/hook"] = hook
    async with house(Wanted(channel="webhook", address=f"{site.base}/hook"), webhook={"secret": "s"}) as home:
        home.publish("a")
        assert await home.drain("webhook") == {"sent": 1}
    [(headers, body)] = heard
    record = json.loads(body)
    assert (record["id"], record["title"], record["key"]) == ("a", "通知a", [0])
    assert record["statistics"][0]["value"] == 145000
    stamp = headers["X-Jianbao-Timestamp"]
    assert headers["X-Jianbao-Signature"] == jianbao_webhook.signature(b"s", stamp, body)
    assert headers["X-Jianbao-Delivery"] == "1"


@pytest.mark.parametrize(
    ("status", "state"),
    [(200, "sent"), (503, "failed"), (429, "failed"), (500, "failed"), (422, "dead"), (404, "failed"), (302, "failed")],
)
async def test_each_answer_of_a_receiver_means_one_thing(house, site, status, state):
    site.says("/hook", status=status)
    async with house(Wanted(channel="webhook", address=f"{site.base}/hook"), webhook={"secret": "s"}) as home:
        home.publish("a")
        assert await home.drain("webhook") == {state: 1}
        paused = [bool(each.paused) for each in home.store.subscribers.all()]
        assert paused == [status in {404, 302}]


async def test_a_receiver_that_asks_to_wait_is_asked_again_then_and_gets_each_record_once(house, site):
    site.says("/hook", status=429, Retry_After="30")
    async with house(Wanted(channel="webhook", address=f"{site.base}/hook"), webhook={"secret": "s"}) as home:
        home.publish("a", "b")
        await home.drain("webhook")
        site.says("/hook")
        home.clock.advance(timedelta(seconds=29))
        await home.drain("webhook")
        assert len(site.requests) == 1
        home.clock.advance(timedelta(seconds=1))
        assert await home.drain("webhook") == {"sent": 2}
    assert [request.headers["X-Jianbao-Delivery"] for request in site.requests] == ["1", "1", "2"]


async def test_a_lost_answer_is_repeated_under_the_same_number_or_not_at_all_as_configured(house, site):
    async def hang_up(request):
        await request.read()
        request.transport.close()
        return web.Response()

    site.pages["/hook"] = hang_up
    often = Wanted(channel="webhook", address=f"{site.base}/hook")
    once = Wanted(channel="webhook", address=f"{site.base}/hook?once", promise=Promise.NEVER_TWICE)
    async with house(often, once, webhook={"secret": "s"}) as home:
        home.publish("a")
        assert await home.drain("webhook") == {"failed": 1, "unknown": 1}
        site.says("/hook")
        home.clock.advance(timedelta(minutes=1))
        assert await home.drain("webhook") == {"sent": 1, "unknown": 1}
    numbers = [request.headers["X-Jianbao-Delivery"] for request in site.requests]
    assert sorted(numbers) == ["1", "1", "2"]


async def test_late_records_are_not_merged_for_programs(house, site):
    site.says("/hook")
    async with house(Wanted(channel="webhook", address=f"{site.base}/hook"), webhook={"secret": "s"}) as home:
        home.publish(*"abcde")
        home.clock.advance(timedelta(days=2))
        assert await home.drain("webhook") == {"sent": 5}


# E-mail


class Post:
    """A mail server's handler; *refuse* answers RCPT or DATA."""

    def __init__(self):
        self.letters = []
        self.rcpt = self.data = "250 OK"
        self.hang_up = False

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - the library's name
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802 - the library's name
        if self.hang_up:
            server.transport.close()
        if self.data.startswith("250"):
            self.letters.append(envelope.content)
        return self.data


@pytest.fixture
async def post():
    handler = Post()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, hostname="test", loop=loop), "127.0.0.1", 0)
    handler.port = server.sockets[0].getsockname()[1]
    yield handler
    server.close()


def mail(post):
    return {"host": "127.0.0.1", "port": post.port, "security": "none", "from": "news@example.org"}


LETTERS = Wanted(channel="email", address="anna@example.org", promise=Promise.NEVER_TWICE)


async def test_an_alert_is_a_letter_that_people_can_read(house, post):
    async with house(LETTERS, email=mail(post)) as home:
        home.publish("a")
        assert await home.drain("email") == {"sent": 1}
        [entry] = home.store.ledger.entries([State.SENT])
    from email import message_from_bytes, policy  # noqa: PLC0415 - only here

    letter = message_from_bytes(post.letters[0], policy=policy.default)
    assert (letter["To"], letter["From"], letter["Subject"]) == ("anna@example.org", "news@example.org", "通知a")
    assert "孤儿" in letter.get_content()
    assert "14.5 万人" in letter.get_content()
    assert letter["Message-ID"] == "<jianbao.a.1@example.org>"
    assert entry.alert.id == "a"


@pytest.mark.parametrize(
    ("refusal", "state", "paused"),
    [
        (("rcpt", "550 no such user"), "failed", True),
        (("rcpt", "450 greylisted"), "failed", False),
        (("data", "452 no room"), "failed", False),
        (("data", "554 spam"), "dead", False),
    ],
)
async def test_each_answer_of_a_mail_server_means_one_thing(house, post, refusal, state, paused):
    setattr(post, *refusal)
    async with house(LETTERS, email=mail(post)) as home:
        home.publish("a")
        assert await home.drain("email") == {state: 1}
        assert [bool(each.paused) for each in home.store.subscribers.all()] == [paused]


async def test_a_mail_server_that_hangs_up_over_a_letter_leaves_it_unknown(house, post):
    post.hang_up = True
    async with house(LETTERS, email=mail(post)) as home:
        home.publish("a")
        assert await home.drain("email") == {"unknown": 1}


async def test_a_mail_server_that_is_not_there_is_tried_again(house, post):
    async with house(LETTERS, email=mail(post) | {"port": 1}) as home:
        home.publish("a")
        assert await home.drain("email") == {"failed": 1}


async def test_late_letters_become_one(house, post):
    async with house(LETTERS, email=mail(post)) as home:
        home.publish(*"abcde")
        home.clock.advance(timedelta(days=2))
        assert await home.drain("email") == {"sent": 1, "merged": 4}
    assert len(post.letters) == 1


# Apprise


apprise_as_it_is = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")


@apprise_as_it_is
async def test_apprise_reaches_what_it_knows(house, site):
    heard = []

    async def hook(request):
        heard.append(await request.json())
        return web.Response()

    site.pages["/notify"] = hook
    address = site.base.replace("http://", "json://") + "/notify"
    async with house(Wanted(channel="apprise", address=address)) as home:
        home.publish("a")
        assert await home.drain("apprise") == {"sent": 1}
    assert "通知a" in heard[0]["title"]
    assert "14.5 万人" in heard[0]["message"]


@apprise_as_it_is
async def test_an_address_that_apprise_does_not_know_is_given_up_with_its_reason(house):
    async with house(Wanted(channel="apprise", address="nonsense://x")) as home:
        home.publish("a")
        assert await home.drain("apprise") == {"dead": 1}


# All of them


async def test_a_channel_that_cannot_be_opened_says_so_and_costs_no_other(house, site, caplog):
    site.says("/notify")
    address = site.base.replace("http://", "json://") + "/notify"
    wanted = [
        Wanted(channel="webhook", address="http://x"),
        Wanted(channel="pigeon", address="x"),
        Wanted(channel="apprise", address=address),
    ]
    async with house(*wanted) as home:
        assert set(home.brought) == {"apprise"}
    assert "secret_file" in caplog.text
    assert "no plugin brings the channel pigeon" in caplog.text


async def test_who_leaves_the_configuration_is_owed_nothing_new(house, site):
    site.says("/hook")
    hook = Wanted(channel="webhook", address=f"{site.base}/hook")
    async with house(hook, webhook={"secret": "s"}) as home:
        outlets.subscribe(home.store, (), home.clock.now())
        home.publish("a")
        assert await home.drain("webhook") == {}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "needs host"),
        ({"host": "h"}, "needs from"),
        ({"host": "h", "from": "nobody"}, "no address"),
        ({"host": "h", "from": "a@b", "security": "yes"}, "write tls, starttls or none"),
    ],
)
def test_a_mistake_in_the_settings_of_mail_names_key_and_remedy(settings, said):
    import jianbao_email  # noqa: PLC0415 - only here

    with pytest.raises(ConfigError, match=said):
        jianbao_email.server_of(settings)
