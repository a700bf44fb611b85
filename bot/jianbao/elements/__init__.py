"""公文要素: what GB/T 9704-2012 sets round a document's text, and what a careful reader notes beside the figures.

Place, issuer, 发文字号, date, cited documents and deadlines of an article, each read by one module of this package.
"""

from dataclasses import replace

from jianbao.elements.cited import cited
from jianbao.elements.deadlines import deadlines
from jianbao.elements.doc_number import doc_number
from jianbao.elements.issuer import issuer
from jianbao.elements.published import published
from jianbao.elements.region import region
from jianbao.elements.sheet import sheet
from jianbao.model import Article, Document

__all__ = ["complete"]


def complete(article: Article, document: Document) -> Article:
    """Fill in what *article* does not know yet; what the page's metadata said before stays.

    Args:
        article: With its title and passage.
        document: What the article was taken from. Where it is the only article, the text round its body is read as
            well: number and date often stand outside of it.
    """
    page = sheet(article, document)
    date = article.published or published(page)
    body = article.issuer or issuer(page)
    return replace(
        article,
        issuer=body,
        published=date,
        doc_number=article.doc_number or doc_number(page),
        region=article.region or region(page, body),
        cited=article.cited or cited(page.text),
        deadlines=article.deadlines or deadlines(page.text, date),
    )
