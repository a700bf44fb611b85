"""What the store keeps, as tables; ``migrations/`` brings a database to this shape.

A name in ``document.source`` and ``seen.source`` is not a foreign key: documents also come from the command line or
from a chat, where no configured source stands behind them.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from jianbao.model import Alert, Check, Deadline, Finding, Link, Span, Value, Watched
from jianbao.store.columns import Moment, Record, Words
from jianbao.store.naming import metadata

source = Table(
    "source",
    metadata,
    Column("name", Text, primary_key=True),
    Column(
        "place", Words, nullable=False
    ),  # kind, address, options: validators and history belong to them, not to the name
    Column("selector", Words),
    Column("interval", Float, nullable=False),  # seconds
    Column("enabled", Boolean, nullable=False),  # false too for one that has left the configuration
    Column("next_due", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("visited", Moment),  # last look
    Column("succeeded", Moment),  # last look that worked
    Column("last_new", Moment),  # last look that brought something
    Column("new_items", Integer, nullable=False),  # since ever
    Column("failures", Integer, nullable=False),  # in a row
    Column("error", Words),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("content_hash", Text),
    Column("watched", Record(Watched)),  # what experience teaches, read and written whole
    Index(None, "next_due"),
)

waiting = Table(  # items that were listed and are not yet safe: a list may push them off its pages meanwhile
    "waiting",
    metadata,
    Column("number", Integer, primary_key=True),  # grows with time: the order in which they are taken in
    Column("source", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("item", Record(dict[str, str | None]), nullable=False),
    Column("since", Moment, nullable=False),
    UniqueConstraint("source", "key"),
)

backfill = Table(
    "backfill",
    metadata,
    Column("source", Text, primary_key=True),
    Column("since", Text, nullable=False),  # ISO day: how far back
    Column("page", Words),  # the next page to be read; NULL when there is none left
    Column("pages", Integer, nullable=False),  # read
    Column("taken", Integer, nullable=False),  # documents
    Column("oldest", Text),  # ISO day of the oldest item met so far
    Column("updated", Moment, nullable=False),
)

seen = Table(
    "seen",
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),  # see sources.fit
    Column("at", Moment, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Words, nullable=False),  # Document.id
    Column("url", Words),
    Column("text", Words, nullable=False),
    Column("fetched", Moment),
    Column("stored", Moment, nullable=False),
    UniqueConstraint("source", "key"),
)

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Words),
    Column("region", Words),
    Column("issuer", Words),
    Column("doc_number", Words),
    Column("published", Words),
    Column("source", Words),
    Column("body", Record(tuple[Span, ...]), nullable=False),  # the passage follows from it and document.text
    Column("cited", Record(tuple[str, ...]), nullable=False),
    Column("deadlines", Record(tuple[Deadline, ...]), nullable=False),
    Column("links", Record(tuple[Link, ...]), nullable=False),
    Column("checks", Record(tuple[Check, ...]), nullable=False),
    Column("findings", Record(tuple[Finding, ...]), nullable=False),
    UniqueConstraint("document_id", "position"),
)

statistic = Table(
    "statistic",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),  # what part_of, from_index, of_index refer to
    Column("quote", Words, nullable=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("value", Record(Value), nullable=False),  # exact, and in the order of the text
    Column("low", Float, nullable=False),  # to search and to draw: the lesser of two, or the only one
    Column("high", Float, nullable=False),
    Column("unit", Words, nullable=False),
    Column("bound", Text, nullable=False),
    Column("indicator", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("direction", Text),
    Column("target", Boolean, nullable=False),
    Column("as_of", Words),
    Column("region", Words),
    Column("part_of", Integer),
    Column("from_index", Integer),
    Column("of_index", Integer),
    Index(None, "indicator", "region"),
)

alert = Table(
    "alert",
    metadata,
    Column("number", Integer, primary_key=True),  # grows with time: the order in which alerts are delivered
    Column("id", Text, nullable=False, unique=True),
    Column("region", Words),
    Column("created", Moment, nullable=False),
    Column("record", Record(Alert), nullable=False),
)

alert_topic = Table(
    "alert_topic",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("alert_number", ForeignKey("alert.number"), primary_key=True, autoincrement=False),
)

sighting = Table(  # the first document and every repost
    "sighting",
    metadata,
    Column("alert_number", ForeignKey("alert.number"), primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("document.id"), primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

rendering = Table(
    "rendering",
    metadata,
    Column("alert_number", ForeignKey("alert.number"), primary_key=True, autoincrement=False),
    Column("channel", Text, primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),  # from 1
    Column("parts", Integer, nullable=False),
    Column("body", Words, nullable=False),
)

subscriber = Table(
    "subscriber",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("address", Words, nullable=False),
    Column("thread", Integer, nullable=False),  # 0 for none: NULLs would not be equal to each other and not unique
    Column("title", Words, nullable=False),
    Column("paused", Words),
    Column("paused_since", Moment),
    Column("created", Moment, nullable=False),
    Column("promise", Text, nullable=False, server_default="never-twice"),
    Column("style", Text, nullable=False, server_default="full"),
    Column("quiet_from", Text),  # HH:MM by its own clock; NULL for no quiet hours
    Column("quiet_to", Text),
    Column("workdays", Boolean, nullable=False, server_default=false()),
    Column("mute_until", Moment),
    Column("zone", Text, nullable=False, server_default=text("''")),
    Column("language", Text, nullable=False, server_default=text("''")),  # chosen by /lang; empty: the client's
    Column("served", Moment),  # its last network call: who has waited longest comes first
    UniqueConstraint("channel", "address", "thread"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subscriber_id", ForeignKey("subscriber.id"), nullable=False),
    Column("topic", Words, nullable=False),  # "" for all, for the same reason as above
    Column("region", Words, nullable=False),
    Column("issuer", Words, nullable=False, server_default=text("''")),
    Column("source", Words, nullable=False, server_default=text("''")),
    Column("figures", Boolean, nullable=False, server_default=false()),
    Column("keywords", Words, nullable=False, server_default=text("''")),
    Column("rhythm", Text, nullable=False, server_default="at-once"),
    Column("mute_until", Moment),  # what it finds before is held back; a day far away: until its reader says so
    Column("ended", Boolean, nullable=False),  # kept: a delivery tells for ever which wish it followed
    Column("asker", Text, nullable=False, server_default=text("''")),  # Telegram's id of whoever made it; "": not known
    Column("halted", Moment),  # ended because its asker was shown out; NULL again when somebody has taken it over
    Column("created", Moment, nullable=False),
)
Index(
    "uq_subscription_wish",
    subscription.c.subscriber_id,
    subscription.c.topic,
    subscription.c.region,
    subscription.c.issuer,
    subscription.c.source,
    subscription.c.figures,
    subscription.c.keywords,
    unique=True,
    sqlite_where=text("NOT ended"),
    postgresql_where=text("NOT ended"),
)

# Written out, not bound: a partial index is used only by a query whose words imply its condition.
OWED = "state IN ('pending', 'failed', 'sending')"

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),  # grows with time; order within a chat
    Column("subscriber_id", ForeignKey("subscriber.id"), nullable=False),
    Column("alert_number", ForeignKey("alert.number"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("subscription_id", ForeignKey("subscription.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),  # network calls begun
    Column("reason", Words),
    Column("next_try", Moment),
    Column("form", Text, nullable=False, server_default=text("''")),  # which of its channel's renderings: ":compact"
    Column("not_before", Moment),  # held back until then: by its subscription's rhythm or its chat's hours
    Column("asked", Boolean, nullable=False, server_default=false()),  # for now and by itself, by a person: /resend
    Column("leased_until", Moment),
    Column("lease", Float, nullable=False),  # seconds, of the last claim: begin() renews it
    Column("message_id", Words),
    Column("sent", Moment),
    Column("begun", Moment),  # the last network call
    Column("repeats", Integer, nullable=False, server_default="0"),  # calls made although an earlier may have arrived
    Column("own_body", Words),  # of a digest, instead of the alert's rendering
    Column("merged_into", Integer),  # the delivery whose digest tells of this one
    UniqueConstraint("subscriber_id", "alert_number", "part"),
    CheckConstraint("state IN ('pending', 'sending', 'sent', 'unknown', 'failed', 'dead', 'merged')", name="state"),
)


def _partial(name: str, condition: str, *columns: Column[Any]) -> Index:
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


_partial("ix_delivery_owed", OWED, delivery.c.subscriber_id, delivery.c.id)
_partial("ix_delivery_leased", "leased_until IS NOT NULL", delivery.c.leased_until)

halt = Table(  # where a channel asked us to wait
    "halt",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("address", Text, primary_key=True),  # "" for the whole channel
    Column("until", Moment, nullable=False),
)

plugin_failure = Table(
    "plugin_failure",
    metadata,
    Column("plugin", Text, primary_key=True),
    Column("hook", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("error", Words, nullable=False),  # the latest, as are the two below
    Column("document", Words),
    Column("at", Moment, nullable=False),
)

plugin_quarantine = Table(  # plugins that are not asked
    "plugin_quarantine",
    metadata,
    Column("plugin", Text, primary_key=True),
    Column("version", Text, nullable=False),  # * for all
    Column("why", Words, nullable=False),
    Column("since", Moment, nullable=False),
)

fingerprint = Table(  # texts that were read and are no news: whatever repeats one of them is a repost
    "fingerprint",
    metadata,
    Column("id", Text, primary_key=True),  # as Alert.id
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

anchor = Table(  # the longest sentences of what was told: reposts share them
    "anchor",
    metadata,
    Column("sentence", BigInteger, primary_key=True, autoincrement=False),  # see likeness.anchors
    Column("alert_number", ForeignKey("alert.number"), primary_key=True, autoincrement=False),
)
