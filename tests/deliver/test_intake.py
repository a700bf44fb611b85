"""People send documents to the running bot and get back what is in them; nothing of it is news to anybody else."""

import asyncio
import io
import struct
import zlib
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import docx
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from jianbao.daemon import _brought_by
from jianbao.deliver import reading_words as said
from jianbao.deliver.telegram import intake, readings
from jianbao.deliver.telegram.bot import TelegramBot
from jianbao.deliver.wording import ZH
from jianbao.errors import Unavailable
from jianbao.fetch.fetchers import Fetchers, Manners
from jianbao.pipeline import understand
from jianbao.plugins import Plugins
from jianbao.read import Raw
from jianbao.testing.bot_api import UNLIMITED, FakeBotApi

TITLE = "关于社会组织发展情况的通报"
BODY = "截至2023年底，全市依法登记的社会组织共有8120家，其中社会团体3020家，社会服务机构5000家，基金会100家。"
TEXT = f"{TITLE}\n{BODY}\n各区民政局要继续做好登记管理工作，认真核对名称、住所和负责人信息。"
FIGURES = ("8120", "3020", "5000")


@pytest.fixture(scope="module")
def plugins():
    return Plugins.load()


class Bot:
    """The fake Telegram, and what the bot's links lead to."""

    def __init__(self, api, store):
        self.api, self.store, self.pages, self.slow = api, store, {}, None

    async def fetch(self, address):
        if self.slow:
            await self.slow.wait()
        if address not in self.pages:
            raise Unavailable(f"{address} does not answer on 10.0.0.7")
        return Raw(data=self.pages[address], name=address, url=address, content_type="text/html; charset=utf-8")

    async def answers(self, message, number=1):
        """Return what was answered; that it is being read is said, and taken back, only where that takes a while."""

        def said_so_far():
            notices = () if self.slow else (said.ZH.working, said.EN.working)
            return [each.text for each in message.answers if each.text not in notices]

        await self.api.until(lambda: len(said_so_far()) >= number)
        return said_so_far()


@asynccontextmanager
async def telegram(store, quick, plugins, fetch=None):
    async with FakeBotApi(limits=UNLIMITED) as api:
        made = Bot(api, store)
        reader = (lambda raw: understand(raw, plugins), fetch or made.fetch)
        bot = TelegramBot(
            api.token, store, plugins.topics, version="0", base_url=api.base_url, limiter=quick, reader=reader
        )
        stop = asyncio.Event()
        running = asyncio.create_task(bot.run(stop))
        try:
            yield made
        finally:
            stop.set()
            await running


@pytest.fixture
async def bot(store, quick, plugins):
    async with telegram(store, quick, plugins) as made:
        yield made


def word():
    file = docx.Document()
    for line in TEXT.splitlines():
        file.add_paragraph(line)
    return saved(file.save)


def excel():
    book = openpyxl.Workbook()
    for row in (("指标", "数量（家）"), ("社会团体", 3020), ("社会服务机构", 5000), ("社会组织合计", 8120)):
        book.active.append(row)
    return saved(book.save)


def page():
    lines = "".join(f"<p>{line}</p>" for line in TEXT.splitlines()[1:])
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{lines}</body></html>".encode()


def pdf(encrypt=None, words=""):
    file = io.BytesIO()
    drawn = canvas.Canvas(file, encrypt=encrypt)
    drawn.rect(80, 80, 300, 300, fill=1)
    drawn.drawString(90, 700, words)
    drawn.save()
    return file.getvalue()


def saved(save):
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data"),
    [("通报.docx", word()), ("表.xlsx", excel()), ("页.html", page()), ("通报.txt", TEXT.encode())],
    ids=["docx", "xlsx", "html", "txt"],
)
async def test_a_file_comes_back_as_its_figures_and_is_nobodys_news(bot, name, data):
    anna, bert = bot.api.user("安娜", language_code="zh"), bot.api.user("波", language_code="zh")
    assert await bot.answers(bert.says("/subscribe 全部"))
    (answer,) = await bot.answers(anna.sends_document(data, name))
    assert all(figure in answer.replace(",", "") for figure in FIGURES)
    assert bot.store.documents.counts()["documents"] == 0
    assert bot.store.outbox.owed() == 0
    assert len(bert.private.from_bot) == 1


async def test_a_text_a_link_and_a_captioned_photo_are_read_too(bot):
    anna = bot.api.user("安娜", language_code="zh")
    bot.pages["https://mz.example/a.html"] = page()
    for message in (anna.says(TEXT), anna.says("看看 https://mz.example/a.html"), anna.sends_photo(png(), TEXT)):
        (answer,) = await bot.answers(message)
        assert "8120" in answer.replace(",", "")


async def test_a_wish_is_still_a_wish(bot):
    anna = bot.api.user("安娜", language_code="zh")
    (answer,) = await bot.answers(anna.says("社会组织 北京"))
    assert "要订阅" in answer


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (pdf(StandardEncryption("secret"), "text"), "a.pdf", said.ZH.encrypted),
        (pdf(), "a.pdf", said.ZH.scan),
        (b"%PDF-1.4 broken", "a.pdf", said.ZH.unreadable),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "a.bin", said.ZH.unreadable),
        ("今天天气很好，大家一起去公园散步。".encode(), "a.txt", said.ZH.nothing),
    ],
    ids=["encrypted", "scan", "spoilt", "program", "nothing in it"],
)
async def test_what_cannot_be_read_is_said_plainly(bot, data, name, expected):
    anna = bot.api.user("安娜", language_code="zh")
    assert await bot.answers(anna.sends_document(data, name)) == [expected]


async def test_a_photo_without_words_and_a_file_that_is_too_large_are_refused_before_they_are_fetched(bot):
    anna = bot.api.user("安娜", language_code="zh")
    assert await bot.answers(anna.sends_photo(png())) == [said.ZH.photo]
    (answer,) = await bot.answers(anna.sends_document(bytes(20_000_001), "a.pdf"))
    assert answer == said.ZH.too_large.format(size=20)
    assert bot.api.calls_of("getFile") == []


async def test_a_link_that_does_not_answer_tells_nothing_of_the_network(bot):
    anna = bot.api.user("安娜", language_code="en")
    assert await bot.answers(anna.says("https://mz.example/gone")) == [said.EN.link_away]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8080/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://10.0.0.1/a.pdf"],
)
async def test_a_link_into_the_own_network_is_not_asked(store, quick, plugins, address):
    async with Fetchers(Manners(pause=0.0)) as fetchers, telegram(store, quick, plugins, _brought_by(fetchers)) as bot:
        anna = bot.api.user("安娜", language_code="zh")
        assert await bot.answers(anna.says(address)) == [said.ZH.link_refused]


async def test_what_takes_longer_says_that_it_is_under_way_and_takes_that_back(bot, monkeypatch):
    monkeypatch.setattr(intake, "_QUICK", 0.01)
    anna, bot.slow = bot.api.user("安娜", language_code="zh"), asyncio.Event()
    bot.pages["https://mz.example/a.html"] = page()
    message = anna.says("https://mz.example/a.html")
    assert await bot.answers(message) == [said.ZH.working]
    await bot.api.until(lambda: bot.api.calls_of("sendChatAction"))
    bot.slow.set()
    await bot.api.until(lambda: any("8120" in text.replace(",", "") for text in anna.private.texts))
    assert said.ZH.working not in anna.private.texts


async def test_what_takes_too_long_is_given_up(bot, monkeypatch):
    monkeypatch.setattr(readings, "_SECONDS", 0.01)
    anna, bot.slow = bot.api.user("安娜", language_code="zh"), asyncio.Event()
    (answer,) = await bot.answers(anna.says("https://mz.example/a.html"))
    assert "只好停下" in answer


def test_who_sends_too_much_waits_and_others_do_not():
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    limited = readings.Readings(None, None, {}, lambda: now[0])
    assert [limited.refusal(1, ZH) for _ in range(10)] == [None] * 10
    assert limited.refusal(1, ZH) == said.ZH.too_many.format(count=10, minutes=10)
    assert limited.refusal(2, ZH) is None
    now[0] = datetime(2026, 1, 1, 0, 10, tzinfo=UTC)
    assert limited.refusal(1, ZH) is None


async def test_a_long_document_is_answered_in_messages_within_limits_and_says_what_it_leaves_out(plugins):
    rows = "\n".join(
        f"第{n}区有社会团体{n + 100}家，基金会{n + 10}家，社会服务机构{n + 1000}家。" for n in range(1, 2000)
    )
    raw = Raw(data=f"社会组织统计\n{rows}".encode(), name="a.txt")

    async def bring():
        return raw

    reading = readings.Readings(lambda each: understand(each, plugins), None, {}, lambda: datetime.now(UTC))
    parts = await reading.document(bring, ZH)
    assert len(parts) <= 9
    assert all(len(part.encode("utf-16-le")) // 2 <= 4 * 4096 for part in parts)


async def test_in_a_group_it_reads_what_it_is_asked_to_and_only_for_administrators(bot):
    owner, guest = bot.api.user("群主", language_code="zh"), bot.api.user("客", language_code="zh")
    group = bot.api.supergroup("群", owner=owner)
    guest.joins(group)
    ignored = owner.sends_document(TEXT.encode(), "a.txt", chat=group)
    (answer,) = await bot.answers(owner.says("/read", group, reply_to=ignored))
    assert "8120" in answer.replace(",", "")
    assert await bot.answers(guest.says("/read", group, reply_to=ignored)) == [ZH.admins_only]
    named = owner.sends_document(TEXT.encode(), "b.txt", f"@{bot.api.bot.username} 请看", chat=group)
    assert "8120" in (await bot.answers(named))[0].replace(",", "")
    (how,) = await bot.answers(owner.says("/read", group))
    assert how.startswith("发来或转发一份文件")
