"""公文要素: what GB/T 9704-2012 sets round a document's text, and what a careful reader notes beside the figures.

Place, issuer, 发文字号, date, cited documents and deadlines of an article, each read by one module of this package.
"""

from dataclasses import replace

from jianbao.elements import cited, deadlines, doc_number, issuer, published, region, sheet
from jianbao.model import Article, Document

__all__ = ["complete"]

# What a web page has places for beside the text (国办发〔2017〕47号, 政府信息公开 tables), and what must be concluded
# without them; a 发文字号 stands in the text word for word.
_SAID_BY_PAGES = ("issuer", "published")


def complete(article: Article, document: Document) -> Article:
    """Fill in what *article* does not know yet; what the page's metadata said before stays.

    A web page that leaves such a field out may mean it: the day on which a law was adopted is not the day on which a
    site put it online. So what only the running text of a page tells is marked as inferred.

    Args:
        article: With its title and passage.
        document: What the article was taken from. Where it is the only article, the text round its body is read as
            well: number and date often stand outside of it.
    """
    page = sheet.lay_out(article, document)
    date = article.published or published.read(page)
    body = article.issuer or issuer.read(page)
    known = replace(
        article,
        issuer=body,
        published=date,
        doc_number=article.doc_number or doc_number.read(page),
        region=article.region or region.read(page, body),
        cited=article.cited or cited.read(page.text),
        deadlines=article.deadlines or deadlines.read(page.text, date),
    )
    return replace(known, inferred=_inferred(article, known)) if document.page else known


def _inferred(before: Article, after: Article) -> frozenset[str]:
    """Return what only the text has told."""
    return frozenset(name for name in _SAID_BY_PAGES if getattr(after, name) and not getattr(before, name))
