"""Subscriptions built by buttons: every place is reached, every part can be changed, nothing is lost by a restart."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jianbao.chinese.tree import below, coded
from jianbao.deliver.building_words import EN as EN_BUILDING
from jianbao.deliver.building_words import ZH as ZH_BUILDING
from jianbao.deliver.telegram.desk import Desk
from jianbao.deliver.telegram.here import Here
from jianbao.deliver.wording import EN, ZH
from jianbao.model import Alert, Channel, Document, Keywords, Rhythm, Topic

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HERE = Here(address="42", title="小王", words=ZH, person="7", hears=True, bot="jianbao_bot")
ISSUERS = ("民政部、财政部", "民政部", "北京市民政局", "财政部 民政部", None)


@pytest.fixture
def desk(store, topics, clock):
    clock.now = NOW
    alerts = [
        Alert(id=f"a{number}", title="通知", topics=("child_welfare",), region="北京市", issuer=issuer)
        for number, issuer in enumerate(ISSUERS)
    ]
    store.documents.commit(Document(id="d", text="x"), source="s", key="d", alerts=alerts, shapes={}, now=NOW)
    return Desk(store, tuple(topics.values()), lambda: clock.now, "0.1")


def wishes(store):
    subscriber = store.subscribers.ensure(Channel.TELEGRAM, "42", now=NOW)
    return store.subscribers.subscriptions(subscriber.id)


def labels(reply):
    return [button.text for row in reply.buttons for button in row]


def press(desk, reply, *texts, here=HERE):
    """Tap one button after another, each that begins with the text; return what stands there at last."""
    for text in texts:
        found = [button for row in reply.buttons for button in row if button.text.startswith(text)]
        assert found, f"{text} is none of {labels(reply)}"
        assert len(found[0].data.encode()) <= 64
        reply = desk.tap(found[0].data, here)
    return reply


def begun(desk, here=HERE):
    return press(desk, desk.start(here), "🧒", "北京", here=here)


def test_everything_is_chosen_by_buttons_and_subscribed(desk, store):
    hub = press(desk, begun(desk), "🏛", "北京市民政局", "民政部", "‹ 好了", "📍", "海淀区", "🔢", "⏰", "周报", "🔤")
    hub = desk.answered("基金会 慈善|“乡村 振兴” -招聘", HERE)
    assert "频率：周报" in hub.html
    done = press(desk, hub, "✅")
    assert "频率：周报" in done.html
    [made] = wishes(store)
    assert (made.topic, made.region, made.rhythm) == ("child_welfare", "海淀区", Rhythm.WEEKLY)
    assert made.narrowing.issuer == "北京市民政局|民政部"
    assert made.narrowing.figures
    assert made.narrowing.keywords == Keywords.parse("基金会 慈善|“乡村 振兴” -招聘")


def test_each_part_is_shown_and_can_be_taken_back(desk):
    hub = press(desk, begun(desk), "🔢", "⏰", "日报", "🏛", "民政部", "‹ 好了", "🔤")
    hub = desk.answered("基金会", HERE)
    assert labels(hub)[1:6] == ["📍 北京市 ›", "🏛 民政部 ›", "🔢 只要有数字 ✓", "🔤 基金会 ›", "⏰ 日报 ›"]
    hub = press(desk, hub, "🏛", "✓ 民政部", "‹ 好了", "🔤", "不限关键词")
    hub = press(desk, hub, "🔢", "⏰", "即时", "📍", "‹ 返回", "全国各地")
    assert labels(hub)[1:6] == [
        "📍 全国各地 ›", "🏛 不限发文机关 ›", "🔢 有无数字都要", "🔤 不限关键词 ›", "⏰ 即时 ›",
    ]  # fmt: skip


@pytest.mark.parametrize("province", ["河北", "新疆", "重庆", "湖北", "海南", "香港"])
def test_every_city_and_county_is_reached_by_paging(desk, province):
    here = replace(HERE, hears=False)
    reached, hub = set(), press(desk, desk.start(here), "🧒", province, here=here)
    region = next(label for label in labels(hub) if label.startswith("📍")).removeprefix("📍 ").removesuffix(" ›")
    code = next(place.code for place in below() if place.name == region)

    def visit(page):
        first = desk.tap(page, here)
        turns = [row for row in first.buttons if row[0].text == "◀"]
        count = int(turns[0][1].text.partition(" / ")[2]) if turns else 1
        pages = [first]
        for _ in range(count - 1):
            pages.append(press(desk, pages[-1], "▶", here=here))
        for button in (button for each in pages for row in each.buttons[1:-1] for button in row):
            assert len(button.data.encode()) <= 64
            if button.text.endswith("›"):
                reached.add(button.text.removesuffix(" ›"))
                visit(button.data)
            elif button.text[0] not in "◀▶0123456789":
                reached.add(button.text)

    visit(next(button.data for row in hub.buttons for button in row if button.text.startswith("📍")))
    expected = {child.name for place in below(code) for child in (place, *below(place.code))}
    assert reached == expected


def test_all_of_a_place_is_offered_at_each_level_and_back_leads_up(desk, store):
    cities = press(desk, press(desk, desk.start(HERE), "🧒", "河北"), "📍")
    assert labels(cities)[0] == "✓ 河北省全境"
    counties = press(desk, cities, "石家庄市")
    assert labels(counties)[0] == "✓ 石家庄市全境"
    assert press(desk, counties, "‹ 返回") == cities
    assert labels(press(desk, cities, "‹ 返回"))[0] == "全国各地"
    hub = press(desk, counties, "正定县")
    assert labels(press(desk, hub, "📍")) == labels(counties)
    press(desk, press(desk, hub, "📍", "✓ 石家庄市全境"), "✅")
    assert [each.region for each in wishes(store)] == ["石家庄市"]


def test_a_county_that_shares_its_name_is_built_like_any_other(desk, store):
    hub = press(desk, desk.start(HERE), "🧒", "福建", "📍", "福州市", "鼓楼区", "🔢")
    assert "鼓楼区 · 有数字" in hub.html
    press(desk, hub, "✅")
    assert [each.region for each in wishes(store)] == ["鼓楼区"]
    press(desk, desk.plain_words(("儿童福利", "福州市鼓楼区"), HERE), "✅")
    assert len(wishes(store)) == 2


def test_issuers_are_those_of_the_choice_so_far_the_most_frequent_first(desk):
    assert labels(press(desk, begun(desk), "🏛"))[:3] == ["民政部", "财政部", "北京市民政局"]
    elsewhere = press(desk, desk.start(HERE), "🧒", "青海", "🏛")
    assert "还没有读到过" in elsewhere.html
    assert labels(elsewhere) == ["✏️ 自己写", "‹ 好了"]


def test_issuers_are_written_with_alternatives_and_such_as_are_not_wanted(desk, store):
    press(desk, begun(desk), "🏛", "✏️")
    press(desk, desk.answered("民政部｜“教育部 办公厅” | -北京市民政局", HERE), "✅")
    assert [each.narrowing.issuer for each in wishes(store)] == ["民政部|教育部 办公厅|-北京市民政局"]


def test_an_issuer_that_is_known_no_more_stays_chosen_and_a_strange_one_changes_nothing(desk):
    hub = press(desk, begun(desk), "🏛", "✏️")
    hub = desk.answered("某某局", HERE)
    page = press(desk, hub, "🏛")
    assert labels(page)[0] == "✓ 某某局"
    data = next(button.data for row in page.buttons for button in row if button.text == "财政部")
    kept = data.rpartition(":")[2]
    assert labels(desk.tap(f"b:iss:0.ffffffff:0:{kept}", HERE))[0] == "✓ 某某局"


@pytest.mark.parametrize(
    ("button", "words", "said"),
    [
        (("🔤",), " ".join(f"词{number}" for number in range(13)), "13 个，最多 12 个"),
        (("🔤",), "长" * 31, "最多 30 个字"),
        (("🔤",), "“”", ZH_BUILDING.nothing_said),
        (("🔤",), "- |", ZH_BUILDING.nothing_said),
        (("🏛", "✏️"), "|".join(f"局{number}" for number in range(13)), "13 个，最多 12 个"),
        (("🏛", "✏️"), "-", ZH_BUILDING.nothing_said),
    ],
)
def test_words_that_do_not_work_are_refused_and_asked_for_again(desk, telegram_parse, button, words, said):
    press(desk, begun(desk), *button)
    refused = desk.answered(words, HERE)
    assert said in refused.html
    telegram_parse(refused.html)
    assert desk.answered("基金会", HERE).buttons


def test_only_whom_the_bot_asked_is_heard_and_only_where_and_for_an_hour(desk, clock):
    press(desk, begun(desk), "🔤")
    for other in ({"person": "8"}, {"address": "43"}, {"thread": 5}, {"hears": False}):
        assert desk.answered("基金会", replace(HERE, **other)) is None
    clock.now = NOW + timedelta(minutes=61)
    assert desk.answered("基金会", HERE) is None
    assert desk.cancel(HERE).html == ZH_BUILDING.nothing_to_cancel


@pytest.mark.parametrize("tapping", [True, False], ids=["a tap", "a command"])
def test_who_goes_on_with_something_else_is_asked_no_more(desk, tapping):
    asked = press(desk, begun(desk), "🔤")
    if tapping:
        press(desk, asked, "‹ 返回")
    else:
        desk.forget(HERE)
    assert desk.answered("基金会", HERE) is None


def test_cancelling_leaves_what_was_chosen(desk):
    press(desk, begun(desk), "🔢", "🔤")
    hub = desk.cancel(HERE)
    assert "有数字" in hub.html
    assert labels(hub)[0] == "✅ 订阅"


def test_a_restart_in_the_middle_loses_nothing(desk, store, topics):
    press(desk, begun(desk), "⏰", "日报", "🔤")
    restarted = Desk(store, tuple(topics.values()), lambda: NOW, "0.2")
    press(restarted, restarted.answered("基金会", HERE), "✅")
    [made] = wishes(store)
    assert (made.rhythm, str(made.narrowing.keywords)) == (Rhythm.DAILY, "基金会")


def test_where_nobody_is_heard_nothing_is_asked(desk):
    hub = begun(desk, replace(HERE, hears=False))
    assert not any(label.startswith("🔤") for label in labels(hub))
    assert "✏️ 自己写" not in labels(press(desk, hub, "🏛", here=replace(HERE, hears=False)))
    assert desk.tap("b:ask:w:0:*/*/0", replace(HERE, hears=False)).html == ZH.stale_button


def test_a_group_is_told_to_reply(desk):
    page = press(desk, begun(desk), "🔤", here=replace(HERE, group=True))
    assert ZH_BUILDING.in_groups in page.html


def test_english_is_spoken_all_the_way(desk):
    here = replace(HERE, words=EN)
    hub = press(desk, desk.start(here), "🧒", "北京", here=here)
    hub = press(desk, hub, "📍", "✓ All of 北京市", "🏛", "民政部", "‹ Done", "⏰", "daily", "🔢", here=here)
    assert "Rhythm: daily" in hub.html
    assert labels(hub)[1:4] == ["📍 北京市 ›", "🏛 民政部 ›", EN_BUILDING.figures]


def test_subscribing_what_is_there_already_changes_its_rhythm_only_when_one_was_chosen(desk, store):
    press(desk, begun(desk), "⏰", "周报", "✅")
    press(desk, begun(desk), "⏰", "日报", "✅")
    assert [each.rhythm for each in wishes(store)] == [Rhythm.DAILY]


@pytest.mark.parametrize(
    "data",
    ["b", "b:", "b:hub", "b:hub::9:*/*/0", "b:hub::00:*/*/0", "b:hub:r99:0:*/*/0", "b:hub:x:0:*/*/0", "b:hub::0:*/*/2",
     "b:hub::0:gone/*/0", "b:hub::0:*/999999/0", "b:hub::0:=0000000000000000", "b:hub::0:=", "b:nothing::0:*/*/0",
     "b:hub::٠:*/*/0", "b:ask:w", "b:sub::0:*/x/0", "b:hub::0:*/*/0/0"],
)  # fmt: skip
def test_a_forged_button_is_answered_and_does_nothing(desk, store, data):
    assert desk.tap(data, HERE).html == ZH.stale_button
    assert wishes(store) == []


def test_buttons_mangled_at_random_are_answered(desk, telegram_parse):
    chance = random.Random(7)
    hub = press(desk, begun(desk), "🔢")
    data = [button.data for page in (hub, press(desk, hub, "🏛"), press(desk, hub, "📍"), desk.start(HERE))
            for row in page.buttons for button in row]  # fmt: skip
    for _ in range(500):
        letters = list(chance.choice(data))
        for _ in range(chance.randint(1, 4)):
            letters[chance.randrange(len(letters))] = chance.choice("0123456789:./*=-abcxyzhubregissask部\x00")
        telegram_parse(desk.tap("".join(letters), HERE).html)


def test_a_hostile_plugin_and_hostile_words_do_no_harm(store, telegram_parse):
    evil = Topic(id="x:/" * 30, names={"zh": "<b>&{topic}"}, emoji="<i>")
    desk = Desk(store, (evil,), lambda: NOW, "0.1")
    issuer = "-坏|局、<i>{name}局</i>、" + "长" * 90
    alert = Alert(id="a", title="t", topics=(evil.id,), region="北京市", issuer=issuer)
    store.documents.commit(Document(id="d", text="x"), source="s", key="d", alerts=[alert], shapes={}, now=NOW)
    hub = press(desk, desk.start(HERE), "<i>", "北京")
    page = press(desk, hub, "🏛")
    assert labels(page)[:2] == ["<i>{name}局</i>", "✏️ 自己写"]
    page = desk.tap(page.buttons[0][0].data, HERE)
    telegram_parse(page.html)
    hub = press(desk, page, "‹ 好了", "🔤")
    hub = desk.answered("<script>|{wish} -</b>", HERE)
    telegram_parse(hub.html)
    done = press(desk, hub, "✅")
    telegram_parse(done.html)
    telegram_parse(desk.list(HERE).html)
    [made] = wishes(store)
    assert made.topic == evil.id


def test_codes_of_places_are_those_of_the_country():
    assert coded("110108").name == "海淀区"
