"""A whole bot of python-telegram-bot, as it runs in production, cannot tell that it does not talk to Telegram."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Forbidden
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from jianbao.testing.bot_api import FakeBotApi

Context = ContextTypes.DEFAULT_TYPE
TOPICS = InlineKeyboardMarkup([
    [InlineKeyboardButton("🏢 社会组织", callback_data="so"), InlineKeyboardButton("🧒 儿童福利", callback_data="cw")],
    [InlineKeyboardButton("说明", url="https://example.org/help")],
])  # fmt: skip


async def start(update: Update, context: Context) -> None:
    if update.effective_message:
        await update.effective_message.reply_html("<b>简报</b>：订阅哪个主题？", reply_markup=TOPICS)


async def chosen(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("已订阅")
    await query.edit_message_text(f"已订阅 <code>{query.data}</code>", "HTML")


async def chart(update: Update, context: Context) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_photo(context.bot_data["png"], caption="走势")


async def noted(update: Update, context: Context) -> None:
    change = update.my_chat_member
    assert change is not None
    context.bot_data["changes"].append((change.chat.title or change.chat.first_name, change.new_chat_member.status))


async def moved(update: Update, context: Context) -> None:
    assert update.effective_message is not None
    message = update.effective_message
    context.bot_data["changes"].append((message.chat.id, message.migrate_to_chat_id or message.migrate_from_chat_id))


async def failed(update: object, context: Context) -> None:
    context.bot_data["errors"].append(context.error)


@pytest.fixture
async def application(api: FakeBotApi, png: bytes) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    application = ApplicationBuilder().token(api.token).base_url(api.base_url).build()
    application.bot_data.update(png=png, changes=[], errors=[])
    application.add_handlers(
        [
            CommandHandler("start", start, filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST),
            CommandHandler("chart", chart),
            CallbackQueryHandler(chosen),
            ChatMemberHandler(noted, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.StatusUpdate.MIGRATE, moved),
        ]
    )
    application.add_error_handler(failed)
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0.0, drop_pending_updates=True)
        yield application
        await application.updater.stop()
        await application.stop()
    assert application.bot_data["errors"] == []


async def test_a_conversation_of_commands_buttons_and_edits(api: FakeBotApi, application: Any) -> None:
    anna = api.user("安娜", language_code="zh-hans")
    said = anna.says("/start")
    (answer,) = await api.until(lambda: said.answers)
    assert answer.text == "简报：订阅哪个主题？"
    assert answer.buttons == [["🏢 社会组织", "🧒 儿童福利"], ["说明"]]
    press = anna.presses(answer, "社会组织")
    await api.until(lambda: answer.edits)
    assert (press.answered, press.answer, press.alert) == (True, "已订阅", False)
    assert (answer.text, answer.buttons) == ("已订阅 so", [])
    assert anna.private.pressed == [press]


async def test_a_picture_is_sent_where_it_was_asked_for(api: FakeBotApi, application: Any, png: bytes) -> None:
    anna = api.user("安娜")
    forum = api.supergroup("志愿者", owner=anna, forum=True)
    policy = forum.topic("政策")
    said = anna.says("/chart", forum, thread=policy.thread)
    (answer,) = await api.until(lambda: said.answers)
    assert (answer.photo, answer.caption, answer.thread) == (png, "走势", policy.thread)


async def test_a_post_in_a_channel_is_answered_there(api: FakeBotApi, application: Any) -> None:
    anna = api.user("安娜")
    channel = api.channel("公告", owner=anna)
    said = anna.says("/start", channel)
    (answer,) = await api.until(lambda: said.answers)
    assert answer.sender is None


async def test_what_happens_to_chats_reaches_the_handlers(api: FakeBotApi, application: Any) -> None:
    anna = api.user("安娜")
    group = api.group("志愿者", owner=anna)
    anna.blocks()
    anna.unblocks()
    to = group.migrate()
    anna.kicks(to)
    changes = application.bot_data["changes"]
    expected = [("安娜", "kicked"), ("安娜", "member"), (group.id, to.id), (to.id, group.id), ("志愿者", "kicked")]
    await api.until(lambda: len(changes) == len(expected))
    assert changes == expected


async def test_polling_survives_a_bad_day(api: FakeBotApi, application: Any) -> None:
    anna = api.user("安娜")
    api.faults.reset(method="getUpdates")
    first = anna.says("/start")
    await api.until(lambda: first.answers)
    second = anna.says("/start")
    await api.until(lambda: second.answers)
    assert api.faults.left == 0
    assert len(anna.private.from_bot) == 2


async def test_an_answer_to_who_has_blocked_the_bot_meanwhile_is_an_error(api: FakeBotApi, application: Any) -> None:
    anna = api.user("安娜")
    with api.changing():
        anna.says("/start")
        anna.blocks()
    errors = application.bot_data["errors"]
    (error,) = await api.until(lambda: list(errors))
    assert isinstance(error, Forbidden)
    errors.clear()


async def test_the_menu_and_what_the_bot_says_of_itself(api: FakeBotApi, application: Any) -> None:
    bot = application.bot
    commands = [BotCommand("start", "开始"), BotCommand("list", "订阅列表")]
    await bot.set_my_commands(commands, language_code="zh")
    assert list(await bot.get_my_commands(language_code="zh")) == commands
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(language_code="zh")
    assert await bot.get_my_commands(language_code="zh") == ()
    await bot.set_my_description("民政文件里的数字")
    await bot.set_my_short_description("简报", language_code="zh")
    await bot.set_my_name("Briefing", language_code="en")
    assert (await bot.get_my_description(language_code="en")).description == "民政文件里的数字"
    assert (await bot.get_my_short_description()).short_description == ""
    assert (await bot.get_my_name()).name == "简报"
    assert (await bot.get_my_name(language_code="en")).name == "Briefing"


def test_a_button_that_is_not_there_cannot_be_pressed(api: FakeBotApi) -> None:
    anna = api.user("安娜")
    message = anna.says("x")
    message.reply_markup = TOPICS.to_dict()
    with pytest.raises(ValueError, match="no button '教育' to press"):
        anna.presses(message, "教育")
    with pytest.raises(ValueError, match="sends nothing to the bot"):
        anna.presses(message, "说明")
    message.deleted = True
    with pytest.raises(ValueError, match="deleted"):
        anna.presses(message, "社会组织")
