"""One alert for a document that many sites repost, and two for two documents that were written after one model."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jianbao.model import Article, Channel, Document, Passage, Span
from jianbao.store import likeness

BODY = (
    "近日，临江市民政局发布2023年度社会组织年度检查结论。截至2023年底，全市登记社会组织8126家，其中社会团体3011家、"
    "社会服务机构5002家、基金会113家。参加年检的社会组织7985家，年检合格7420家，基本合格398家，不合格167家。"
    "市民政局要求，年检基本合格和不合格的社会组织应当在三个月内完成整改，并向登记管理机关报送整改报告。"
    "对连续两年未参加年检的社会组织，将依法列入活动异常名录。下一步，市民政局将会同业务主管单位加强日常监管，"
    "推动社会组织规范运行，更好服务全市经济社会发展大局。"
)
NOTICE = (
    "各县（市、区）民政局：为做好2024年度困难群众救助工作，现就有关事项通知如下。一、准确认定救助对象。"
    "各地要按照规定的程序和条件，把符合条件的困难群众全部纳入救助范围，做到应保尽保。二、按时足额发放资金。"
    "各地要在每月10日前完成救助资金发放，不得截留、挤占、挪用。三、加强监督检查。市民政局将适时开展专项检查，"
    "对工作不力的予以通报。请各地于6月30日前将落实情况报送市民政局社会救助科。"
)
REPOSTS = {
    "the same": (BODY, BODY),
    "other blanks": (BODY, "　　" + BODY.replace("。", "。\n\n　　")),
    "a line with source and editor": (BODY, f"来源：临江市民政局官网\n{BODY}\n责任编辑：小王"),
    "a headline that runs into the text": (BODY, f"临江市公布年检结论{BODY}"),
    "a lead of the paper": (BODY, f"社会组织发展得怎么样？最新数据来了。{BODY}"),
    "a shortened end": (BODY, BODY[: BODY.index("下一步")]),
    "an appeal at the end": (NOTICE, f"{NOTICE}请扫码关注“临江民政”微信公众号，获取更多信息。"),
    "furniture at both ends of both": (f"来源：甲网。{BODY}编辑：甲。", f"转自：乙网。{BODY}编辑：乙。"),
}
LOOKALIKES = {
    "another city": (BODY, BODY.replace("临江市", "海州市")),
    "another year": (BODY, BODY.replace("2023", "2022")),
    "one other number": (BODY, BODY.replace("398", "389")),
    "another beginning to the same model": (f"准予甲协会成立登记。{NOTICE}", f"准予乙协会成立登记。{NOTICE}"),
    "another end to the same model": (f"{NOTICE}临江市民政局2024年5月1日。", f"{NOTICE}海州市民政局2024年5月1日。"),
    "another deadline": (NOTICE, NOTICE.replace("6月30日", "7月30日")),
    "one paragraph in common": (BODY[:160] + NOTICE, BODY[:160] + "另有其他工作安排，见后。" * 12),
    "two subjects": (BODY, NOTICE),
}


@pytest.mark.parametrize("pair", REPOSTS.values(), ids=REPOSTS)
def test_a_repost_is_known_however_it_is_dressed(pair):
    one, other = map(likeness.sentences, pair)
    assert likeness.same(one, other)
    assert likeness.same(other, one)
    assert len(set(likeness.anchors(one)) & set(likeness.anchors(other))) >= likeness.SHARED


@pytest.mark.parametrize("pair", LOOKALIKES.values(), ids=LOOKALIKES)
def test_texts_after_one_model_stay_two(pair):
    one, other = map(likeness.sentences, pair)
    assert not likeness.same(one, other)
    assert not likeness.same(other, one)


def publish(town, news, text, key):
    article = Article(title=news.title, body=(Span(0, len(text)),), passage=Passage.whole(text))
    return town.store.documents.commit(
        Document(id=key, text=text, articles=(article,)),
        source=key,
        key=key,
        alerts=[news],
        shapes={Channel.TELEGRAM: lambda each: (each.title,)},
        now=town.now,
        texts={news.id: text},
    )


def test_twenty_sites_that_repost_a_document_make_one_alert(town, make_alert):
    town.subscriber()
    assert publish(town, make_alert("a"), BODY, "a").alerts == 1
    for number in range(20):
        text = f"来源：第{number}网\n{BODY}\n编辑：{number}号"
        assert publish(town, make_alert(f"r{number}"), text, f"r{number}").alerts == 0
    assert town.store.outbox.owed() == 1
    assert town.store.documents.counts()["sightings"] == 21
    assert publish(town, make_alert("b"), LOOKALIKES["another city"][1], "b").alerts == 1


def test_another_document_number_is_another_document(town, make_alert):
    first, second = make_alert("a"), make_alert("b")
    publish(town, replace(first, doc_number="临民发〔2024〕1号"), NOTICE, "a")
    assert publish(town, replace(second, doc_number="临民发〔2024〕2号"), f"{NOTICE}\n编辑：甲", "b").alerts == 1


def test_what_comes_months_later_is_told_again(town, make_alert):
    publish(town, make_alert("a"), BODY, "a")
    town.later(timedelta(days=100))
    assert publish(town, make_alert("b"), f"{BODY}\n编辑：甲", "b").alerts == 1
