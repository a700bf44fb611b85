"""One article as it was cut out of a text, before its words are read."""

from dataclasses import dataclass

from jianbao.chinese.reflow import reflow
from jianbao.model import Article, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where an article stands in a text, and what stands beside it.

    Attributes:
        title: Headline without line breaks, None when there is none.
        body: The running text, in reading order, without overlap.
        source: Who is named as the source.
        published: ISO date shown beside the text.
    """

    title: str | None
    body: tuple[Span, ...]
    source: str | None = None
    published: str | None = None

    def article(self, text: str) -> Article:
        """Return the article that this is of *text*."""
        return Article(
            title=self.title,
            body=self.body,
            passage=reflow(text, self.body),
            source=self.source,
            published=self.published,
        )
