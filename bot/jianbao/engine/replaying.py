"""Asking plugins about documents that were stored before: after one was mended, brought back or installed."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from jianbao.model import Article
from jianbao.pipeline import alerts_of, texts_of
from jianbao.plugins import Plugins
from jianbao.store import Shapes, Store, Stored

_AT_ONCE = 50  # documents that are held in memory


@dataclass(frozen=True, slots=True)
class Replayed:
    """How far it is: documents that were asked about, those that are read otherwise now, and what is owed."""

    documents: int = 0
    changed: int = 0
    alerts: int = 0
    deliveries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayer:
    """Replays.

    Attributes:
        store: Where the documents are.
        plugins: Who is asked.
        only: Names of those who are asked; None for all.
        shapes: The channels that are served.
        clock: Now, UTC.
    """

    store: Store
    plugins: Plugins
    only: Collection[str] | None
    shapes: Shapes
    clock: Callable[[], datetime]

    def run(self, since: datetime) -> Iterator[Replayed]:
        """Ask about every document that was stored *since*; yields how far it is after each.

        What is said twice changes nothing: it can be stopped at any moment and begun again.
        """
        done, number = Replayed(), 0
        while found := self.store.replays.after(number, since, _AT_ONCE):
            for stored in found:
                done = self._replay(stored, done)
                yield done
            number = found[-1].number

    def _replay(self, stored: Stored, done: Replayed) -> Replayed:
        old = stored.document
        name = old.url or old.id
        new = replace(old, articles=tuple(self._asked(article, name) for article in old.articles))
        if new == old:
            return replace(done, documents=done.documents + 1)
        commit = self.store.replays.commit(
            stored._replace(document=new),
            alerts=alerts_of(replace(new, source=stored.source)),
            texts=texts_of(new),
            shapes=self.shapes,
            now=self.clock(),
        )
        return Replayed(
            done.documents + 1, done.changed + 1, done.alerts + commit.alerts, done.deliveries + commit.deliveries
        )

    def _asked(self, article: Article, document: str) -> Article:
        """Return *article* with the findings of today; those of plugins that were not asked, or failed, stay."""
        said = [
            each
            for each in self.plugins.ask(replace(article, findings=()), document, self.only)
            if each.trouble is None
        ]
        answered = {each.plugin.name for each in said}
        kept = [finding for finding in article.findings if finding.provenance.split(" ")[0] not in answered]
        findings = [*kept, *(finding for each in said for finding in each.findings)]
        return replace(article, findings=tuple(sorted(findings, key=lambda finding: finding.provenance)))
