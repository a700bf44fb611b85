"""What people at the bot's door and at its buttons leave behind, as tables; see ``tables`` for all the rest."""

from sqlalchemy import Boolean, Column, Integer, Table, Text

from jianbao.store.columns import Moment, Words
from jianbao.store.naming import metadata

kept_wish = Table(  # what buttons and links name
    "kept_wish",
    metadata,
    Column("name", Text, primary_key=True),
    Column("topic", Words, nullable=False),
    Column("region", Words, nullable=False),
    Column("issuer", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("figures", Boolean, nullable=False),
    Column("keywords", Words, nullable=False),
    Column("created", Moment, nullable=False),
)

question = Table(  # what somebody was asked, and answers with their next words
    "question",
    metadata,
    Column("address", Text, primary_key=True),
    Column("thread", Integer, primary_key=True, autoincrement=False),  # 0 for none
    Column("person", Text, primary_key=True),
    Column("about", Text, nullable=False),  # data of the button that asked
    Column("asked", Moment, nullable=False),
)

invitation = Table(
    "invitation",
    metadata,
    Column("token", Text, primary_key=True),
    Column("uses", Integer, nullable=False),  # that are left
    Column("until", Moment, nullable=False),
)

guest = Table(  # people whom an invitation has let in
    "guest",
    metadata,
    Column("person", Text, primary_key=True),  # Telegram's id of a user
    Column("token", Text, nullable=False),
    Column("since", Moment, nullable=False),
)
