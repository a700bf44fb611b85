"""Updates come in order, once confirmed they are gone, and one poller at a time gets them."""

import asyncio
from collections.abc import Callable

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from jianbao.testing.bot_api import FakeBotApi


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.effective_message.text if update.effective_message else None for update in updates]


async def test_updates_stay_until_an_offset_confirms_them(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    for text in ("一", "二", "三"):
        anna.says(text)
    first = await bot.get_updates()
    assert texts(first) == texts(await bot.get_updates()) == ["一", "二", "三"]
    assert [update.update_id for update in first] == list(range(first[0].update_id, first[0].update_id + 3))
    assert texts(await bot.get_updates(offset=first[1].update_id, limit=1)) == ["二"]
    assert texts(await bot.get_updates()) == ["二", "三"]
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_negative_offset_keeps_only_the_last(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    for text in ("一", "二", "三"):
        anna.says(text)
    assert texts(await bot.get_updates(offset=-2)) == ["二", "三"]
    assert texts(await bot.get_updates()) == ["二", "三"]


async def test_a_long_poll_ends_with_the_first_update(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.calls_of("getUpdates"))
    assert not poll.done()
    anna.says("一")
    assert texts(await asyncio.wait_for(poll, 5)) == ["一"]


async def test_a_long_poll_without_news_ends_empty(api: FakeBotApi, bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_the_poller_that_waits_makes_room_for_the_next_one(
    api: FakeBotApi, bot: Bot, bot_of: Callable[[FakeBotApi], Bot]
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: len(api.calls_of("getUpdates")) == 1)
    async with bot_of(api) as another:
        second = asyncio.create_task(another.get_updates(timeout=30))
        with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates request"):
            await first
        api.user("安娜").says("一")
        assert texts(await second) == ["一"]


async def test_a_poller_that_hung_up_takes_nothing_with_it(api: FakeBotApi, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: len(api.calls_of("getUpdates")) == 1)
    first.cancel()
    second = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: len(api.calls_of("getUpdates")) == 2)
    api.user("安娜").says("一")
    assert texts(await second) == ["一"]


async def test_polling_and_webhooks_exclude_each_other(api: FakeBotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.calls_of("getUpdates"))
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match=r"(?i)terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match=r"(?i)while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    api.user("安娜").says("一")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
    with pytest.raises(BadRequest, match=r"(?i)an HTTPS URL must be provided"):
        await bot.set_webhook("http://example.org/hook")


async def test_only_what_was_asked_for_is_told(api: FakeBotApi, bot: Bot) -> None:
    anna, bo = api.user("安娜"), api.user("波")
    group = api.supergroup("志愿者", owner=anna, bot="administrator")
    bo.joins(group)
    assert await bot.get_updates() == ()  # chat_member is told only on request
    await bot.get_updates(allowed_updates=["chat_member", "callback_query"])
    bo.leaves(group)
    anna.says("一")
    (update,) = await bot.get_updates()  # what was asked for holds for later calls
    assert update.chat_member is not None
    assert (update.chat_member.old_chat_member.status, update.chat_member.new_chat_member.status) == ("member", "left")


async def test_in_groups_the_bot_is_told_only_what_is_meant_for_it(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    group = api.supergroup("志愿者", owner=anna)
    ours = await bot.send_message(group.id, "简报")
    said = [
        anna.says("今天天气真好", group),
        anna.says("/list@another_bot", group),
        anna.says(f"/list@{bot.username}", group),
        anna.says("/help", group),
        anna.says(f"🏢 @{bot.username} 你好", group),
        anna.says("谢谢", group, reply_to=group.message(ours.message_id)),
    ]
    assert texts(await bot.get_updates()) == [each.text for each in said[2:]]
    anna.promotes(group)
    anna.says("今天天气还好", group)
    assert texts(await bot.get_updates())[-1] == "今天天气还好"


async def test_a_bot_without_privacy_mode_is_told_everything(bot_of: Callable[[FakeBotApi], Bot]) -> None:
    async with FakeBotApi(reads_all=True) as api, bot_of(api) as bot:
        anna = api.user("安娜")
        anna.says("今天天气真好", api.supergroup("志愿者", owner=anna))
        assert texts(await bot.get_updates()) == ["今天天气真好"]
        assert bot.can_read_all_group_messages


async def test_posts_and_edits_are_told_as_such(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    channel = api.channel("公告", owner=anna)
    post = anna.says("/list", channel)
    anna.edits(post, "/latest")
    anna.edits(anna.says("一"), "二")
    posted, reposted, said, edited = await bot.get_updates()
    assert posted.channel_post is not None
    assert (posted.channel_post.from_user, posted.channel_post.sender_chat.id) == (None, channel.id)
    assert reposted.edited_channel_post is not None
    assert (said.message.text, edited.edited_message.text) == ("一", "二")
    assert edited.edited_message.edit_date is not None


async def test_a_message_in_a_topic_answers_the_one_that_opened_it(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    forum = api.supergroup("志愿者", owner=anna, forum=True)
    policy = forum.topic("政策")
    anna.says("/list", forum, thread=policy.thread)
    anna.says("/list", forum)
    inside, general = [update.message for update in await bot.get_updates()]
    assert (inside.message_thread_id, inside.is_topic_message) == (policy.thread, True)
    assert inside.reply_to_message.forum_topic_created.name == "政策"
    assert (general.message_thread_id, general.reply_to_message) == (None, None)


async def test_being_taken_into_a_group_is_told_twice(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    group = api.supergroup("志愿者", owner=anna, bot="left")
    anna.invites(group)
    changed, joined = await bot.get_updates()
    assert changed.my_chat_member.new_chat_member.status == "member"
    assert changed.my_chat_member.from_user.id == anna.id
    assert [user.id for user in joined.message.new_chat_members] == [bot.id]


async def test_an_update_stays_as_it_was_told(api: FakeBotApi, bot: Bot) -> None:
    anna = api.user("安娜")
    anna.edits(anna.says("一"), "二")
    assert texts(await bot.get_updates()) == ["一", "二"]


async def test_a_document_of_a_person_arrives_with_its_name(api: FakeBotApi, bot: Bot) -> None:
    api.user("安娜").sends_document(b"...", "通知.txt", "请看")
    (update,) = await bot.get_updates()
    assert (update.message.document.file_name, update.message.caption) == ("通知.txt", "请看")
