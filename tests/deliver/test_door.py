"""Who may use the bot, and how fast: over the wire, with people who were invited, named, neither, or in a hurry."""

import asyncio
import re
from contextlib import asynccontextmanager

import pytest

from jianbao.deliver.telegram.bot import TelegramBot
from jianbao.deliver.telegram.door import MOST_A_MINUTE
from jianbao.settings.values import Access, TelegramSettings
from jianbao.testing.bot_api import UNLIMITED, FakeBotApi


@asynccontextmanager
async def house(store, topics, quick, **settings):
    async with FakeBotApi(limits=UNLIMITED) as api:
        admin = api.user("管理员")
        said = TelegramSettings(admins=(str(admin.id),), **settings)
        bot = TelegramBot(
            api.token, store, tuple(topics.values()), version="0.1", base_url=api.base_url, limiter=quick, settings=said
        )
        stop = asyncio.Event()
        running = asyncio.create_task(bot.run(stop))
        try:
            yield api, admin
        finally:
            stop.set()
            await running


async def ask(api, person, text, chat=None):
    message = person.says(text, chat)
    await api.until(lambda: bool(message.answers))
    return message.answers[0].text


async def tap(api, person, message):
    [[label]] = message.buttons
    press = person.presses(message, label)
    await api.until(lambda: press.answered)
    return press.answer


async def test_an_invitation_lets_in_as_many_as_it_says_and_no_more(store, topics, quick):
    async with house(store, topics, quick, access=Access.INVITE) as (api, admin):
        anna, bert, carl = (api.user(name) for name in ("安娜", "博", "卡"))
        assert str(anna.id) in await ask(api, anna, "/start")
        assert "只有" not in await ask(api, admin, "/start")
        (payload,) = re.findall(r"start=(i\w+)", await ask(api, admin, "/invite 2"))
        for person in (anna, bert, anna):
            assert "欢迎" in await ask(api, person, f"/start {payload}")
        assert "用完" in await ask(api, carl, f"/start {payload}")
        assert "只对受邀的人" in await ask(api, carl, "/subscribe 社会组织")
        assert "已订阅" in await ask(api, bert, "/subscribe 社会组织")
        assert "只有管理员" in await ask(api, bert, "/invite")
        assert str(anna.id) in await ask(api, admin, f"/dismiss {anna.id}")
        assert "只对受邀的人" in await ask(api, anna, "/list")


async def test_who_was_shown_out_hears_nothing_more_and_does_not_come_back_by_the_same_link(store, topics, quick):
    async with house(store, topics, quick, access=Access.INVITE) as (api, admin):
        anna, bert = api.user("安娜"), api.user("博")
        (payload,) = re.findall(r"start=(i\w+)", await ask(api, admin, "/invite 9"))
        for person in (anna, bert):
            await ask(api, person, f"/start {payload}")
            assert "已订阅" in await ask(api, person, "/subscribe 社会组织")
        await ask(api, admin, f"/dismiss {anna.id}")
        assert "用完" in await ask(api, anna, f"/start {payload}")
        wishes = {each.address: store.subscribers.subscriptions(each.id) for each in store.subscribers.all()}
        assert wishes[str(anna.id)] == []
        assert len(wishes[str(bert.id)]) == 1
        assert "只对受邀的人" not in await ask(api, bert, "/list")


async def test_a_list_lets_in_whom_it_names_and_no_invitation_helps(store, topics, quick):
    async with house(store, topics, quick, access=Access.LIST) as (api, admin):
        anna = api.user("安娜")
        (payload,) = re.findall(r"start=(i\w+)", await ask(api, admin, "/invite"))
        assert "只对受邀的人" in await ask(api, anna, f"/start {payload}")


async def test_the_open_house_lets_everybody_in(store, topics, quick):
    async with house(store, topics, quick) as (api, _):
        assert "我是简报" in await ask(api, api.user("安娜"), "/start")


async def test_who_asks_too_often_is_told_once_and_others_are_served(store, topics, quick):
    async with house(store, topics, quick) as (api, _):
        anna, bert = api.user("安娜"), api.user("博")
        for _ in range(MOST_A_MINUTE + 5):
            anna.says("/help")
        await api.until(lambda: len(anna.private.from_bot) > MOST_A_MINUTE)
        assert "简报" in await ask(api, bert, "/help")
        said = [text for text in anna.private.texts if "慢一点" in text]
        assert len(said) == 1
        assert len(anna.private.from_bot) == MOST_A_MINUTE + 1


@pytest.mark.parametrize("access", [Access.INVITE, Access.LIST])
async def test_in_groups_strangers_get_no_answer_at_all(store, topics, quick, access):
    async with house(store, topics, quick, access=access) as (api, admin):
        anna = api.user("安娜")
        group = api.group("组", owner=anna)
        anna.says("/subscribe 社会组织", group)
        assert "我是简报" in await ask(api, admin, "/start")
        assert group.from_bot == []


async def test_a_group_of_somebody_who_was_shown_out_is_told_once_and_an_admin_who_may_takes_it_over(
    store, topics, quick
):
    async with house(store, topics, quick, access=Access.INVITE) as (api, admin):
        anna, bert, carl = (api.user(name) for name in ("安娜", "博", "卡"))
        group = api.group("社工群", owner=anna)
        bert.joins(group, "administrator")
        carl.joins(group)
        (payload,) = re.findall(r"start=(i\w+)", await ask(api, admin, "/invite 2"))
        await ask(api, anna, f"/start {payload}")
        await ask(api, bert, f"/start {payload}")
        assert "已订阅" in await ask(api, anna, "/subscribe 社会组织", group)
        said = await ask(api, admin, f"/dismiss {anna.id}")
        assert "社工群" in said
        [notice] = [message for message in group.from_bot if "暂停了" in message.text]
        assert "“社工群”的订阅暂停了" in notice.text
        admin.joins(group)
        for stranger in (carl, anna):
            assert "只对受邀的人" in await tap(api, stranger, notice)
        assert "只有管理员" in await tap(api, admin, notice), "of this group she is none"
        [here] = [each for each in store.subscribers.all() if each.address == str(group.id)]
        assert store.subscribers.subscriptions(here.id) == []
        await tap(api, bert, notice)
        await api.until(lambda: "1 项订阅由您接管" in notice.text)
        assert len(store.subscribers.subscriptions(here.id)) == 1
        assert len([message for message in group.from_bot if "暂停了" in message.text]) == 0


async def test_of_a_channel_its_admins_are_told_in_their_own_chats_and_its_readers_nothing(store, topics, quick):
    async with house(store, topics, quick, access=Access.INVITE) as (api, admin):
        anna, bert = api.user("安娜"), api.user("博")
        channel = api.channel("民政快讯", username="mzkx", owner=anna)
        bert.joins(channel, "administrator")
        (payload,) = re.findall(r"start=(i\w+)", await ask(api, admin, "/invite 2"))
        await ask(api, anna, f"/start {payload}")
        await ask(api, bert, f"/start {payload}")
        assert "已为 民政快讯 订阅" in await ask(api, anna, "/subscribe @mzkx 社会组织")
        await ask(api, admin, f"/dismiss {anna.id}")
        assert channel.from_bot == []
        [notice] = [message for message in bert.private.from_bot if "暂停了" in message.text]
        await tap(api, bert, notice)
        await api.until(lambda: "由您接管" in notice.text)
        assert not any("暂停了" in text for text in anna.private.texts)


async def test_where_no_admin_can_be_told_the_one_who_dismisses_hears_so(store, topics, quick):
    async with house(store, topics, quick, access=Access.INVITE) as (api, admin):
        anna = api.user("安娜")
        api.channel("民政快讯", username="mzkx", owner=anna)
        (payload,) = re.findall(r"start=(i\w+)", await ask(api, admin, "/invite"))
        await ask(api, anna, f"/start {payload}")
        await ask(api, anna, "/subscribe @mzkx 社会组织")
        assert "没有能告诉的管理员：民政快讯" in await ask(api, admin, f"/dismiss {anna.id}")


async def test_who_is_let_in_by_the_configuration_is_not_shown_out_by_a_command(store, topics, quick):
    async with house(store, topics, quick, access=Access.INVITE) as (api, admin):
        assert "写在配置的" in await ask(api, admin, f"/dismiss {admin.id}")
        assert "只有" not in await ask(api, admin, "/start")
