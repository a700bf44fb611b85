"""A person goes through every command and every button of the bot, on the strict fake Bot API; their chats as pages.

Usage: ``python benchmarks/bot_walk.py [--out FOLDER]``

Prints as JSON which commands and which acts of buttons were visited. With ``--out``, writes one page for each chat; a
browser makes pictures of them: ``chromium --headless --screenshot=start.png --window-size=468,1400 start.html``.
"""

import argparse
import asyncio
import io
import json
import re
import tempfile
from pathlib import Path
from time import monotonic

import docx
from chat_page import page

from jianbao.deliver import shapes
from jianbao.deliver.telegram.bot import TelegramBot
from jianbao.deliver.telegram.limiter import ChatLimiter
from jianbao.deliver.worker import drain
from jianbao.model import Channel, Source, SourceKind, Trouble, Watched
from jianbao.pipeline import alerts_of, texts_of, understand
from jianbao.plugins import Plugins
from jianbao.read import Raw
from jianbao.store import Store, Visit
from jianbao.testing.bot_api import UNLIMITED, Chat, ChatMessage, FakeBotApi, User

TITLE = "北京市社会组织登记情况通报"
TEXT = (
    f"{TITLE}\n北京市民政局　发布日期：2024-03-01\n"
    "截至2023年底，北京市依法登记的社会组织由2013年的7965家增至12700家，增长约60%，其中社会团体4347家，"
    "社会服务机构7534家，基金会819家。\n社会组织从业人员21.39万人，登记资产超过1000亿元。\n"
    "各区民政局应于2024年6月30日前完成年度检查。"
)

FUNDS = (
    "北京市基金会年度工作报告\n北京市民政局　发布日期：2024-04-08\n"
    "2023年，北京市基金会公益支出52.6亿元，比上年增长8.3%。全市基金会共开展公益项目3140个，惠及群众186万人次。"
)
GRADES = (
    "北京市社会服务机构评估结果公布\n北京市民政局　发布日期：2024-05-20\n"
    "本次评估共有245家社会服务机构参加，其中获评5A级的31家，4A级的88家，3A级的126家。评估结果有效期为5年。"
)
MERITS = (
    "北京市社会组织评估等级公告\n北京市民政局　发布日期：2024-06-18\n"
    "本次共有128家社会组织参加评估，其中社会团体67家，社会服务机构49家，基金会12家。"
)
BOARDS = (
    "北京市行业协会商会发展情况\n北京市民政局　发布日期：2024-07-09\n"
    "截至2024年6月底，北京市依法登记的社会组织中有行业协会商会428家，比上年底增加16家，会员企业11.2万家。"
)


class Walk:
    """The bot, and whoever walks through it."""

    def __init__(self, api: FakeBotApi, store: Store, bot: TelegramBot, plugins: Plugins) -> None:
        self.api, self.store, self.bot, self.plugins = api, store, bot, plugins
        self.news = 0

    async def ask(self, who: User, text: str, chat: Chat | None = None, to: ChatMessage | None = None) -> ChatMessage:
        """Write, in reply to a message if there is one, and return the answer."""
        return await self._answer(who.says(text, chat, reply_to=to))

    async def send(self, who: User, data: bytes, name: str) -> ChatMessage:
        """Send a file, and return the answer."""
        return await self._answer(who.sends_document(data, name))

    async def _answer(self, message: ChatMessage) -> ChatMessage:
        await self.api.until(lambda: message.answers)
        return message.answers[0]

    async def tap(self, who: User, message: ChatMessage, label: str, *, window: bool = False) -> ChatMessage:
        """Tap, and wait until the message has changed or something new stands below it, or a *window* has opened."""
        edits, said = len(message.edits), len(message.chat.from_bot)
        press = who.presses(message, label)

        def answered() -> bool:
            changed = len(message.edits) > edits or len(message.chat.from_bot) > said
            return press.answered and (bool(press.answer) if window else changed)

        await self.api.until(answered)
        return message

    async def publish(self, lost: User | None = None) -> None:
        """Let a document come in, and be delivered; with *lost*, its receipt for them gets lost."""
        self.news += 1
        text = (TEXT, FUNDS, GRADES, MERITS, BOARDS)[self.news - 1]
        document = understand(Raw(data=text.encode(), name=f"{self.news}.txt"), self.plugins)
        self.store.documents.commit(
            document,
            source="市民政局",
            key=str(self.news),
            alerts=alerts_of(document),
            shapes=shapes(self.plugins.topics),
            now=self.api.clock(),
            texts=texts_of(document),
        )
        if lost:
            self.api.faults.answer_lost(chat=lost.private, method="sendMessage")
        await drain(self.store, Channel.TELEGRAM, self.bot.sender)


async def start(walk: Walk) -> Chat:
    """A newcomer: three taps, an alert, what stands under it."""
    who = walk.api.user("安娜", language_code="zh-hans")
    menu = await walk.ask(who, "/start")
    await walk.tap(who, menu, "社会组织")
    await walk.tap(who, menu, "北京")
    await walk.tap(who, menu, "✅ 订阅")
    await walk.publish()
    alert = who.private.from_bot[-1]
    for label in ("📊", "CSV", "Excel", "❓"):
        await walk.tap(who, alert, label)
    await walk.ask(who, "/why")
    await walk.ask(who, "/latest 社会组织 北京")
    await walk.tap(who, alert, "🔕")
    asked = who.private.from_bot[-1]
    await walk.tap(who, asked, "1 周")
    await walk.tap(who, asked, "🔔 恢复")
    await walk.tap(who, alert, "✖")
    ended = who.private.from_bot[-1]
    await walk.tap(who, ended, "↩ 恢复订阅")
    await walk.tap(who, ended, "‹ 全部订阅")
    return who.private


async def building(walk: Walk) -> Chat:
    """A subscription with everything, by buttons: place down to the county, issuer, figures, words, rhythm."""
    who = walk.api.user("华", language_code="zh-hans")
    menu = await walk.ask(who, "/start")
    for label in (
        "社会组织",
        "河北",
        "📍",
        "石家庄市",
        "▶",
        "◀",
        "‹ 返回",
        "石家庄市",
        "✓ 石家庄市全境",
        "📍",
        "正定县",
    ):
        await walk.tap(who, menu, label)
    for label in ("📍", "✓ 石家庄市全境", "📍", "‹ 返回", "‹ 返回", "北京"):
        await walk.tap(who, menu, label)
    for label in ("🏛", "北京市民政局", "不限发文机关", "✏️"):
        await walk.tap(who, menu, label)
    hub = await walk.ask(who, "民政局|民政部|-办公厅")
    for label in ("🔢", "⏰", "日报", "🔤"):
        await walk.tap(who, hub, label)
    await walk.ask(who, "一 二 三 四 五 六 七 八 九 十 十一 十二 十三")
    hub = await walk.ask(who, "基金会|“社会 组织” -招聘")
    await walk.tap(who, hub, "🔤")
    hub = await walk.ask(who, "/cancel")
    await walk.tap(who, hub, "🔤")
    await walk.tap(who, hub, "不限关键词")
    await walk.tap(who, hub, "✅ 订阅")
    await walk.ask(who, "/cancel")
    return who.private


async def subscriptions(walk: Walk) -> Chat:
    """Conditions, links, pages, what is done to one of them, ends."""
    who = walk.api.user("波", language_code="zh-hans")
    menu = await walk.ask(who, "/topics")
    await walk.tap(who, menu, "儿童福利")
    await walk.tap(who, menu, "‹ 返回")
    await walk.ask(who, "/subscribe 社会组织 北京 基金会 -招聘 发文:民政部|民政局")
    shared = await walk.ask(who, "/share")
    key = re.findall(r"start=(\w+)", shared.text)
    offer = await walk.ask(who, f"/start {key[0]}")
    await walk.tap(who, offer, "✅ 订阅")
    for place in ("天津", "河北", "山西", "辽宁", "吉林", "上海", "江苏", "浙江"):
        await walk.ask(who, f"/subscribe 儿童福利与未成年人保护 {place}")
    listed = await walk.ask(who, "/list")
    await walk.tap(who, listed, "▶")
    await walk.tap(who, listed, "9. 儿童福利")
    for label in (
        "周报",
        "🔗 分享",
        "‹ 返回",
        "🔕 静音",
        "‹ 返回",
        "🔕 静音",
        "直到我恢复",
        "‹ 全部订阅",
        "▶",
        "9. 🔕",
    ):
        await walk.tap(who, listed, label)
    for label in ("🔔 恢复", "‹ 全部订阅", "2. 儿童福利", "✖ 退订", "↩ 恢复订阅"):
        await walk.tap(who, listed, label)
    await walk.tap(who, await walk.ask(who, "/unsubscribe"), "河北省")
    return who.private


async def rhythm(walk: Walk) -> Chat:
    """When a chat is written to."""
    who = walk.api.user("晨", language_code="zh-hans")
    await walk.ask(who, "/subscribe 社会组织 北京")
    settings = await walk.ask(who, "/settings")
    for label in ("日报", "🌙", "改为只在工作日发"):
        await walk.tap(who, settings, label)
    await walk.ask(who, "/rhythm 即时")
    await walk.ask(who, "/quiet 22:00-07:30")
    await walk.ask(who, "/mute 2d")
    await walk.publish()
    await walk.ask(who, "/digest")
    await drain(walk.store, Channel.TELEGRAM, walk.bot.sender)
    await walk.ask(who, "/unmute")
    await walk.tap(who, await walk.ask(who, "/mute 社会组织"), "8 小时")
    await walk.tap(who, await walk.ask(who, "/unmute"), "社会组织")
    return who.private


async def delivery(walk: Walk) -> Chat:
    """What did not arrive, and how things are."""
    who = walk.api.user("丁", language_code="zh-hans")
    await walk.ask(who, "/subscribe 社会组织 北京")
    await walk.publish(lost=who)
    for label in ("↻", "✓"):
        failed = await walk.ask(who, "/failed")
        labels = [each for row in failed.buttons for each in row if label in each]
        await walk.tap(who, failed, labels[0])
        walk.api.faults.answer_lost(chat=who.private, method="sendMessage")
        await drain(walk.store, Channel.TELEGRAM, walk.bot.sender)
        walk.api.faults.clear()
    await walk.ask(who, "/resend 24h")
    await walk.tap(who, await walk.ask(who, "/delivery"), "至少一次")
    await walk.ask(who, "/status")
    names = [f"第{number:02}区民政局" for number in range(50)]
    sources = [Source(name=name, kind=SourceKind.FEED, url=f"https://{at}.example/") for at, name in enumerate(names)]
    now = walk.api.clock()
    walk.store.sources.sync(sources, now)
    away = Visit(at=now, ok=False, next_due=now, error="no answer", watched=Watched(trouble=Trouble.AWAY))
    walk.store.sources.record_all(dict.fromkeys(names[:20], away))
    await walk.tap(who, await walk.ask(who, "/sources"), "2 ›")
    return who.private


async def document(walk: Walk) -> Chat:
    """Send it a document, in Chinese and in English."""
    who = walk.api.user("Eva", language_code="zh-hant")
    await walk.ask(who, "/help")
    file = docx.Document()
    for line in TEXT.splitlines():
        file.add_paragraph(line)
    data = io.BytesIO()
    file.save(data)
    await walk.send(who, data.getvalue(), "通报.docx")
    await walk.tap(who, await walk.ask(who, "/lang"), "English")
    await walk.tap(who, await walk.ask(who, "/style"), "one line")
    await walk.ask(who, "/miss http://127.0.0.1/a.html")
    await walk.ask(who, TEXT)
    await walk.ask(who, "/read")
    await walk.ask(who, "/subscrib")
    return who.private


async def group(walk: Walk) -> Chat:
    """In a group its administrators choose, and are asked for words."""
    who, guest = walk.api.user("群主", language_code="zh-hans"), walk.api.user("客人", language_code="zh-hans")
    chat = walk.api.supergroup("社工站", owner=who)
    guest.joins(chat)
    await walk.ask(guest, "/list", chat)
    menu = await walk.ask(who, "/start", chat)
    await walk.tap(guest, menu, "社会组织", window=True)
    for label in ("社会组织", "北京", "🔤"):
        await walk.tap(who, menu, label)
    hub = await walk.ask(who, "评估|基金会", chat, menu)
    await walk.tap(who, hub, "✅ 订阅")
    await walk.publish()
    alert = chat.from_bot[-1]
    await walk.tap(guest, alert, "❓")
    await walk.tap(guest, alert, "🔕", window=True)
    await walk.tap(who, alert, "🔕")
    await walk.tap(who, chat.from_bot[-1], "1 天")
    return chat


async def channel(walk: Walk) -> Chat:
    """In a channel whoever administers it is answered alone."""
    who, reader = walk.api.user("台长", language_code="zh-hans"), walk.api.user("读者", language_code="zh-hans")
    chat = walk.api.channel("民政快讯", owner=who, username="minzheng_news")
    reader.joins(chat)
    await walk.ask(who, "/subscribe @minzheng_news 社会组织 北京")
    await walk.publish()
    alert = chat.from_bot[-1]
    await walk.tap(reader, alert, "🔕", window=True)
    await walk.tap(who, alert, "❓", window=True)
    for label in ("🔕", "直到我恢复", "🔔", "✖", "↩"):
        await walk.tap(who, alert, label)
    return chat


CHAPTERS = (start, building, subscriptions, rhythm, delivery, document, group, channel)


async def _walk(out: Path | None) -> dict[str, list[str]]:
    plugins = Plugins.load()
    quick = ChatLimiter(
        clock=lambda: 100 * monotonic(),
        call_later=lambda delay, call: asyncio.get_running_loop().call_later(delay / 100, call),
    )

    async def nothing(address: str) -> Raw:
        raise NotImplementedError(address)

    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/walk.db") as store:
        async with FakeBotApi(limits=UNLIMITED) as api:
            reader = (lambda raw: understand(raw, plugins), nothing)
            bot = TelegramBot(
                api.token, store, plugins.topics, version="0.1", base_url=api.base_url, limiter=quick, reader=reader
            )
            stop = asyncio.Event()
            running = asyncio.create_task(bot.run(stop))
            try:
                chats, walk = {}, Walk(api, store, bot, plugins)
                for chapter in CHAPTERS:
                    chats[chapter.__name__] = await chapter(walk)
            finally:
                stop.set()
                await running
            if out:
                for name, chat in chats.items():
                    (out / f"{name}.html").write_text(page(chat), encoding="utf-8")
            said = [each.text for chat in chats.values() for each in chat.messages if not each.from_bot]
            commands = {text.split()[0].lstrip("/") for text in said if text.startswith("/")}
            letters = {press.data.partition(":")[0] for press in api.presses.values()}
            return {"commands": sorted(commands), "buttons": sorted(letters)}


def main() -> None:
    """Walk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    print(json.dumps(asyncio.run(_walk(parser.parse_args().out))))


if __name__ == "__main__":
    main()
