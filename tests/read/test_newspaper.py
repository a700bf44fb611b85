"""A newspaper page's plain text layer becomes the articles that a reader sees on it."""

import json
from itertools import permutations, product

import pytest

from jianbao.read import Raw, plain, read


def squeezed(text):
    return "".join(text.split())


def bodies(text):
    return [squeezed("".join(text[start:end] for start, end in cut.body)) for cut in plain.cuts(text)]


def expected_titles(stories):
    return [" ".join(story.head) for story in stories]


@pytest.mark.parametrize("places", list(product(("before", "after", "end"), repeat=3)))
def test_each_article_gets_its_headline_wherever_that_stands(places, stories, page):
    text = page(stories[:3], places)
    cuts = plain.cuts(text)
    assert [cut.title for cut in cuts] == expected_titles(stories[:3])
    assert bodies(text) == [squeezed(story.text) for story in stories[:3]]


@pytest.mark.parametrize("order", list(permutations(range(4), 3))[::4])
def test_the_order_of_the_articles_does_not_matter(order, stories, page):
    chosen = [stories[index] for index in order]
    text = page(chosen, ("end", "before", "after"))
    assert [cut.title for cut in plain.cuts(text)] == expected_titles(chosen)


@pytest.mark.parametrize("width", [12, 13, 17, 21])
def test_columns_of_any_width_are_read(width, stories, page):
    text = page(stories, ("before", "after", "before", "end"), width=width, column=9)
    assert bodies(text) == [squeezed(story.text) for story in stories]


def test_a_blank_line_inside_a_sentence_is_a_break_of_columns(stories, page):
    text = page(stories[:2], ("before", "before"), column=5)
    assert "\n\n" in text[text.index("近日") : text.index("让守信")]
    assert bodies(text) == [squeezed(story.text) for story in stories[:2]]


def test_a_pull_quote_that_repeats_an_article_belongs_to_no_body(stories, page, typeset):
    quote = (
        "截至2023年底，全市登记社会组织8126家，比上年增加415家，其中社会团体3010家、社会服务机构4988家、基金会128家。"
    )
    text = page(stories[:3], ("before", "after", "before")) + "\n" + "\n".join(typeset(quote, 18))
    assert bodies(text) == [squeezed(story.text) for story in stories[:3]]
    assert len(plain.cuts(text)) == 3


def test_a_pull_quote_right_under_a_headline_is_told_by_its_indent(stories, page, typeset):
    quote = typeset("参加年检的社会组织总资产达到96.4亿元，从业人员7.3万人。", 12)
    text = page(stories[:3], ("after", "after", "end")).rstrip() + "\n " + "\n".join(quote)
    cuts = plain.cuts(text)
    assert [cut.title for cut in cuts] == expected_titles(stories[:3])
    assert bodies(text) == [squeezed(story.text) for story in stories[:3]]


def test_a_short_quote_under_an_article_costs_no_headline(stories, page):
    text = page(stories[:3], ("after", "end", "before"))
    last = "让守信的社会组织得到更多支持。"
    wrapped = text[: text.index(stories[0].head[0])].rstrip()
    assert squeezed(wrapped).endswith(last)
    text = text.replace(wrapped, f"{wrapped}\n“登记管理机关对12家长期不开展活动的社会组织”", 1)
    assert [cut.title for cut in plain.cuts(text)] == expected_titles(stories[:3])
    assert bodies(text) == [squeezed(story.text) for story in stories[:3]]


@pytest.mark.parametrize("jump", ["（上接 01 版）", "（下转 03 版）", "（紧接第一版）", "上接A2版"])
def test_a_jump_line_parts_two_articles_and_is_in_neither(jump, stories, page):
    first = page(stories[:1], ("after",))
    text = f"{first}\n{jump}\n\n{page(stories[1:3], ('end', 'before'))}"
    assert bodies(text) == [squeezed(story.text) for story in stories[:3]]
    assert not any("版" in body for body in bodies(text))


def test_the_source_line_under_an_article_names_its_source(stories, page):
    text = f"{page(stories[:1], ('before',))}\n（据临江市民政局官网）\n\n{page(stories[1:3], ('before', 'before'))}"
    assert [cut.source for cut in plain.cuts(text)] == ["临江市民政局官网", None, None]


def test_a_by_line_and_the_page_s_furniture_are_in_no_body(stories, page):
    rest = page(stories[1:3], ("before", "before"))
    text = f"02 要闻\n\n{page(stories[:1], ('before',))}\n本报记者 陈一鸣 李小禾\n\n{rest}"
    assert bodies(text) == [squeezed(story.text) for story in stories[:3]]


def test_an_article_without_any_headline_stays_an_article(stories, page):
    text = page(stories[:3], ("after", "none", "before"))
    assert [cut.title for cut in plain.cuts(text)] == [" ".join(stories[0].head), None, stories[2].head[0]]


def test_a_headline_s_wrap_inside_a_word_leaves_no_blank(stories, page):
    text = page(stories[:2], ("before", "before")).replace(
        "白河县为留守儿童配齐村级儿童主任", "白河县为留守儿\n童配齐村级儿童主任"
    )
    assert plain.cuts(text)[1].title == "白河县为留守儿童配齐村级儿童主任"


def test_a_wrapped_notice_is_one_document(typeset):
    notice = (
        "临民发〔2024〕7号\n临江市民政局关于做好社会组织年检工作的通知\n各区县民政局：\n"
        "为加强社会组织监督管理，现就做好年度检查工作通知如下。\n一、年检对象\n2023年6月30日前登记的社会组织应当参加年检。\n"
        "二、年检时间\n从3月1日开始，到5月31日结束，逾期不参加的按规定处理。\n三、工作要求\n各地要高度重视，落实责任，按时完成任务。\n"
        "临江市民政局\n2024年2月20日"
    )
    wrapped = "\n".join(line for paragraph in notice.split("\n") for line in typeset(paragraph, 13))
    assert len(plain.cuts(wrapped)) == 1


def test_the_labelled_pages_are_cut_as_their_readers_did(shared):
    found = total = titled = titles = 0
    for folder in (shared / "gold" / "pages", shared / "gold" / "dev"):
        for label in sorted((folder / "labels").glob("*page*.json")):
            text = json.loads((folder / "docs" / label.name).read_text(encoding="utf-8"))["text"]
            cuts = plain.cuts(text)
            taken = [{at for span in cut.body for at in range(*span)} for cut in cuts]
            for article in json.loads(label.read_text(encoding="utf-8"))["articles"]:
                want = {at for span in article["body"] for at in range(*span)}
                best = max(range(len(cuts)), key=lambda index: len(want & taken[index]) / len(want | taken[index]))
                found += len(want & taken[best]) / len(want | taken[best])
                total += 1
                if article["title"]:
                    titles += 1
                    titled += squeezed(article["title"]) == squeezed(cuts[best].title or "")
    assert found / total >= 0.999
    assert titled / titles >= 0.95


def test_offsets_are_those_of_the_input(stories, page):
    text = page(stories[:3], ("before", "after", "end"))
    document = read(Raw(data=text.encode(), name="page.txt"))
    assert document.text == text
    for article in document.articles:
        (start, end) = article.body[0]
        assert article.passage.span(0, len(article.text)) == (start, end)
        assert squeezed(article.text) == squeezed(text[start:end])
