"""On the wire: any body that Telegram reads, any mistake that it names; and nothing that its documentation lacks."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from jianbao.testing.bot_api import FakeBotApi, messages
from jianbao.testing.bot_api.methods import METHODS

SPEC = Path(__file__).parents[3] / "shared/telegram/botapi_10_1.json"


@pytest.fixture
def call(api: FakeBotApi) -> Any:
    """Call a method with a body that httpx makes; returns status and answer."""

    async def make(method: str, verb: str = "POST", **body: Any) -> tuple[int, dict[str, Any]]:
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.request(verb, f"{api.base_url}{api.token}/{method}", **body)
            return answer.status_code, answer.json()

    return make


async def test_all_kinds_of_bodies_say_the_same(api: FakeBotApi, call: Any) -> None:
    anna = api.user("安娜")
    fields = {"chat_id": str(anna.id), "text": "你好", "reply_markup": json.dumps({"force_reply": True})}
    bodies = [
        {"data": fields},
        {"files": {name: (None, value) for name, value in fields.items()}},
        {"json": {"chat_id": anna.id, "text": "你好", "reply_markup": {"force_reply": True}, "parse_mode": None}},
        {"verb": "GET", "params": fields},
    ]
    answers = [await call("sendMessage", **body) for body in bodies]
    assert [(status, answer["result"]["text"]) for status, answer in answers] == [(200, "你好")] * 4
    assert [message.reply_markup for message in anna.private.messages] == [{"force_reply": True}] * 4


async def test_dates_are_unix_seconds_and_the_sender_is_the_bot(api: FakeBotApi, call: Any) -> None:
    anna = api.user("安娜")
    _, answer = await call("sendMessage", data={"chat_id": anna.id, "text": "x"})
    assert answer["result"] == {
        "message_id": 1,
        "date": anna.private.messages[0].date,
        "chat": {"id": anna.id, "type": "private", "first_name": "安娜"},
        "from": {"id": 123456789, "is_bot": True, "first_name": "简报", "username": "jianbao_test_bot"},
        "text": "x",
    }
    assert 1_700_000_000 < answer["result"]["date"] < 10_000_000_000


async def test_a_method_is_found_in_any_case_and_an_unknown_one_is_404(call: Any) -> None:
    assert (await call("GETME"))[0] == 200
    assert await call("getNothing") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )


@pytest.mark.parametrize(
    ("token", "status", "description"),
    [("987654321:AA", 401, "Unauthorized"), ("x", 404, "Not Found"), ("", 404, "Not Found")],
)
async def test_another_token_is_no_token(api: FakeBotApi, token: str, status: int, description: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{api.base_url}{token}/getMe")
    assert (answer.status_code, answer.json()["description"]) == (status, description)
    assert api.calls == []


async def test_an_address_outside_of_the_api_is_404(api: FakeBotApi) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(api.base_url.removesuffix("/bot") + "/")).status_code == 404


@pytest.mark.parametrize(
    ("method", "fields", "description"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "1"}, "message text is empty"),
        ("sendPhoto", {"chat_id": "1"}, "there is no photo in the request"),
        ("sendDocument", {"chat_id": "1"}, "there is no document in the request"),
        ("getChatMember", {"chat_id": "1"}, 'parameter "user_id" is required'),
        ("editMessageText", {"chat_id": "1", "message_id": "1"}, "message text is empty"),
        ("sendMessage", {"chat_id": "1", "text": "x", "parse_mod": "HTML"}, "sendMessage of this server takes no"),
        ("sendMessage", {"chat_id": "1", "text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
        ("sendMessage", {"chat_id": "1", "text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON"),
        ("sendMessage", {"chat_id": "1", "text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
        ("sendMessage", {"chat_id": "1", "text": "x", "entities": "[1]"}, "can't parse entities"),
        ("sendMessage", {"chat_id": "1", "text": "x", "link_preview_options": "1"}, "object expected as link preview"),
        ("deleteMessage", {"chat_id": "1", "message_id": "one"}, 'parameter "message_id" must be an Integer'),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response timeout expired or query"),
        ("sendChatAction", {"chat_id": "1", "action": "dancing"}, "wrong parameter action in request"),
        ("setMyCommands", {"commands": '[{"command": "Start", "description": "x"}]'}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": '[{"command": "start", "description": ""}]'}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "chat"}'}, "can't parse BotCommandScope"),
        ("setMyCommands", {"commands": "[]", "language_code": "zh-hans"}, "LANG_CODE_INVALID"),
        ("setMyCommands", {"commands": "{}"}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": '[{"command": "start"}]'}, "can't parse BotCommand"),
        ("setMyCommands", {"commands": json.dumps([{"command": "a", "description": "b"}] * 101)}, "BOT_COMMANDS_TOO"),
        ("setMyCommands", {"commands": "[]", "scope": "1"}, "can't parse BotCommandScope: BotCommandScope must be"),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "x"}'}, "can't parse BotCommandScope: Unsupported"),
        ("setMyName", {"name": "简" * 65}, "bot name is too long"),
        ("getChatMember", {"chat_id": "1", "user_id": "-1"}, "invalid user_id specified"),
        ("sendPhoto", {"chat_id": "1", "photo": "attach://x"}, "there is no photo in the request"),
        ("setMessageReaction", {"chat_id": "1", "message_id": "1", "reaction": "1"}, "can't parse reaction types"),
        ("sendRichMessage", {"chat_id": "1", "rich_message": "[]"}, "object expected as rich message"),
        ("sendMessage", {"chat_id": "1", "text": "x", "reply_parameters": '{"chat_id": 5}'}, "replies to other chats"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "x", "entities": '[{"type": "bold"}]'},
            "can't parse entities: Can't f",
        ),
        (
            "sendMessage",
            {"chat_id": "1", "text": "x", "entities": '[{"type": "x", "offset": 0, "length": 1}]'},
            "can't parse entities: unsupported type",
        ),
    ],
)
async def test_a_mistake_is_named(api: FakeBotApi, call: Any, method: str, fields: Any, description: str) -> None:
    anna = api.user("安娜")
    given = {name: str(anna.id) if name == "chat_id" else value for name, value in fields.items()}
    status, answer = await call(method, data=given)
    assert (status, answer["error_code"]) == (400, 400)
    assert answer["description"].startswith(f"Bad Request: {description}")
    assert anna.private.messages == []
    assert api.calls[-1].description == json.dumps(answer)


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ('{"inline_keyboard": [1]}', 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ('{"inline_keyboard": [[1]]}', "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ('{"inline_keyboard": [[{"url": "a.cn"}]]}', "can't parse inline keyboard button: Can't find field \"text\""),
        ('{"inline_keyboard": [[{"text": "x", "copy_text": {"text": ""}}]]}', "BUTTON_COPY_TEXT_INVALID"),
        ('{"inline_keyboard": [[{"text": "x", "url": "https://["}]]}', "inline keyboard button URL 'https://[' is inv"),
        ('{"inline_keyboard": [[{"text": "x", "url": "a.cn", "style": "pink"}]]}', "BUTTON_TYPE_INVALID"),
        ('{"keyboard": [[1]]}', "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ('{"keyboard": [[{}]]}', "can't parse keyboard button: Can't find field \"text\""),
    ],
)
async def test_a_mistake_in_a_keyboard_is_named(api: FakeBotApi, call: Any, markup: str, description: str) -> None:
    fields = {"chat_id": str(api.user("安娜").id), "text": "x", "reply_markup": markup}
    status, answer = await call("sendMessage", data=fields)
    assert status == 400
    assert answer["description"].startswith(f"Bad Request: {description}")


async def test_an_edited_message_takes_no_other_keyboard_than_an_inline_one(api: FakeBotApi, call: Any) -> None:
    there = {"chat_id": str(api.user("安娜").id)}
    await call("sendMessage", data=there | {"text": "x", "reply_markup": '{"inline_keyboard": []}'})
    edit = there | {"message_id": "1", "reply_markup": '{"force_reply": true}'}
    assert (await call("editMessageReplyMarkup", data=edit))[1]["description"] == (
        "Bad Request: inline keyboard expected"
    )
    profile = edit | {"reply_markup": '{"inline_keyboard": [[{"text": "x", "url": "tg://user?id=5"}]]}'}
    assert (await call("editMessageReplyMarkup", data=profile))[0] == 200


async def test_a_notice_has_200_characters_at_most(api: FakeBotApi, call: Any) -> None:
    anna = api.user("安娜")
    keyboard = '{"inline_keyboard": [[{"text": "一", "callback_data": "1"}]]}'
    await call("sendMessage", data={"chat_id": str(anna.id), "text": "x", "reply_markup": keyboard})
    answer = {"callback_query_id": anna.presses(anna.private.messages[0], "一").id}
    assert (await call("answerCallbackQuery", data=answer | {"text": "民" * 201}))[0] == 400
    assert (await call("answerCallbackQuery", data=answer | {"text": "民" * 200}))[0] == 200
    assert (await call("answerCallbackQuery", data=answer))[0] == 400  # a tap is answered once


@pytest.mark.parametrize("body", [b"{", b"[]", b"null"])
async def test_a_body_that_is_no_object_is_refused(call: Any, body: bytes) -> None:
    status, _ = await call("getMe", content=body, headers={"Content-Type": "application/json"})
    assert status == 400


async def test_more_than_50_megabytes_are_too_large(api: FakeBotApi, call: Any) -> None:
    anna = api.user("安娜")
    big = {"document": ("big.bin", bytes(51 * 1024 * 1024))}
    status, answer = await call("sendDocument", data={"chat_id": str(anna.id)}, files=big)
    assert (status, answer["description"]) == (413, "Request Entity Too Large")


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    if not SPEC.exists():
        pytest.skip(f"the machine-readable documentation of the Bot API is not there: {SPEC}")
    known: dict[str, Any] = json.loads(SPEC.read_text())
    return known


@pytest.mark.parametrize("name", sorted(METHODS))
def test_each_method_takes_only_what_the_documentation_knows(spec: dict[str, Any], name: str) -> None:
    documented = spec["methods"][name].get("fields", [])
    ours = METHODS[name]
    assert {*ours.required, *ours.optional} <= {field["name"] for field in documented}
    assert {field["name"] for field in documented if field["required"]} <= set(ours.required)


def test_reactions_are_those_of_the_documentation(spec: dict[str, Any]) -> None:
    (emoji,) = [field for field in spec["types"]["ReactionTypeEmoji"]["fields"] if field["name"] == "emoji"]
    assert {word.strip('"') for word in emoji["description"].rstrip(".").split("one of ")[1].split(", ")} == set(
        messages.REACTIONS
    )


MEMBERS = {
    "administrator": "ChatMemberAdministrator",
    "kicked": "ChatMemberBanned",
    "member": "ChatMemberMember",
}
OBJECTS = {
    "getMe": "User",
    "getChat": "ChatFullInfo",
    "sendMessage": "Message",
    "sendPhoto": "Message",
    "getWebhookInfo": "WebhookInfo",
}


def _holds(spec: dict[str, Any], types: list[str], value: Any) -> None:
    """Hold *value* against the documented fields of its type, and so on inside of it."""
    kind = types[0]
    if kind.startswith("Array of "):
        assert isinstance(value, list)
        for each in value:
            _holds(spec, [kind.removeprefix("Array of ")], each)
    elif kind in {"Integer", "String", "Boolean", "True"}:
        wanted = {"Integer": int, "String": str, "Boolean": bool, "True": bool}[kind]
        assert type(value) is wanted, (types, value)
    elif fields := {field["name"]: field for field in spec["types"][kind].get("fields", [])}:
        assert value.keys() <= fields.keys(), (kind, value.keys() - fields.keys())
        assert {name for name, field in fields.items() if field["required"]} <= value.keys(), kind
        for name, inner in value.items():
            _holds(spec, fields[name]["types"], inner)


async def test_answers_have_the_fields_that_are_documented_and_no_others(
    spec: dict[str, Any], api: FakeBotApi, call: Any, png: bytes
) -> None:
    anna = api.user("安娜", username="anna_cn", language_code="zh-hans")
    forum = api.supergroup("志愿者", owner=anna, forum=True, username="zyz")
    policy = forum.topic("政策")
    keyboard = json.dumps({"inline_keyboard": [[{"text": "一", "callback_data": "1"}]]})
    there = {"chat_id": str(forum.id), "message_thread_id": str(policy.thread)}
    html = {
        "text": '<b>x</b> <a href="https://a.cn">y</a> <tg-time unix="5" format="r">z</tg-time>',
        "parse_mode": "HTML",
    }
    calls = [
        ("getMe", {}),
        ("getChat", {"data": {"chat_id": str(forum.id)}}),
        ("getChat", {"data": {"chat_id": str(anna.id)}}),
        ("sendMessage", {"data": there | html | {"reply_markup": keyboard}}),
        ("sendPhoto", {"data": there | {"caption": "/x"}, "files": {"photo": ("x.png", png)}}),
        ("getWebhookInfo", {}),
    ]
    for method, body in calls:
        status, answer = await call(method, **body)
        assert status == 200
        _holds(spec, [OBJECTS[method]], answer["result"])


async def test_updates_have_the_fields_that_are_documented_and_no_others(
    spec: dict[str, Any], api: FakeBotApi, call: Any
) -> None:
    await call("getUpdates", data={"allowed_updates": json.dumps(["message", "my_chat_member", "callback_query"])})
    anna = api.user("安娜")
    group = api.group("志愿者", owner=anna)
    await call("sendMessage", data={"chat_id": str(anna.id), "text": "x", "reply_markup": json.dumps(
        {"inline_keyboard": [[{"text": "一", "callback_data": "1"}]]})})  # fmt: skip
    anna.presses(anna.private.messages[0], "一")
    anna.says("/start", group)
    anna.promotes(group)
    anna.kicks(group)
    anna.blocks()
    anna.unblocks()
    anna.sends_document(b"x", "x.txt")
    api.group("社工", owner=anna).migrate()
    _, answer = await call("getUpdates")
    assert len(answer["result"]) == 9
    _holds(spec, ["Array of Update"], answer["result"])
    members = [update["my_chat_member"]["new_chat_member"] for update in answer["result"] if "my_chat_member" in update]
    for member in members:
        _holds(spec, [MEMBERS[member["status"]]], member)
