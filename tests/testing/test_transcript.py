"""A chat can be read as its members read it."""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from jianbao.testing.bot_api import FakeBotApi


async def test_a_transcript_tells_what_was_sent_edited_deleted_and_tapped(
    api: FakeBotApi, bot: Bot, png: bytes
) -> None:
    anna = api.user("安娜")
    forum = api.supergroup("志愿者", owner=anna, forum=True)
    policy = forum.topic("政策")
    keyboard = InlineKeyboardMarkup.from_row([
        InlineKeyboardButton("社会组织", callback_data="so"),
        InlineKeyboardButton("说明", url="https://example.org"),
    ])  # fmt: skip
    said = anna.says("/start", forum, thread=policy.thread)
    there = {"chat_id": forum.id, "message_thread_id": policy.thread}
    answer = await bot.send_message(
        text="<b>简报</b>\n订阅哪个主题？",
        parse_mode="HTML",
        reply_markup=keyboard,
        reply_to_message_id=said.message_id,
        **there,
    )
    press = anna.presses(said.answers[0], "社会组织")
    await bot.answer_callback_query(press.id, "已订阅")
    await bot.edit_message_text("已订阅 社会组织", forum.id, answer.message_id)
    await bot.send_photo(photo=png, caption="走势", filename="chart.png", disable_notification=True, **there)
    await bot.delete_message(forum.id, answer.message_id)
    anna.kicks(forum)
    assert api.transcript(forum.id).splitlines() == [
        f"— 志愿者 (forum {forum.id}) —",
        "#3 安娜 in 政策:",
        "    /start",
        "#4 简报 in 政策, to #3:",
        "    简报",
        "    订阅哪个主题？",
        "    [社会组织] [说明]",
        "安娜 taps [社会组织] under #4",
        "    notice: 已订阅",
        "#4 简报 in 政策, to #3 [edited]:",
        "    已订阅 社会组织",
        "#5 简报 in 政策 [silent]:",
        f"    [photo chart.png, 64×48, {len(png)} bytes]",
        "    走势",
        "#4 [deleted]",
        "安娜 makes the bot: kicked",
    ]


async def test_service_messages_are_named(api: FakeBotApi) -> None:
    anna = api.user("安娜")
    group = api.group("志愿者", owner=anna)
    group.migrate()
    assert api.transcript(group.id).splitlines()[1:] == ["#1 安娜:", "    [migrate_to_chat_id]"]
