"""Commands of the bot that plugins bring: answered like its own, shown by the house, and what they break is theirs."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest
from telegram.ext import CommandHandler

from jianbao import BotCommand, Piece, Question, hookimpl
from jianbao.deliver.plugin_words import EN, ZH
from jianbao.deliver.telegram.bot import TelegramBot
from jianbao.deliver.telegram.brought import BroughtCommands, markup
from jianbao.plugins import IN_A_ROW, Candidate, Plugins, answering, installed
from jianbao.plugins.ours import OURS
from jianbao.testing.bot_api import UNLIMITED, FakeBotApi

ABOUT = {"zh": "吼", "en": "Roars"}
CODE = "91350100M000100Y43"


@pytest.fixture(autouse=True)
def _times_as_the_library_will_give_them(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def brought(answer, name="roar", about=None) -> Plugins:
    class Given:
        @hookimpl
        def bot_commands(self):
            return [BotCommand(name=name, about=about or ABOUT, answer=answer)]

    ours = [each for each in installed() if each.name == "social_organizations"]
    return Plugins([*ours, Candidate("zebra", "1.0", Given)])


@pytest.fixture
def open_bot(store, topics, quick):
    """A bot with these plugins on a strict Telegram."""

    @asynccontextmanager
    async def living(plugins):
        async with FakeBotApi(limits=UNLIMITED) as api:
            bot = TelegramBot(
                api.token,
                store,
                tuple(topics.values()),
                version="0.1",
                base_url=api.base_url,
                limiter=quick,
                brought=BroughtCommands(commands=plugins.bot_commands, ask=plugins.answer),
            )
            stop = asyncio.Event()
            running = asyncio.create_task(bot.run(stop))
            try:
                yield api, bot
            finally:
                stop.set()
                await running

    return living


async def ask(api, person, text, chat=None, **more):
    message = person.says(text, chat, **more)
    await api.until(lambda: message.answers)
    return message.answers[0]


async def waits(_: Question) -> str:
    await asyncio.Event().wait()
    return ""


async def roars(question: Question) -> str:
    return f"{question.language}: {question.text}!"


async def test_people_ask_a_plugin_as_they_ask_the_bot(open_bot):
    async with open_bot(brought(roars)) as (api, _):
        li = api.user("李", language_code="zh")
        told = await ask(api, li, f"/uscc {CODE} 91350100M000100Y44")
        assert f"✅ {CODE}\n市场监管部门登记的企业\n❌ " in told.text
        assert told.text.count("应为 3，现为 4") == 1
        assert "uscc" in (await ask(api, li, "/uscc")).text
        assert (await ask(api, api.user("Ann", language_code="de"), "/roar\nlouder")).text == "en: louder!"
        listed = li.says(f"名录：某商会，{CODE}。")
        await api.until(lambda: listed.answers)
        assert CODE in (await ask(api, li, "/uscc", reply_to=listed)).text


async def test_the_menu_names_commands_of_plugins_in_both_languages_behind_those_of_the_bot(open_bot):
    async with open_bot(brought(roars)) as (api, _):
        await api.until(lambda: len(api.profile.texts) == 4)
        for language, said in (("zh", "吼"), ("", "Roars")):
            menu = api.profile.commands['{"type": "default"}', language]
            assert [each["command"] for each in menu][-2:] == ["uscc", "roar"]
            assert menu[-1]["description"] == said


async def test_in_groups_administrators_ask(open_bot):
    async with open_bot(brought(roars)) as (api, _):
        boss, guest = api.user("王", language_code="zh"), api.user("客", language_code="zh")
        group = api.group("群", owner=boss)
        guest.joins(group)
        assert "管理员" in (await ask(api, guest, "/roar", group)).text
        assert (await ask(api, boss, "/roar 早", group)).text == "zh: 早!"


async def raises(_: Question) -> str:
    raise ValueError("so nicht")


async def loops(_: Question) -> str:
    while True:
        pass


async def sleeps(_: Question) -> str:
    time.sleep(2)  # noqa: ASYNC251 - that is its fault
    return ""


async def leaves(_: Question) -> str:
    raise SystemExit(3)


async def mumbles(_: Question) -> int:
    return 3


async def says_nothing(_: Question) -> str:
    return " \n"


async def shows_nothing(_: Question) -> str:
    return "\u200b\u2060"


@pytest.mark.parametrize("answer", [raises, loops, waits, sleeps, leaves, mumbles, says_nothing, shows_nothing])
async def test_whatever_a_command_does_the_bot_answers_and_goes_on(open_bot, monkeypatch, answer):
    monkeypatch.setattr(answering, "SECONDS", 0.3)
    monkeypatch.setattr(answering, "OVERTIME", 0.3)
    plugins = brought(answer)
    async with open_bot(plugins) as (api, _):
        li = api.user("李", language_code="zh")
        broken = li.says("/roar")
        assert "91350100M000100Y43" in (await ask(api, api.user("王"), f"/uscc {CODE}")).text
        await api.until(lambda: broken.answers)
        assert broken.answers[0].text == ZH.failed.format(plugin="zebra", command="roar")
        if answer is not raises:
            return
        for _ in range(IN_A_ROW):
            told = await ask(api, api.user("Ann", language_code="en"), "/roar")
        assert told.text == EN.failed.format(plugin="zebra", command="roar")
        (failure,) = plugins.failures
        assert (failure.hook, failure.document, failure.count) == ("bot_commands", "/roar", IN_A_ROW)


@pytest.mark.parametrize(
    ("name", "about", "words"),
    [
        ("help", None, "help of plugin zebra is there already, of jianbao itself"),
        ("uscc", None, "uscc of plugin zebra is there already, of plugin social_organizations"),
        ("Roar", None, "must be called by small letters"),
        ("roar", {"zh": "吼"}, "needs about['en']"),
        ("roar", {"zh": "吼" * 101, "en": "x"}, "needs about['zh']"),
    ],
)
def test_a_command_whose_name_is_taken_or_that_says_too_little_is_left_out(name, about, words):
    plugins = brought(roars, name, about)
    assert words in plugins.failures[0].error
    assert list(plugins.bot_commands) == ["uscc"]


async def test_the_names_that_plugins_may_not_take_are_those_of_the_bot(open_bot):
    async with open_bot(Plugins()) as (_, bot):
        handlers = [each for group in bot.application.handlers.values() for each in group]
        names = {name for each in handlers if isinstance(each, CommandHandler) for name in each.commands}
    assert names == OURS["bot_commands"]


def test_an_answer_is_one_message_whatever_it_holds(telegram_parse, telegram_finds):
    hostile = Piece(
        "<b>@all /start https://evil.example #x \u202egnp.exe</b>\n", bold=True, mono=True, url="javascript:x"
    )
    parsed = telegram_parse(markup([hostile]))
    assert "<b>" in parsed["text"]
    assert telegram_finds(parsed["text"]) == []
    assert {entity["type"]["@type"] for entity in parsed["entities"]} <= {"textEntityTypeBold", "textEntityTypeCode"}
    long = telegram_parse(markup([Piece("𠮷" * 50 + "\n", bold=True, url="https://example.org/")] * 200))
    assert len(long["text"].encode("utf-16-le")) // 2 <= 4096
    assert len(long["entities"]) <= 100
    assert long["text"].endswith("…")


def test_blanks_between_pieces_stay():
    assert markup([Piece("a "), Piece(" b ", bold=True), Piece("c\n\n　d")]) == "a <b> b </b>c\n\n d"


async def test_who_asks_while_many_are_asking_is_told_so(open_bot, monkeypatch):
    monkeypatch.setattr("jianbao.deliver.telegram.brought._WAIT", 0.2)
    async with open_bot(brought(waits)) as (api, _):
        people = [api.user(f"第{number}位", language_code="zh") for number in range(5)]
        for each in people[:4]:
            each.says("/roar")
        await asyncio.sleep(0.5)
        assert (await ask(api, people[4], "/roar")).text == ZH.busy.format(command="roar")
