"""What a bot sends stands in the chat as its readers see it, and the answer is a message as Telegram's."""

from datetime import UTC, datetime

import pytest
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest

from jianbao.testing.bot_api import FakeBotApi


def refused(words: str) -> pytest.RaisesExc[BadRequest]:
    """A 400 with these words; the library changes their case."""
    return pytest.raises(BadRequest, match=f"(?i){words}")


async def test_html_is_parsed_and_entities_count_utf16_units(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    message = await bot.send_message(anna.id, "🏢 <b>社会组织</b> <i>12700</i> 家", "HTML")
    (seen,) = anna.private.messages
    assert seen.text == "🏢 社会组织 12700 家" == message.text
    assert seen.entities == (
        {"type": "bold", "offset": 3, "length": 4},
        {"type": "italic", "offset": 8, "length": 5},
    )
    assert message.parse_entities() == {message.entities[0]: "社会组织", message.entities[1]: "12700"}
    assert (message.message_id, message.chat.id, message.from_user) == (seen.message_id, anna.id, await bot.get_me())
    assert abs((message.date - datetime.now(UTC)).total_seconds()) < 60


async def test_all_entities_that_alerts_use_come_back(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    html = (
        '<a href="https://example.org/a?b=1&amp;c=2">原文</a> <code>x</code> '
        '<pre><code class="language-py">y</code></pre>'
        "<blockquote expandable>引文</blockquote> <tg-spoiler>s</tg-spoiler> <u>u</u> <s>s</s>"
        '<tg-time unix="1700000000" format="wDT">t</tg-time> <tg-time unix="5" format="r">r</tg-time>'
        '<tg-time unix="5" format="dt">m</tg-time> <a href="tg://user?id=5">她</a>'
    )
    await bot.send_message(anna.id, html, "HTML")
    (seen,) = anna.private.messages
    kinds = {entity["type"]: entity for entity in seen.entities}
    assert kinds["text_link"]["url"] == "https://example.org/a?b=1&c=2"
    assert kinds["pre"]["language"] == "py"
    assert kinds["text_mention"]["user"]["id"] == 5
    assert {"code", "expandable_blockquote", "spoiler", "underline", "strikethrough"} <= kinds.keys()
    times = [entity.get("date_time_format") for entity in seen.entities if entity["type"] == "date_time"]
    assert times == ["wDT", "r", "dt"]


async def test_markdown_is_parsed_by_the_same_parser(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    await bot.send_message(anna.id, r"*1\.7* 亿元", "MarkdownV2")
    await bot.send_message(anna.id, "*1.7* 亿元", "Markdown")
    assert anna.private.texts == ["1.7 亿元", "1.7 亿元"]
    with refused("Character '.' is reserved and must be escaped"):
        await bot.send_message(anna.id, "1.7", "MarkdownV2")


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<b>未闭合", "^Can't parse entities: can't find end tag corresponding to start tag \"b\"$"),
        ("<br>", '^Can\'t parse entities: unsupported start tag "br"'),
        ("a<b", "^Can't parse entities: unclosed start tag at byte offset 1"),
    ],
)
async def test_wrong_html_is_refused_in_telegrams_words(api: FakeBotApi, bot: Bot, html: str, complaint: str) -> None:
    anna = api.user("安娜")
    with refused(f"{complaint}"):
        await bot.send_message(anna.id, html, "HTML")
    assert anna.private.messages == []


async def test_links_and_commands_in_bare_text_become_entities_but_not_inside_code(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    message = await bot.send_message(anna.id, "/help https://mca.gov.cn <code>/start</code> <b>/list</b>", "HTML")
    assert [entity.type for entity in message.entities] == ["bot_command", "url", "code", "bold", "bot_command"]


async def test_entities_can_be_given_instead_of_markup(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    message = await bot.send_message(anna.id, "  🏢 12700 家\r\n ", entities=[MessageEntity("bold", 4, 7)])
    assert (message.text, message.entities[0].offset, message.entities[0].length) == ("🏢 12700 家", 3, 6)
    with refused("ends after the end of the text at UTF-16 offset 9"):
        await bot.send_message(anna.id, "短", entities=[MessageEntity("bold", 4, 5)])
    with refused("middle of a UTF-16 symbol"):
        await bot.send_message(anna.id, "🏢🏢", entities=[MessageEntity("bold", 1, 2)])


async def test_blanks_at_both_ends_and_empty_entities_are_dropped(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    message = await bot.send_message(anna.id, "\n <b> 甲 </b><i> </i>\t ", "HTML")
    assert message.text == "甲"
    assert [(entity.type, entity.offset, entity.length) for entity in message.entities] == [("bold", 0, 1)]


@pytest.mark.parametrize("text", ["", " \n ", "<b> </b>"])
async def test_an_empty_text_is_refused(api: FakeBotApi, bot: Bot, text: str) -> None:
    with refused(r"message text is empty|text must be non-empty"):
        await bot.send_message(api.user("安娜").id, text, "HTML")


async def test_length_is_counted_after_parsing_in_utf16_units(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    await bot.send_message(anna.id, "<b>" + "民" * 4096 + "</b>", "HTML")
    await bot.send_message(anna.id, "🏢" * 2048)
    for text in ("民" * 4097, "🏢" * 2048 + "民"):
        with refused("message is too long"):
            await bot.send_message(anna.id, text)
    assert [len(text) for text in anna.private.texts] == [4096, 2048]


async def test_the_101st_entity_is_refused(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    await bot.send_message(anna.id, "<b>甲</b> " * 100, "HTML")
    with refused("ENTITIES_TOO_LONG"):
        await bot.send_message(anna.id, "<b>甲</b> " * 101, "HTML")


async def test_links_found_in_bare_text_do_not_count_as_entities(api: FakeBotApi, bot: Bot) -> None:
    message = await bot.send_message(api.user("安娜").id, "/help " * 120)
    assert len(message.entities) == 120


async def test_inline_keyboards_are_kept_and_sent_back(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    keyboard = InlineKeyboardMarkup([
        [InlineKeyboardButton("社会组织", callback_data="x" * 64), InlineKeyboardButton("原文", url="https://a.cn")]
    ])  # fmt: skip
    message = await bot.send_message(anna.id, "选择", reply_markup=keyboard)
    assert message.reply_markup == keyboard
    assert anna.private.messages[0].buttons == [["社会组织", "原文"]]


async def test_other_keyboards_are_kept_but_not_sent_back(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    assert (
        await bot.send_message(anna.id, "选择", reply_markup=ReplyKeyboardMarkup([["是", "否"]]))
    ).reply_markup is None
    assert (await bot.send_message(anna.id, "说", reply_markup=ForceReply())).reply_markup is None
    assert [next(iter(message.reply_markup or {})) for message in anna.private.messages] == ["keyboard", "force_reply"]


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        (InlineKeyboardButton("长", callback_data="民" * 22), "BUTTON_DATA_INVALID"),  # 66 bytes, 22 characters
        (InlineKeyboardButton("空"), "Text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton("", callback_data="x"), "BUTTON_INVALID"),
        (InlineKeyboardButton("坏", url="http://localhost/x"), "Wrong HTTP URL"),
        (InlineKeyboardButton("两", url="https://a.cn", callback_data="x"), "BUTTON_TYPE_INVALID"),
    ],
)
async def test_buttons_that_telegram_would_not_show_are_refused(
    api: FakeBotApi, bot: Bot, button: InlineKeyboardButton, complaint: str
) -> None:
    with refused(complaint):
        await bot.send_message(api.user("安娜").id, "x", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_a_keyboard_of_more_than_100_buttons_is_refused(api: FakeBotApi, bot: Bot) -> None:
    rows = [[InlineKeyboardButton(str(row), callback_data="x")] for row in range(101)]
    with refused("reply markup is too long"):
        await bot.send_message(api.user("安娜").id, "x", reply_markup=InlineKeyboardMarkup(rows))


async def test_a_photo_arrives_with_its_bytes_and_caption(api: FakeBotApi, bot: Bot, png: bytes) -> None:
    anna = api.user("安娜")
    message = await bot.send_photo(anna.id, png, caption="<b>走势</b>", parse_mode="HTML", filename="chart.png")
    (seen,) = anna.private.messages
    assert (seen.photo, seen.caption, seen.text) == (png, "走势", "")
    assert (message.photo[-1].width, message.photo[-1].height, message.photo[-1].file_size) == (64, 48, len(png))
    assert message.caption_entities[0].type == "bold"
    again = await bot.send_photo(anna.id, message.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == message.photo[-1].file_unique_id
    assert anna.private.messages[1].photo == png


async def test_a_document_arrives_with_its_name(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    attached = InputFile(b"BEGIN:VCALENDAR", "截止.ics", attach=True)
    for file in (attached, b"BEGIN:VCALENDAR"):
        message = await bot.send_document(anna.id, file, caption="截止", filename="截止.ics")
        assert message.document is not None
        assert (message.document.file_name, message.document.mime_type) == ("截止.ics", "text/calendar")
        assert anna.private.messages[-1].document == b"BEGIN:VCALENDAR"


async def test_what_is_no_picture_is_refused_as_a_photo(api: FakeBotApi, bot: Bot, png: bytes) -> None:
    anna = api.user("安娜")
    narrow = png[:16] + b"\x00\x00\x00\x01\x00\x00\x00\x40" + png[24:]
    refusals = {
        b"GIF89a": "IMAGE_PROCESS_FAILED",
        narrow: "PHOTO_INVALID_DIMENSIONS",
        b"": "file must be non-empty",
        png + bytes(10 * 1024 * 1024): "too big for a photo",
    }
    for data, complaint in refusals.items():
        with refused(complaint):
            await bot.send_photo(anna.id, InputFile(data, "x.png"))
    with refused("wrong file identifier"):
        await bot.send_photo(anna.id, "AgACnothing")
    with refused("failed to get HTTP URL content"):
        await bot.send_photo(anna.id, "https://example.org/a.png")
    assert anna.private.messages == []


async def test_a_jpeg_is_a_picture_too(api: FakeBotApi, bot: Bot) -> None:
    app0 = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc2\x00\x11\x08\x01\xe0\x02\x80\x03"
    message = await bot.send_photo(api.user("安娜").id, b"\xff\xd8" + app0 + frame + bytes(12))
    assert (message.photo[0].width, message.photo[0].height) == (640, 480)
    with refused("IMAGE_PROCESS_FAILED"):
        await bot.send_photo(api.user("波").id, b"\xff\xd8" + app0)


async def test_a_document_is_not_sent_again_as_a_photo(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    message = await bot.send_document(anna.id, b"x", filename="x.txt")
    assert message.document is not None
    with refused("can't use file of type Document as Photo"):
        await bot.send_photo(anna.id, message.document.file_id)


async def test_a_caption_ends_at_1024(api: FakeBotApi, bot: Bot, png: bytes) -> None:
    anna = api.user("安娜")
    await bot.send_photo(anna.id, png, caption="民" * 1024)
    with refused("message caption is too long"):
        await bot.send_photo(anna.id, png, caption="民" * 1025)


async def test_an_edit_replaces_text_and_keyboard_and_keeps_what_was_there(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    keyboard = InlineKeyboardMarkup.from_button(InlineKeyboardButton("下一页", callback_data="2"))
    first = await bot.send_message(anna.id, "<b>一</b>", "HTML", reply_markup=keyboard)
    edited = await bot.edit_message_text("<b>二</b>", anna.id, first.message_id, parse_mode="HTML")
    (seen,) = anna.private.messages
    assert (seen.text, seen.buttons, edited.reply_markup) == ("二", [], None)
    assert edited.edit_date is not None
    assert [content.body.text for content, _ in seen.edits] == ["一"]
    marked = await bot.edit_message_reply_markup(anna.id, first.message_id, reply_markup=keyboard)
    assert (marked.text, marked.reply_markup) == ("二", keyboard)


async def test_an_edit_that_changes_nothing_is_refused(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    sent = await bot.send_message(anna.id, "<b>一</b>", "HTML")
    with refused("^message is not modified: specified new message content"):
        await bot.edit_message_text("<b>一</b> ", anna.id, sent.message_id, parse_mode="HTML")
    await bot.edit_message_text("一", anna.id, sent.message_id)  # without bold it is another message


async def test_only_own_messages_that_are_there_can_be_edited(api: FakeBotApi, bot: Bot, png: bytes) -> None:
    anna = api.user("安娜")
    said = anna.says("你好")
    photo = await bot.send_photo(anna.id, png)
    gone = await bot.send_message(anna.id, "一")
    await gone.delete()
    for message_id, complaint in {
        said.message_id: "message can't be edited",
        photo.message_id: "there is no text in the message to edit",
        gone.message_id: "message to edit not found",
        999_999: "message to edit not found",
    }.items():
        with refused(f"^{complaint}$"):
            await bot.edit_message_text("二", anna.id, message_id)


async def test_a_deleted_message_is_gone_for_good(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    sent = await bot.send_message(anna.id, "一")
    assert await sent.delete()
    assert anna.private.messages[0].deleted
    assert anna.private.texts == []
    with refused("message to delete not found"):
        await sent.delete()


async def test_an_answer_names_the_message_it_answers(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    said = anna.says("你好")
    sent = await bot.send_message(anna.id, "您好", reply_parameters=ReplyParameters(said.message_id))
    assert sent.reply_to_message is not None
    assert (sent.reply_to_message.text, said.answers[0].reply_to) == ("你好", said)
    with refused("message to be replied not found"):
        await bot.send_message(anna.id, "您好", reply_parameters=ReplyParameters(999))
    lenient = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(anna.id, "您好", reply_parameters=lenient)).reply_to_message is None


async def test_silence_and_previews_are_recorded(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    await bot.send_message(anna.id, "x", disable_notification=True, disable_web_page_preview=True, protect_content=True)
    (seen,) = anna.private.messages
    assert (seen.silent, seen.protected, seen.link_preview) == (True, True, {"is_disabled": True})


async def test_reactions_stand_under_the_message(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    said = anna.says("https://mca.gov.cn/a.html")
    await bot.set_message_reaction(anna.id, said.message_id, "👀")
    assert said.reactions == {bot.id: [{"type": "emoji", "emoji": "👀"}]}
    with refused("REACTION_INVALID"):
        await bot.set_message_reaction(anna.id, said.message_id, "🏢")
    with refused("REACTIONS_TOO_MANY"):
        await bot.set_message_reaction(anna.id, said.message_id, ["👀", "👍"])


async def test_rich_messages_are_recorded_as_sent(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    html = "<h3>社会组织</h3><table><tr><td>12700</td></tr></table>"
    answer = await bot.do_api_request("sendRichMessage", {"chat_id": anna.id, "rich_message": {"html": html}})
    assert anna.private.messages[0].content.rich == {"html": html}
    assert answer["message_id"] == anna.private.messages[0].message_id
    with refused("message is too long"):
        await bot.do_api_request("sendRichMessage", {"chat_id": anna.id, "rich_message": {"html": "民" * 32769}})
    with refused("exactly one of the fields"):
        await bot.do_api_request("sendRichMessage", {"chat_id": anna.id, "rich_message": {}})
