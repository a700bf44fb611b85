"""People talk to the real bot over HTTP, on a strict Telegram; what they see is what is asserted."""

import asyncio
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from jianbao.deliver import shapes
from jianbao.deliver.list_words import list_words
from jianbao.deliver.telegram.bot import TelegramBot
from jianbao.deliver.telegram.languages import Languages
from jianbao.deliver.wording import EN, ZH
from jianbao.deliver.worker import drain
from jianbao.errors import ConfigError
from jianbao.model import Alert, Channel, Document, Promise, Source, SourceKind, Trouble, Watched
from jianbao.store import Store, Visit
from jianbao.testing.bot_api import UNLIMITED, FakeBotApi, bad_request

SOON = timedelta(milliseconds=10)


@pytest.fixture(autouse=True)
def _times_as_the_library_will_give_them(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@dataclass
class House:
    """A running bot, the Telegram that it runs on, and the store behind it."""

    api: FakeBotApi
    store: Store
    bot: TelegramBot
    topics: dict

    async def answer(self, message, number=1):
        """Return what the bot has said since *message*, in its chat and topic: the answer of that number."""
        await self.api.until(lambda: len(message.answers) >= number)
        return message.answers[number - 1]

    async def ask(self, person, text, chat=None, thread=None):
        return await self.answer(person.says(text, chat, thread=thread))

    async def press(self, person, message, button):
        """Tap, and return the message once it has become the next step."""
        before = len(message.edits)
        person.presses(message, button)
        await self.api.until(lambda: len(message.edits) > before)
        return message

    def wishes(self, chat, thread=None):
        subscribers = [each for each in self.store.subscribers.all() if each.address == str(chat.id)]
        here = [each for each in subscribers if each.thread == thread]
        return [(w.topic, w.region) for each in here for w in self.store.subscribers.subscriptions(each.id)]

    def paused(self, chat):
        return next(each.paused for each in self.store.subscribers.all() if each.address == str(chat.id))


async def eventually(happened):
    """Wait for something in the store, which tells nobody."""
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)


@asynccontextmanager
async def living(api, store, topics, quick, token=None):
    bot = TelegramBot(
        token or api.token, store, tuple(topics.values()), version="0.1", base_url=api.base_url, limiter=quick
    )
    stop = asyncio.Event()
    running = asyncio.create_task(bot.run(stop))
    try:
        yield House(api, store, bot, topics)
    finally:
        stop.set()
        await running


@pytest.fixture
async def house(store, topics, quick):
    async with FakeBotApi(limits=UNLIMITED) as api, living(api, store, topics, quick) as made:
        yield made


async def news(house, alert, name="n"):
    """Let a document with *alert* come in and be told to whom it concerns."""
    house.store.documents.commit(
        Document(id=name, text="x"),
        source="s",
        key=name,
        alerts=[alert],
        shapes=shapes(house.topics.values()),
        now=house.api.clock(),
    )
    await drain(house.store, Channel.TELEGRAM, house.bot.sender)


async def test_a_newcomer_gets_alerts_after_three_taps(house, newspaper):
    anna = house.api.user("安娜", language_code="zh-hans")
    hello = await house.ask(anna, "/start")
    assert hello.text.startswith("👋 我是简报")
    await house.press(anna, hello, "🏢 社会组织")
    await house.press(anna, hello, "北京")
    done = await house.press(anna, hello, "✅ 订阅")
    assert done.text.startswith("✅ 已订阅 社会组织 · 北京市")
    assert done.buttons == []
    assert house.wishes(anna.private) == [("social_organizations", "北京市")]

    await news(house, newspaper)
    assert anna.private.texts[-1].startswith("🏢 登记资产超1000亿元\n#社会组织 · #北京市")


async def test_subscriptions_are_made_listed_and_ended_by_command(house):
    anna = house.api.user("安娜")
    assert "儿童福利 · 青海省" in (await house.ask(anna, "/subscribe 儿童福利 青海")).text
    assert "全部主题 · 海淀区" in (await house.ask(anna, "/subscribe 海淀区")).text
    listed = await house.ask(anna, "/list")
    assert listed.buttons == [["1. 儿童福利 · 青海省"], ["2. 全部主题 · 海淀区"]]
    await house.press(anna, listed, "海淀区")
    await house.press(anna, listed, "✖ 退订")
    assert house.wishes(anna.private) == [("child_welfare", "青海省")]
    await house.ask(anna, "/unsubscribe 儿童福利")
    assert house.wishes(anna.private) == []


async def test_a_subscription_with_conditions_is_shared_by_link_and_explained_by_why(house, newspaper):
    anna, bert = house.api.user("安娜"), house.api.user("Bert", language_code="zh")
    done = await house.ask(anna, "/subscribe 社会组织 北京 登记资产|年检 -招聘 有数字")
    assert "社会组织 · 北京市 · 有数字 · 登记资产|年检 -招聘" in done.text
    shared = await house.ask(anna, "/share")
    (payload,) = re.findall(r"https://t\.me/\w+\?start=(w[0-9a-f]{16})", shared.text)
    offer = await house.ask(bert, f"/start {payload}")
    assert "有数字 · 登记资产|年检 -招聘" in offer.text
    await house.press(bert, offer, "✅ 订阅")
    assert (await house.ask(bert, "/list")).buttons == [["1. 社会组织 · 北京市 · 有数字 · 登记资产|年检 -招聘"]]
    assert "失效" in (await house.ask(bert, "/start w0000000000000000")).text

    assert "不知道是哪一条" in (await house.ask(anna, "/why")).text
    for key, title in (("n", "登记资产超1000亿元"), ("m", "招聘启事")):
        house.store.documents.commit(
            Document(id=key, text="x"),
            source="s",
            key=key,
            alerts=[replace(newspaper, id=key, title=title)],
            shapes=shapes(house.topics.values()),
            now=house.api.clock(),
            texts={key: "年检、招聘" if key == "m" else ""},
        )
    await drain(house.store, Channel.TELEGRAM, house.bot.sender)
    for person in (anna, bert):
        assert sum("登记资产超1000亿元" in text for text in person.private.texts) == 1
        assert not any("招聘启事" in text for text in person.private.texts)
    why = await house.ask(anna, "/why")
    assert "因为这里订阅了 社会组织 · 北京市 · 有数字 · 登记资产|年检 -招聘" in why.text


async def test_the_buttons_under_an_alert_draw_tabulate_explain_and_end_it(house, newspaper):
    anna = house.api.user("安娜")
    await house.ask(anna, "/subscribe 社会组织")
    await news(house, newspaper)
    alert = anna.private.from_bot[-1]
    assert alert.buttons == [["📊", "📄 CSV", "📑 Excel"], ["❓", "🔕", "✖"]]
    for number, button in enumerate(("📊", "📄 CSV", "📑 Excel", "❓", "✖"), start=1):
        count = len(anna.private.from_bot)
        anna.presses(alert, button)
        await house.api.until(lambda count=count: len(anna.private.from_bot) > count)
        answer = anna.private.from_bot[-1]
        assert number < 4 or ("因为这里订阅了" in answer.text or "已取消" in answer.text)
    assert house.wishes(anna.private) == []


async def test_only_administrators_end_a_subscription_by_the_button_in_a_group_or_channel(house, newspaper):
    anna, bert = house.api.user("安娜"), house.api.user("Bert")
    group = house.api.group("组", owner=anna)
    bert.joins(group)
    await house.ask(anna, "/subscribe 社会组织", group)
    await news(house, newspaper)
    alert = group.from_bot[-1]
    bert.presses(alert, "✖")
    bert.presses(alert, "❓")
    await house.api.until(lambda: "因为这里订阅了" in group.from_bot[-1].text)
    assert house.wishes(group) == [("social_organizations", None)]
    anna.presses(alert, "✖")
    await eventually(lambda: house.wishes(group) == [])


async def test_every_command_answers_in_the_clients_language(house):
    anna, bert = house.api.user("安娜"), house.api.user("Bert", language_code="de")
    for command in ZH.commands:
        assert (await house.ask(anna, f"/{command}")).text
        assert (await house.ask(bert, f"/{command}")).text
    assert bert.private.from_bot[0].text.startswith("👋 I am jianbao")


async def test_the_health_of_hundreds_of_sources_is_read_page_by_page(house):
    names = [f"第{number:03}号民政局" for number in range(300)]
    sources = [Source(name=name, kind=SourceKind.FEED, url="https://a.example/") for name in names]
    now = house.api.clock()
    house.store.sources.sync(sources, now)
    away = Visit(at=now, ok=False, next_due=now, error="no answer", watched=Watched(trouble=Trouble.AWAY))
    house.store.sources.record_all(dict.fromkeys(names[:100], away))
    anna = house.api.user("安娜")
    page = await house.ask(anna, "/sources")
    assert page.text.startswith("📡 来源 300　还没看过 200 · 读不到 100")
    assert page.buttons == [["2 ›"]]
    await house.press(anna, page, "2 ›")
    assert "第 2 / 7 页" in page.text
    assert page.buttons == [["‹ 1", "3 ›"]]
    assert "⛔ 第007号民政局" in (await house.ask(anna, "/sources 007")).text
    assert "来源 200" in (await house.ask(anna, "/sources 还没看过")).text
    group = house.api.supergroup("群", owner=house.api.user("群主"))
    anna.joins(group)
    assert (await house.ask(anna, "/sources", group)).text == ZH.admins_only


async def test_menus_and_descriptions_are_set_for_chinese_clients_and_for_all_others(house):
    profile = house.api.profile
    await house.api.until(lambda: len(profile.texts) == 4)
    for words, language in ((ZH, "zh"), (EN, "")):
        menus = {scope: menu for (scope, tongue), menu in profile.commands.items() if tongue == language}
        for scope in ("default", "all_chat_administrators"):
            menu = menus[f'{{"type": "{scope}"}}']
            assert {each["command"]: each["description"] for each in menu} == words.commands
        assert [each["command"] for each in menus['{"type": "all_group_chats"}']] == ["why"]
        assert profile.texts["setMyDescription", language] == words.description
        assert profile.texts["setMyShortDescription", language] == words.short_description


async def test_a_chat_chooses_its_language_and_keeps_it(house, topics, quick):
    anna = house.api.user("安娜", language_code="zh-hant")
    asked = await house.ask(anna, "/lang")
    assert asked.text == ZH.language_ask
    assert (await house.press(anna, asked, "English")).text == EN.language_set
    assert (await house.ask(anna, "/list")).text == EN.list_empty
    at_the_door = (await house.ask(anna, "/invite")).text
    restarted = Languages(house.store)
    assert restarted.of(str(anna.private.id), "zh") is EN
    assert (await house.ask(anna, "/lang 中文")).text == ZH.language_set
    assert (await house.ask(anna, "/list")).text == ZH.list_empty
    assert at_the_door.isascii()  # the door, too, speaks as the chat has chosen
    assert not (await house.ask(anna, "/invite")).text.isascii()


async def test_a_groups_language_is_its_administrators_choice_and_moves_with_it(house):
    owner, guest = house.api.user("群主", language_code="zh"), house.api.user("Guest", language_code="zh")
    group = house.api.group("群", owner=owner)
    guest.joins(group)
    assert (await house.ask(guest, "/lang en", group)).text == ZH.admins_only
    assert (await house.ask(owner, "/lang en", group)).text == EN.language_set
    assert (await house.ask(guest, "/lang zh", group)).text == EN.admins_only
    moved = group.migrate()
    await eventually(lambda: str(moved.id) in house.store.subscribers.languages())
    assert (await house.ask(owner, "/list", moved)).text == EN.list_empty


async def test_what_is_not_understood_is_answered_with_help_that_fits(house):
    anna = house.api.user("安娜")
    assert "是不是 “社会组织”" in (await house.ask(anna, "/subscribe 社会组 北京")).text
    assert "/subscribe" in (await house.ask(anna, "/subscrib")).text
    assert ZH.unknown_text in (await house.ask(anna, "你好")).text
    offer = await house.ask(anna, "社会组织 北京")
    await house.press(anna, offer, "✅ 订阅")
    assert house.wishes(anna.private) == [("social_organizations", "北京市")]


async def test_words_of_people_are_shown_and_do_nothing(house):
    anna = house.api.user("<b>安娜&")
    reply = await house.ask(anna, "/subscribe <b>@everyone https://evil.example")
    assert "<b>@\u2060everyone" in reply.text
    kinds = {entity["type"] for entity in reply.entities}
    assert kinds <= {"bot_command", "code"}


async def test_in_a_group_only_administrators_act(house):
    owner, guest = house.api.user("群主"), house.api.user("客人")
    group = house.api.supergroup("群", owner=owner)
    guest.joins(group)
    assert (await house.ask(guest, "/subscribe 社会组织", group)).text == ZH.admins_only
    assert house.wishes(group) == []
    menu = await house.ask(owner, "/start", group)
    press = guest.presses(menu, "🏢 社会组织")
    await house.api.until(lambda: press.answered)
    assert press.answer == ZH.admins_only
    assert menu.edits == []
    await house.ask(owner, "/subscribe 社会组织", group)
    assert house.wishes(group) == [("social_organizations", None)]


async def test_a_forums_topic_is_subscribed_and_answered_by_itself(house):
    owner = house.api.user("群主")
    forum = house.api.supergroup("论坛", owner=owner, forum=True)
    owner.says("欢迎", forum)
    topic = forum.topic("民政")
    await house.ask(owner, "/subscribe 社会组织", forum, topic.thread)
    assert house.wishes(forum, topic.thread) == [("social_organizations", None)]
    menu = await house.ask(owner, "/start", forum, topic.thread)
    await house.press(owner, menu, "🧒 儿童福利")
    await house.press(owner, menu, "青海")
    await house.press(owner, menu, "✅ 订阅")
    assert house.wishes(forum, topic.thread)[1:] == [("child_welfare", "青海省")]
    assert house.wishes(forum) == []


async def test_a_channel_is_subscribed_by_its_administrators_only(house):
    owner, stranger = house.api.user("台长"), house.api.user("路人")
    channel = house.api.channel("民政快讯", owner=owner, username="minzheng_news")
    wish = "/subscribe @minzheng_news 社会组织 北京"
    assert (await house.ask(stranger, wish)).text.startswith("只有 @\u2060minzheng_news 的管理员")
    assert house.wishes(channel) == []
    assert (await house.ask(owner, wish)).text == "✅ 已为 民政快讯 订阅 社会组织 · 北京市"
    assert house.wishes(channel) == [("social_organizations", "北京市")]
    assert "社会组织 · 北京市" in (await house.ask(owner, "/list @minzheng_news")).text
    await house.ask(owner, "/unsubscribe @minzheng_news 全部")
    assert house.wishes(channel) == []
    assert house.wishes(owner.private) == []


async def test_a_channel_that_cannot_be_served_says_why(house):
    owner = house.api.user("台长")
    muted = house.api.channel("哑", owner=owner, username="muted_news")
    owner.promotes(muted, can_post_messages=False)
    house.api.supergroup("群", owner=owner, username="a_group")
    for name, reason in (("@muted_news", "不能发言"), ("@no_such_thing", "找不到"), ("@a_group", "不是频道")):
        assert reason in (await house.ask(owner, f"/subscribe {name} 社会组织")).text
    assert [each.address for each in house.store.subscribers.all()] == []


async def test_a_post_in_the_channel_itself_is_a_request(house):
    owner = house.api.user("台长")
    channel = house.api.channel("民政快讯", owner=owner)
    await house.ask(owner, "/subscribe 儿童福利", channel)
    assert house.wishes(channel) == [("child_welfare", None)]


async def test_who_blocks_is_paused_and_who_comes_back_is_not(house):
    anna = house.api.user("安娜")
    await house.ask(anna, "/subscribe 儿童福利")
    anna.blocks()
    await eventually(lambda: house.paused(anna.private))
    anna.unblocks()
    await eventually(lambda: house.paused(anna.private) is None)


async def test_who_comes_back_is_told_what_waited_and_gets_it(house):
    anna = house.api.user("安娜")
    await house.ask(anna, "/subscribe 全部")
    anna.blocks()
    await eventually(lambda: house.paused(anna.private))
    house.store.documents.commit(
        Document(id="n", text="x"), source="s", key="n", alerts=[Alert(id="n", title="通知", topics=("t",))],
        shapes={Channel.TELEGRAM: lambda _: ("通知",)}, now=house.api.clock(),
    )  # fmt: skip
    said = len(anna.private.texts)
    anna.unblocks()
    await house.api.until(lambda: len(anna.private.texts) > said)
    assert "有 1 条消息没有发出" in anna.private.texts[-1]
    await drain(house.store, Channel.TELEGRAM, house.bot.sender)
    assert anna.private.texts[-1] == "通知"


async def test_a_reader_settles_what_is_in_doubt_by_a_tap(house):
    anna = house.api.user("安娜")
    await house.ask(anna, "/subscribe 全部")
    house.store.documents.commit(
        Document(id="n", text="x"), source="s", key="n", alerts=[Alert(id="n", title="养老通知", topics=("t",))],
        shapes={Channel.TELEGRAM: lambda _: ("养老通知",)}, now=house.api.clock(),
    )  # fmt: skip
    house.api.faults.answer_lost(chat=anna.private, method="sendMessage")
    await drain(house.store, Channel.TELEGRAM, house.bot.sender)
    listed = await house.ask(anna, "/failed")
    await house.press(anna, listed, "收到了")
    assert "都送到了" in (await house.ask(anna, "/failed")).text
    assert "1 条" in (await house.ask(anna, "/resend 24h")).text
    await house.press(anna, await house.ask(anna, "/delivery"), "至少一次")
    assert [each.promise for each in house.store.subscribers.all()] == [Promise.AT_LEAST_ONCE]


async def test_a_group_greets_moves_and_keeps_its_subscriptions(house):
    owner = house.api.user("群主")
    group = house.api.group("群", owner=owner, bot="left")
    owner.invites(group)
    await house.api.until(lambda: group.texts)
    assert group.texts[0].startswith("👋 我是简报")
    await house.ask(owner, "/subscribe 儿童福利", group)
    moved = group.migrate()
    await eventually(lambda: house.wishes(moved) == [("child_welfare", None)])


async def test_an_edited_message_asks_nothing_again(house):
    anna = house.api.user("安娜")
    asked = anna.says("/subscribe 儿童福利")
    await house.answer(asked)
    anna.edits(asked, "/subscribe 社会组织")
    await house.ask(anna, "/list")
    assert house.wishes(anna.private) == [("child_welfare", None)]


async def test_a_second_tap_on_the_same_button_does_no_harm(house):
    anna = house.api.user("安娜")
    menu = await house.ask(anna, "/start")
    first, second = anna.presses(menu, "全部主题"), anna.presses(menu, "全部主题")
    await house.api.until(lambda: first.answered and second.answered and menu.edits)
    await house.press(anna, menu, "全国各地")
    assert "went_wrong" not in menu.text
    assert ZH.went_wrong not in anna.private.texts


async def test_a_fault_is_said_and_the_bot_goes_on(house):
    owner = house.api.user("群主")
    group = house.api.supergroup("群", owner=owner)
    house.api.faults.refuse(bad_request("nonsense"), method="getChatMember")
    assert (await house.ask(owner, "/list", group)).text == ZH.went_wrong
    assert (await house.ask(owner, "/list", group)).text == ZH.list_empty


async def test_the_bot_waits_for_a_telegram_that_is_out_of_reach(store, topics, quick, monkeypatch):
    monkeypatch.setattr("jianbao.deliver.telegram.bot.patience", lambda _: SOON)
    async with FakeBotApi(limits=UNLIMITED) as api:
        api.faults.bad_gateway(3, method="getMe")
        async with living(api, store, topics, quick) as house:
            assert (await house.ask(api.user("安娜"), "/help")).text
    assert len(api.calls_of("getMe")) == 4


async def test_a_bot_that_never_reached_telegram_stops_at_once(store, topics, quick):
    async with FakeBotApi(limits=UNLIMITED) as api:
        api.faults.bad_gateway(100)
        async with living(api, store, topics, quick):
            await api.until(lambda: api.calls)


async def test_a_refused_token_is_said_with_its_remedy(store, topics, quick):
    async with FakeBotApi(limits=UNLIMITED) as api:
        with pytest.raises(ConfigError, match="BotFather"):
            async with living(api, store, topics, quick, token="42:wrong") as house:
                await asyncio.wait_for(house.bot.run(asyncio.Event()), 5)


async def test_words_for_a_subscription_are_asked_for_and_taken_from_the_next_message(house):
    anna = house.api.user("安娜")
    menu = await house.ask(anna, "/start")
    for label in ("🏢 社会组织", "北京", "🔤"):
        await house.press(anna, menu, label)
    assert "请发来关键词" in menu.text
    assert "🔤 请发来" not in (await house.ask(anna, "https://a.example/ 通知")).text  # a link is a document
    hub = await house.ask(anna, "基金会|慈善 -招聘")
    assert "基金会|慈善 -招聘" in hub.text
    await house.press(anna, hub, "🔤")
    assert (await house.ask(anna, "/cancel")).text.startswith("好，不改了")
    await house.press(anna, hub, "‹ 返回")
    await house.press(anna, hub, "🔤")
    await house.ask(anna, "/list")
    assert ZH.unknown_text in (await house.ask(anna, "基金会")).text
    await house.press(anna, hub, "‹ 返回")
    await house.press(anna, hub, "✅ 订阅")
    assert house.wishes(anna.private) == [("social_organizations", "北京市")]


async def test_in_a_group_the_administrator_who_was_asked_replies_and_nobody_else(house):
    owner, guest, deputy = house.api.user("群主"), house.api.user("客人"), house.api.user("副群主")
    group = house.api.supergroup("群", owner=owner)
    for each in (guest, deputy):
        each.joins(group)
    menu = await house.ask(owner, "/start", group)
    for label in ("🏢 社会组织", "北京", "🔤"):
        await house.press(owner, menu, label)
    assert "回复这条消息" in menu.text
    said = len(group.from_bot)
    guest.says("招聘", group, reply_to=menu)
    owner.says("与此无关", group)
    hub = await house.answer(owner.says("基金会", group, reply_to=menu))
    assert len(group.from_bot) == said + 1
    assert "社会组织 · 北京市 · 基金会" in hub.text
    press = guest.presses(hub, "✅ 订阅")
    await house.api.until(lambda: press.answered)
    assert press.answer == ZH.admins_only
    await house.press(owner, hub, "✅ 订阅")
    assert house.wishes(group) == [("social_organizations", "北京市")]


async def test_a_subscription_is_muted_from_its_alert_by_administrators_only(house, newspaper):
    anna, bert = house.api.user("安娜"), house.api.user("Bert")
    group = house.api.group("组", owner=anna)
    bert.joins(group)
    await house.ask(anna, "/subscribe 社会组织", group)

    async def publish(key):
        house.store.documents.commit(
            Document(id=key, text="x"),
            source="s",
            key=key,
            alerts=[replace(newspaper, id=key)],
            shapes=shapes(house.topics.values()),
            now=house.api.clock(),
        )
        await drain(house.store, Channel.TELEGRAM, house.bot.sender)

    await publish("n")
    alert = group.from_bot[-1]
    press = bert.presses(alert, "🔕")
    await house.api.until(lambda: press.answered)
    assert press.answer == ZH.admins_only
    anna.presses(alert, "🔕")
    await house.api.until(lambda: "静音多久" in group.from_bot[-1].text)
    asked = group.from_bot[-1]
    press = bert.presses(asked, "1 周")
    await house.api.until(lambda: press.answered)
    await house.press(anna, asked, "1 周")
    said = len(group.from_bot)
    for key in ("m", "o"):
        await publish(key)
    assert len(group.from_bot) == said
    await house.press(anna, asked, "🔔 恢复")
    assert "2 条消息马上发来" in asked.text


async def test_taps_that_come_late_or_on_messages_that_are_gone_are_answered(house):
    anna = house.api.user("安娜")
    menu = await house.ask(anna, "/start")
    house.api.faults.refuse(bad_request("query is too old and response timeout expired"), method="answerCallbackQuery")
    await house.press(anna, menu, "🏢 社会组织")
    house.api.faults.refuse(bad_request("message can't be edited"), method="editMessageText")
    said = len(anna.private.from_bot)
    anna.presses(menu, "北京")
    await house.api.until(lambda: len(anna.private.from_bot) > said)
    await house.press(anna, anna.private.from_bot[-1], "✅ 订阅")
    press = anna.forges(menu, "n:0:", old=True)
    await house.api.until(lambda: press.answered)
    assert (press.answer, press.alert) == (list_words("zh").too_old, True)
    assert ZH.went_wrong not in anna.private.texts


@pytest.mark.parametrize(
    "data", ["", "e:" + "9" * 60, "u:1:end", "m:99999999", "l:1", "i:4294967296", "b:sub::0:*/*/0", "\u202e"]
)
async def test_forged_taps_are_answered_and_reach_nothing_of_others(house, data):
    owner, stranger = house.api.user("群主"), house.api.user("路人")
    await house.ask(owner, "/subscribe 社会组织")
    menu = await house.ask(stranger, "/start")
    press = stranger.forges(menu, data)
    await house.api.until(lambda: press.answered)
    await house.ask(stranger, "/help")
    assert ZH.went_wrong not in stranger.private.texts
    assert house.wishes(owner.private) == [("social_organizations", None)]


async def test_a_person_who_taps_in_a_group_where_they_are_no_administrator_forges_in_vain(house):
    owner, guest = house.api.user("群主"), house.api.user("客人")
    group = house.api.supergroup("群", owner=owner)
    guest.joins(group)
    menu = await house.ask(owner, "/start", group)
    for data in ("b:sub::0:*/*/0", "o:1", "e:1", "u:1:on", "m:1", "h:1"):
        press = guest.forges(menu, data)
        await house.api.until(lambda press=press: press.answered)
        assert press.answer == ZH.admins_only
    assert house.wishes(group) == []


async def test_in_a_channel_administrators_are_asked_and_answered_alone(house, newspaper):
    owner, reader = house.api.user("台长"), house.api.user("读者")
    channel = house.api.channel("民政快讯", owner=owner)
    reader.joins(channel)
    await house.ask(owner, "/subscribe 社会组织", channel)
    await news(house, newspaper)
    alert, said = channel.from_bot[-1], len(channel.from_bot)
    text, usual = alert.text, alert.buttons

    async def press(person, label):
        before = alert.buttons
        tap = person.presses(alert, label)
        await house.api.until(lambda: tap.answered and (label == "❓" or person is reader or alert.buttons != before))
        return tap

    assert (await press(reader, "🔕")).answer == ZH.admins_only
    assert (await press(owner, "🔕")).answer == ""
    assert alert.buttons == [["8 小时", "1 天", "1 周"], ["直到我恢复"], ["‹ 返回"]]
    assert (await press(reader, "1 周")).answer == ZH.admins_only
    await press(owner, "‹ 返回")
    assert alert.buttons == usual
    await press(owner, "🔕")
    muted = await press(owner, "直到我恢复")
    assert muted.alert
    assert "社会组织 · 全国各地 静音，直到您恢复" in muted.answer
    assert alert.buttons[1] == ["❓", "🔔", "✖"]
    assert "不再静音" in (await press(owner, "🔔")).answer
    assert "因为这里订阅了 社会组织" in (await press(owner, "❓")).answer
    assert "已取消" in (await press(owner, "✖")).answer
    assert house.wishes(channel) == []
    assert alert.buttons[1] == ["❓", "🔕", "↩"]
    assert "已恢复" in (await press(owner, "↩")).answer
    assert house.wishes(channel) == [("social_organizations", None)]
    assert (alert.text, alert.buttons, len(channel.from_bot)) == (text, usual, said)
    await press(owner, "🔕")
    assert "静音到" in (await press(owner, "1 周")).answer
    for data in ("u:1:c8h.99", "u:99:c8h.1", "u:1:cx.1", "u:1:c", "m:99"):
        tap = owner.forges(alert, data)
        await house.api.until(lambda tap=tap: tap.answered)
        assert tap.answer in {ZH.stale_button, list_words("zh").gone}
