"""A newspaper page as PDF becomes the articles that a reader sees on it, in whatever order its stream holds them."""

import json
from collections import Counter
from itertools import product

import pytest

from jianbao.read import Raw, pdf, read

X, Y = 50.0, 80.0


def squeezed(words):
    return "".join((words or "").split())


def bodies(found):
    return [squeezed("".join(found.text[start:end] for start, end in cut.body)) for cut in found.cuts]


def titles(found):
    return [squeezed(cut.title) for cut in found.cuts]


def head(story):
    return squeezed("".join(story.head))


def set_story(press, story, typeset, y, *, place="before", x=X, count=3, width=14, gutter=1.5):
    """Set one story; returns where the next one may begin."""
    if place == "before":
        y = press.lines(x, y, story.head, size=20) - 8
    y = press.columns(x, y, typeset(story.text, width), count=count, width=width, gutter=gutter)
    if place == "after":
        y = press.lines(x, y + 14, story.head, size=20)
    return y + 24


@pytest.mark.parametrize("places", list(product(("before", "after"), repeat=3)))
def test_each_article_gets_its_headline_above_or_below(places, stories, press, typeset):
    y = Y
    for story, place in zip(stories, places, strict=False):
        y = set_story(press, story, typeset, y, place=place)
    found = pdf.read(press.print(), "page.pdf")
    assert titles(found) == [head(story) for story in stories[:3]]
    assert bodies(found) == [squeezed(story.text) for story in stories[:3]]


@pytest.mark.parametrize("order", ["drawn", "rows", "shuffled"])
@pytest.mark.parametrize("gutter", [1.2, 2.0, 6.0])
def test_the_order_of_the_stream_and_the_width_of_the_gutter_do_not_matter(order, gutter, stories, press, typeset):
    y = Y
    for story in stories[:3]:
        y = set_story(press, story, typeset, y, gutter=gutter, width=13)
    found = pdf.read(press.print(order), "page.pdf")
    assert titles(found) == [head(story) for story in stories[:3]]
    assert bodies(found) == [squeezed(story.text) for story in stories[:3]]


def test_articles_beside_each_other_keep_apart(stories, press, typeset):
    left, right, below, _ = stories
    ends = [
        set_story(press, left, typeset, Y, count=2, width=12),
        set_story(press, right, typeset, Y, x=X + 280, count=2, width=10),
    ]
    set_story(press, below, typeset, max(ends), count=3)
    found = pdf.read(press.print("rows"), "page.pdf")
    assert titles(found) == [head(story) for story in (left, right, below)]
    assert bodies(found) == [squeezed(story.text) for story in (left, right, below)]


def test_a_small_article_in_the_corner_of_a_large_one_is_another(stories, press, typeset):
    """The large article's first two columns run down the whole page, the third ends above the small one."""
    large, small = stories[0], stories[3]
    press.lines(X, Y, [head(large)], size=24)
    lines = typeset(large.text * 3, 14)
    top = Y + 30
    long = (len(lines) - 14) // 2
    for number, (start, end) in enumerate(((0, long), (long, 2 * long), (2 * long, len(lines)))):
        press.lines(X + number * 160, top, lines[start:end])
    y = press.lines(X + 320, top + 20 * 13.5, ["松溪区家庭养老床位投用"], size=14)
    press.lines(X + 320, y, typeset(small.text, 14))
    found = pdf.read(press.print("rows"), "page.pdf")
    assert titles(found) == [head(large), "松溪区家庭养老床位投用"]
    assert bodies(found) == [squeezed(large.text * 3), squeezed(small.text)]


def test_a_pull_quote_in_a_frame_is_part_of_no_body(stories, press, typeset):
    story = stories[0]
    y = set_story(press, story, typeset, Y)
    set_story(press, stories[1], typeset, y)
    quote = typeset(
        "截至2023年底，全市登记社会组织8126家，比上年增加415家，其中社会团体3010家、社会服务机构4988家、基金会128家。",
        16,
    )
    end = press.lines(X + 10, y + 200, quote, size=12)
    press.box(X, y + 180, X + 220, end + 6)
    found = pdf.read(press.print(), "page.pdf")
    assert bodies(found) == [squeezed(each.text) for each in stories[:2]]


def test_an_article_in_a_frame_keeps_to_itself(stories, press, typeset):
    """A frame stands in the last column of an article that has no headline of its own below."""
    outer, inner = stories[0], stories[1]
    press.lines(X, Y, [head(outer)], size=22)
    press.columns(X, Y + 30, typeset(outer.text, 14), count=2, width=14)
    end = press.lines(X + 340, Y + 46, ["白河配齐儿童主任"], size=15)
    end = press.lines(X + 340, end, typeset(inner.text, 12))
    press.box(X + 330, Y + 20, X + 480, end + 5)
    found = pdf.read(press.print("rows"), "page.pdf")
    assert titles(found) == [head(outer), "白河配齐儿童主任"]
    assert bodies(found) == [squeezed(outer.text), squeezed(inner.text)]


def test_lines_above_and_below_a_headline_are_no_text(stories, press, typeset):
    story = stories[0]
    press.line(X, Y, "守信受益失信受限", size=13)
    press.line(X, Y + 26, head(story), size=24)
    press.line(X, Y + 46, "——市民政局公布年检结果", size=12)
    y = press.columns(X, Y + 66, typeset(story.text, 14), count=3, width=14)
    set_story(press, stories[1], typeset, y + 24)
    found = pdf.read(press.print("rows"), "page.pdf")
    assert bodies(found) == [squeezed(story.text), squeezed(stories[1].text)]
    assert head(story) in titles(found)[0]
    assert "公布年检结果" not in titles(found)[0]


def test_a_headline_of_vertical_type_is_read(stories, press, typeset, lone_characters):
    first, second = stories[3], stories[2]
    for number, char in enumerate("家庭养老床位投用"):
        press.line(X, Y + 10 + 22 * number, char, size=20)
    y = press.columns(X + 40, Y, typeset(first.text * 2, 14), count=3, width=14)
    set_story(press, second, typeset, max(y, Y + 190) + 24)
    found = pdf.read(press.print("shuffled"), "page.pdf")
    assert titles(found) == ["家庭养老床位投用", head(second)]
    assert bodies(found) == [squeezed(first.text * 2), squeezed(second.text)]


def test_an_article_that_jumps_to_another_page_is_one(stories, press, typeset):
    first, other = stories[0], stories[1]
    cut = first.text.index("年检发现")
    press.line(X, Y, head(first), size=22)
    y = press.columns(X, Y + 26, typeset(first.text[:cut], 14), count=3, width=14)
    press.line(X + 300, y + 4, "（下转02版）", size=9)
    set_story(press, other, typeset, y + 40)
    press.turn()
    y = set_story(press, stories[2], typeset, Y)
    press.line(X, y, "（上接01版）", size=9)
    press.columns(X, y + 16, typeset(first.text[cut:] * 2, 14), count=3, width=14)
    found = pdf.read(press.print(), "page.pdf")
    assert titles(found) == [head(first), head(other), head(stories[2])]
    assert bodies(found)[0] == squeezed(first.text[:cut] + first.text[cut:] * 2)


def test_a_continuation_whose_beginning_is_not_here_has_no_headline(stories, press, typeset):
    y = set_story(press, stories[0], typeset, Y)
    press.line(X, y, "（上接01版）", size=9)
    press.columns(X, y + 16, typeset(stories[2].text, 14), count=3, width=14)
    found = pdf.read(press.print(), "page.pdf")
    assert titles(found) == [head(stories[0]), ""]
    assert bodies(found) == [squeezed(stories[0].text), squeezed(stories[2].text)]


def test_source_and_by_line_are_no_text_and_the_folio_gives_the_date(stories, press, typeset):
    press.line(X, 36, "03 要闻 责任编辑 王安 2023 年 12 月 9 日 星期六", size=9)
    lines = [*typeset(stories[0].text, 14), "（据临江市民政局官网）"]
    press.lines(X, Y, [head(stories[0])], size=20)
    y = press.columns(X, Y + 20, lines, count=3, width=14)
    set_story(press, stories[1], typeset, y + 24)
    found = pdf.read(press.print(), "page.pdf")
    assert bodies(found) == [squeezed(story.text) for story in stories[:2]]
    assert [cut.source for cut in found.cuts] == ["临江市民政局官网", None]
    assert [cut.published for cut in found.cuts] == ["2023-12-09", "2023-12-09"]


def test_paragraphs_are_known_by_their_indents(stories, press, typeset):
    paragraphs = [story.text for story in stories[:2]]
    lines = [line for words in paragraphs for line in typeset(f"　　{words}", 14)]
    press.lines(X, Y, ["两地民政工作扎实推进"], size=20)
    y = press.columns(X, Y + 20, lines, count=3, width=14)
    set_story(press, stories[2], typeset, y + 24)
    found = pdf.read(press.print("rows"), "page.pdf")
    first = "".join(found.text[start:end] for start, end in found.cuts[0].body)
    assert [squeezed(line) for line in first.split("\n")] == [squeezed(words) for words in paragraphs]


def test_a_page_that_was_turned_reads_the_same(stories, press, typeset):
    y = Y
    for story in stories[:3]:
        y = set_story(press, story, typeset, y)
    assert bodies(pdf.read(press.print(rotate=90), "page.pdf")) == [squeezed(story.text) for story in stories[:3]]


def test_no_figure_is_read_twice_from_a_page_with_bold_type_and_a_watermark(stories, press, typeset):
    y = Y
    for story in stories[:3]:
        y = set_story(press, story, typeset, y)
    press.sheets[0] += [(top, x + 0.2, draw) for top, x, draw in list(press.sheets[0])]
    press.askew(120, 600, "临江市民政局内部资料", 40, 45)
    assert bodies(pdf.read(press.print("shuffled"), "page.pdf")) == [squeezed(story.text) for story in stories[:3]]


def overlap(one, other):
    return 2 * sum((Counter(one) & Counter(other)).values()) / max(1, len(one) + len(other))


def labelled(folder, stem):
    text = json.loads((folder / "docs" / f"{stem}.json").read_text(encoding="utf-8"))["text"]
    articles = json.loads((folder / "labels" / f"{stem}.json").read_text(encoding="utf-8"))["articles"]
    return [(squeezed(each["title"]), squeezed("".join(text[s:e] for s, e in each["body"]))) for each in articles]


def test_the_shared_pages_give_the_articles_of_their_text_layers(shared):
    pages = sorted((shared / "gold" / "pages").glob("*.pdf"))
    assert pages
    for path in pages:
        found = pdf.read(path.read_bytes(), path.name)
        wanted = labelled(path.parent, path.stem)
        assert bodies(found) == [body for _, body in wanted], path.name
        # One headline is cut off by the edge of its page.
        assert sum(overlap(a, b) for a, (b, _) in zip(titles(found), wanted, strict=True)) / len(wanted) > 0.95


@pytest.mark.parametrize("order", ["article", "row"])
def test_the_seed_page_gives_three_articles_in_either_order_of_its_stream(order, shared):
    path = shared / "pages" / f"newspaper-page-{order}-order.pdf"
    document = read(Raw(data=path.read_bytes(), name=path.name))
    wanted = labelled(shared / "gold" / "dev", "newspaper-page")
    got = [
        (squeezed(article.title), squeezed("".join(document.text[s:e] for s, e in article.body)))
        for article in document.articles
    ]
    assert got == wanted
