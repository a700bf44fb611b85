"""Why an alert came: the subscription that it followed, and what its topics rest on."""

from jianbao.deliver.clean import clean
from jianbao.deliver.telegram.names import Names, wish_of
from jianbao.deliver.telegram.reply import Reply, fill
from jianbao.deliver.wording import Words
from jianbao.model import Alert, Finding, Subscriber, Subscription
from jianbao.store import Store


class Reasons:
    """Answers ``/why``.

    Args:
        store: Which message followed which subscription.
        names: Of topics and wishes.
    """

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names

    def why(self, subscriber: Subscriber, message_id: int | None, words: Words) -> Reply:
        """Say why the alert of a message came to *subscriber*; the latest one when *message_id* is None."""
        asked = self._store.ledger.asked_by(subscriber.id, None if message_id is None else str(message_id))
        if asked is None:
            return Reply(words.why_none)
        return self.of(*asked, words)

    def of(self, alert: Alert, subscription: Subscription, words: Words) -> Reply:
        """Say which rule brought *alert*, and what its topics rest on."""
        rule = fill(words.why_rule, wish=self._names.wish(wish_of(subscription), words))
        topics = (self._topic(finding, words) for finding in alert.findings)
        return Reply("\n".join((fill(words.why, title=clean(alert.title)), rule, *topics)))

    def _topic(self, finding: Finding, words: Words) -> str:
        return fill(
            words.why_score,
            topic=self._names.topic(finding.topic, words),
            score=round(100 * finding.score),
            reasons="、".join(finding.reasons),
            provenance=finding.provenance,
        )
