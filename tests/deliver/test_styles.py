"""How alerts look in a chat is its own choice, and what is owed keeps the form that it was made in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from lxml.html import fromstring

from jianbao.deliver import shapes
from jianbao.deliver.telegram import rich
from jianbao.deliver.telegram.bot import TelegramBot
from jianbao.deliver.telegram.compact import line
from jianbao.deliver.telegram.html import units
from jianbao.deliver.telegram.styles import Styles
from jianbao.deliver.wording import ZH
from jianbao.deliver.worker import drain
from jianbao.model import Channel, Document, Style, form_of
from jianbao.store import State
from jianbao.testing.bot_api import UNLIMITED, FakeBotApi

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def bodies(store):
    due = store.outbox.claim(Channel.TELEGRAM, NOW, timedelta(minutes=5), 10)
    return {each.subscriber.address: (each.body, each.parts) for each in due}


def test_each_chat_gets_its_own_style_from_one_alert(store, topics, newspaper):
    for address in ("full", "short"):
        someone = store.subscribers.ensure(Channel.TELEGRAM, address, now=NOW)
        store.subscribers.subscribe(someone.id, None, None, NOW)
    styles = Styles(store)
    assert "一行" in styles.command(("compact",), someone, ZH).html
    someone = store.subscribers.ensure(Channel.TELEGRAM, "short", now=NOW)
    assert someone.style is Style.COMPACT
    write = shapes(topics.values())
    store.documents.commit(Document(id="n", text="x"), source="s", key="n", alerts=[newspaper], shapes=write, now=NOW)
    styles.command(("full",), someone, ZH)  # what is owed already stays as it was made
    found = bodies(store)
    assert found["short"] == (line(newspaper, topics), 1)
    assert found["full"][0] == write[Channel.TELEGRAM](newspaper)[0] != found["short"][0]


def test_a_style_that_a_channel_does_not_know_is_the_full_one(store, newspaper):
    someone = store.subscribers.ensure(Channel.TELEGRAM, "1", now=NOW)
    store.subscribers.subscribe(someone.id, None, None, NOW)
    store.subscribers.dress(someone.id, Style.COMPACT)
    only = {Channel.TELEGRAM: lambda each: (each.title,)}
    store.documents.commit(Document(id="n", text="x"), source="s", key="n", alerts=[newspaper], shapes=only, now=NOW)
    assert bodies(store)["1"][0] == newspaper.title


def test_one_line_is_valid_and_short_whatever_the_document_says(newspaper, topics, telegram_parse):
    wild = replace(newspaper, title="<b>“&" + "长" * 4000)
    for alert in (newspaper, wild):
        assert units(telegram_parse(line(alert, topics))["text"]) < 400


async def test_a_rich_message_has_a_table_and_nothing_in_it_acts(newspaper, topics):
    wild = replace(newspaper, title="<script>@everyone</script>" + "长" * 4000, statistics=newspaper.statistics * 300)
    for alert in (newspaper, wild):
        (made,) = rich.render(alert, topics)
        assert units(made) <= rich.MOST_UNITS
        assert made.count("<table") <= 2
        assert made.count("<tr>") <= 500
        assert "<script" not in made
        assert fromstring(f"<div>{made}</div>").xpath("//td")


@pytest.mark.parametrize("refused", [False, True])
async def test_rich_messages_arrive_once_with_their_buttons_and_as_text_when_refused(
    store, topics, newspaper, quick, refused
):
    async with FakeBotApi(limits=UNLIMITED) as api:
        anna = api.user("安娜")
        anna.says("/start")
        someone = store.subscribers.ensure(Channel.TELEGRAM, str(anna.private.id), now=NOW)
        store.subscribers.subscribe(someone.id, None, None, NOW)
        store.subscribers.dress(someone.id, Style.RICH)
        write = dict(shapes(topics.values()))
        if refused:
            write[form_of(Channel.TELEGRAM, Style.RICH)] = lambda _: ("",)
        store.documents.commit(
            Document(id="n", text="x"), source="s", key="n", alerts=[newspaper], shapes=write, now=NOW
        )
        bot = TelegramBot(api.token, store, tuple(topics.values()), version="0", base_url=api.base_url, limiter=quick)
        async with bot.application:
            await drain(store, Channel.TELEGRAM, bot.sender, clock=lambda: NOW)
        (message,) = anna.private.from_bot
        assert newspaper.title in message.text
        assert bool(message.buttons) != refused
        assert store.outbox.counts()[State.SENT] == 1
