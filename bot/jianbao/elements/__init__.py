"""公文要素: what GB/T 9704-2012 sets round a document's text, and what a careful reader notes beside the figures.

Place, issuer, 发文字号, date, cited documents and deadlines of an article, each read by one module of this package.
"""

from dataclasses import replace

from jianbao.elements import cited, deadlines, doc_number, issuer, published, region, sheet
from jianbao.model import Article, Document

__all__ = ["complete"]


def complete(article: Article, document: Document) -> Article:
    """Fill in what *article* does not know yet; what the page's metadata said before stays.

    Args:
        article: With its title and passage.
        document: What the article was taken from. Where it is the only article, the text round its body is read as
            well: number and date often stand outside of it.
    """
    page = sheet.lay_out(article, document)
    date = article.published or published.read(page)
    body = article.issuer or issuer.read(page)
    return replace(
        article,
        issuer=body,
        published=date,
        doc_number=article.doc_number or doc_number.read(page),
        region=article.region or region.read(page, body),
        cited=article.cited or cited.read(page.text),
        deadlines=article.deadlines or deadlines.read(page.text, date),
    )
