"""Where the bot may write, and how it is told that it may not: every refusal that the real server gives."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from telegram import Bot, ChatMemberAdministrator, ChatMemberOwner
from telegram.error import BadRequest, ChatMigrated, Forbidden

from jianbao.testing import FakeClock
from jianbao.testing.bot_api import GENERAL, UNLIMITED, Chat, FakeBotApi, User


def refused(words: str) -> pytest.RaisesExc[BadRequest]:
    """A 400 with these words; the library changes their case."""
    return pytest.raises(BadRequest, match=f"(?i){words}")


async def test_a_person_who_blocks_the_bot_gets_nothing_until_they_unblock_it(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    anna.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    anna.unblocks()
    await bot.send_message(anna.id, "y")
    assert anna.private.texts == ["y"]
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [(change.old_chat_member.status, change.new_chat_member.status) for change in changes if change] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_a_deleted_account_gets_nothing(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    anna.deactivates()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(anna.id, "x")


async def test_only_who_has_started_the_bot_can_be_written_to(api: FakeBotApi, bot: Bot) -> None:
    stranger, colleague = api.user("生人", started=False), api.user("同事", started=False)
    colleague.joins(api.group("志愿者"))
    with refused("^chat not found$"):
        await bot.send_message(stranger.id, "x")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(colleague.id, "x")
    stranger.says("/start")
    await bot.send_message(stranger.id, "x")
    assert stranger.private.texts == ["x"]


@pytest.mark.parametrize("address", [1, -1001, "@nobody", "nobody"])
async def test_a_chat_that_does_not_exist_is_not_found(api: FakeBotApi, bot: Bot, address: int | str) -> None:
    with refused("^chat not found$"):
        await bot.send_message(address, "x")


def _group(api: FakeBotApi) -> Chat:
    return api.group("志愿者")


def _supergroup(api: FakeBotApi) -> Chat:
    return api.supergroup("志愿者")


def _channel(api: FakeBotApi) -> Chat:
    return api.channel("公告")


@pytest.mark.parametrize("make", [_group, _supergroup, _channel])
async def test_who_was_thrown_out_cannot_write(api: FakeBotApi, bot: Bot, make: Callable[[FakeBotApi], Chat]) -> None:
    chat, anna = make(api), api.user("安娜")
    await bot.send_message(chat.id, "x")
    anna.kicks(chat)
    with pytest.raises(Forbidden, match=f"bot was kicked from the {chat.type} chat"):
        await bot.send_message(chat.id, "y")
    anna.invites(chat)
    await bot.send_message(chat.id, "z")
    assert chat.texts == ["x", "z"]


@pytest.mark.parametrize("make", [_group, _supergroup, _channel])
async def test_who_left_is_no_member(api: FakeBotApi, bot: Bot, make: Callable[[FakeBotApi], Chat]) -> None:
    chat = make(api)
    assert await bot.leave_chat(chat.id)
    with pytest.raises(Forbidden, match=f"bot is not a member of the {chat.type} chat"):
        await bot.send_message(chat.id, "x")
    (update,) = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "left"


async def test_a_group_that_became_a_supergroup_says_where_it_went(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    group = api.group("志愿者", owner=anna)
    to = group.migrate()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == to.id
    await bot.send_message(to.id, "x")
    said = [update.message for update in await bot.get_updates()]
    assert [(each.chat.id, each.migrate_to_chat_id, each.migrate_from_chat_id) for each in said if each] == [
        (group.id, to.id, None),
        (to.id, None, group.id),
    ]


async def test_forum_topics_are_told_apart(api: FakeBotApi, bot: Bot) -> None:
    forum = api.supergroup("志愿者", forum=True)
    policy = forum.topic("政策")
    message = await bot.send_message(forum.id, "x", message_thread_id=policy.thread)
    assert (message.message_thread_id, message.is_topic_message, message.chat.is_forum) == (policy.thread, True, True)
    general = await bot.send_message(forum.id, "y")
    assert (general.message_thread_id, general.is_topic_message) == (None, None)
    assert [seen.thread for seen in forum.from_bot] == [policy.thread, None]
    for thread in (GENERAL, 999):  # General exists, and is not found by its number: so it is with Telegram
        with refused("^message thread not found$"):
            await bot.send_message(forum.id, "x", message_thread_id=thread)
    with refused("^message thread not found$"):
        await bot.send_message(api.supergroup("无题").id, "x", message_thread_id=5)


async def test_a_closed_topic_takes_messages_of_administrators_only(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    forum = api.supergroup("志愿者", forum=True, owner=anna)
    policy = forum.topic("政策")
    policy.close()
    forum.close_general()
    for thread in (policy.thread, None):
        with refused("TOPIC_CLOSED"):
            await bot.send_message(forum.id, "x", message_thread_id=thread)
    anna.promotes(forum, can_manage_topics=True)
    await bot.send_message(forum.id, "x", message_thread_id=policy.thread)
    anna.promotes(forum, can_manage_topics=False)
    with refused("TOPIC_CLOSED"):
        await bot.send_message(forum.id, "x", message_thread_id=policy.thread)
    policy.reopen()
    await bot.send_message(forum.id, "y", message_thread_id=policy.thread)
    assert forum.texts == ["x", "y"]


async def test_a_deleted_topic_is_not_found_any_more(api: FakeBotApi, bot: Bot) -> None:
    forum = api.supergroup("志愿者", forum=True)
    policy = forum.topic("政策")
    await bot.send_message(forum.id, "x", message_thread_id=policy.thread)
    policy.delete()
    with refused("^message thread not found$"):
        await bot.send_message(forum.id, "x", message_thread_id=policy.thread)
    assert forum.texts == []


async def test_a_post_in_a_channel_has_no_author(api: FakeBotApi, bot: Bot) -> None:
    channel = api.channel("公告", username="gonggao")
    message = await bot.send_message("@GongGao", "x")
    assert (message.chat.id, message.from_user, message.sender_chat) == (channel.id, None, message.chat)
    assert channel.from_bot[0].from_bot


async def test_rights_decide_what_is_taken(api: FakeBotApi, bot: Bot, png: bytes) -> None:
    anna = api.user("安娜")
    channel, group = api.channel("公告", owner=anna), api.supergroup("志愿者", owner=anna)
    anna.promotes(channel, can_post_messages=False)
    with refused("need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "x")
    anna.restricts(group, can_send_messages=False)
    with refused("not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "x")
    await bot.send_photo(group.id, png)
    anna.restricts(group, can_send_photos=False)
    with refused("not enough rights to send photos to the chat"):
        await bot.send_photo(group.id, png)


async def test_members_are_described_by_what_they_may(api: FakeBotApi, bot: Bot) -> None:
    anna, bo, other = (api.user(name) for name in ("安娜", "波", "外人"))
    channel = api.channel("公告", owner=anna)
    bo.joins(channel)
    statuses = [(await bot.get_chat_member(channel.id, user.id)).status for user in (anna, bo, other)]
    assert statuses == ["creator", "member", "left"]
    administrators = await bot.get_chat_administrators(channel.id)
    owner, me = sorted(administrators, key=lambda member: member.user.is_bot)
    assert isinstance(owner, ChatMemberOwner)
    assert isinstance(me, ChatMemberAdministrator)
    assert (me.user.id, me.can_post_messages, me.can_manage_topics) == (bot.id, True, None)
    anna.promotes(channel, can_post_messages=False)
    me = await bot.get_chat_member(channel.id, bot.id)
    assert isinstance(me, ChatMemberAdministrator)
    assert not me.can_post_messages
    with refused("user not found"):
        await bot.get_chat_member(channel.id, 1)


async def test_a_restricted_bot_reads_its_restrictions(api: FakeBotApi, bot: Bot) -> None:
    group = api.supergroup("志愿者")
    api.user("安娜").restricts(group, can_send_messages=False)
    me = await bot.get_chat_member(group.id, bot.id)
    assert (me.status, me.can_send_messages, me.can_send_photos) == ("restricted", False, True)


async def test_a_channel_where_the_bot_is_nothing_shows_no_members(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    public, closed = api.channel("公告", bot="left", username="gonggao"), api.channel("内部", bot="left")
    assert (await bot.get_chat("@gonggao")).title == "公告"
    for call in (bot.get_chat_member(public.id, anna.id), bot.get_chat_administrators(public.id)):
        with refused("member list is inaccessible"):
            await call
    with pytest.raises(Forbidden, match="bot is not a member of the channel chat"):
        await bot.get_chat(closed.id)


async def test_a_chat_is_described_in_full(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜", username="anna_cn")
    assert ((await bot.get_chat(anna.id)).first_name, (await bot.get_chat(anna.id)).username) == ("安娜", "anna_cn")
    forum = await bot.get_chat(api.supergroup("志愿者", forum=True, username="zyz").id)
    assert (forum.type, forum.title, forum.is_forum, forum.active_usernames) == ("supergroup", "志愿者", True, ("zyz",))


async def test_private_chats_have_no_administrators_and_cannot_be_left(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    with refused("there are no administrators in the private chat"):
        await bot.get_chat_administrators(anna.id)
    with refused("chat member status can't be changed in private chats"):
        await bot.leave_chat(anna.id)
    assert (await bot.get_chat_member(anna.id, anna.id)).status == "member"


async def test_others_messages_are_deleted_only_by_administrators_and_own_ones_within_two_days(
    bot_of: Callable[[FakeBotApi], Bot],
) -> None:
    clock = FakeClock()
    async with FakeBotApi(limits=UNLIMITED, clock=clock.now) as api, bot_of(api) as bot:
        anna = api.user("安娜")
        group = api.supergroup("志愿者", owner=anna)
        said, sent = anna.says("x", group), await bot.send_message(group.id, "y")
        with refused("^message can't be deleted$"):
            await bot.delete_message(group.id, said.message_id)
        clock.advance(timedelta(hours=48, seconds=1))
        with refused("^message can't be deleted for everyone$"):
            await sent.delete()
        anna.promotes(group)
        assert await bot.delete_message(group.id, said.message_id)
        assert await sent.delete()


async def test_ids_of_messages_run_in_one_row_outside_of_supergroups(api: FakeBotApi, bot: Bot) -> None:
    anna, bo, group = api.user("安娜"), api.user("波"), api.supergroup("志愿者")
    ids = [(await bot.send_message(chat_id, "x")).message_id for chat_id in (anna.id, bo.id, group.id, anna.id)]
    assert ids == [1, 2, 2, 3]


def test_people_act_only_where_they_are(api: FakeBotApi) -> None:
    anna, bo = api.user("安娜"), api.user("波")
    acts: list[Callable[[User], object]] = [
        lambda who: who.says("x", api.group("志愿者")),
        lambda who: who.says("x", bo.private),
        lambda who: who.presses(bo.private.put(bo, content=bo.says("x").content), "x"),
    ]
    for act in acts:
        with pytest.raises(ValueError, match="安娜"):
            act(anna)


def test_what_a_test_asks_for_in_vain_is_named(api: FakeBotApi) -> None:
    with pytest.raises(KeyError, match="no chat '@nobody'"):
        api.chat("@nobody")
    with pytest.raises(ValueError, match="cannot become a supergroup"):
        api.supergroup("志愿者").migrate()
