"""Bytes to documents: encodings, pages, feeds, lists, newspaper pages, plain texts."""

from jianbao.read.feed import read_feed
from jianbao.read.kinds import is_readable
from jianbao.read.listing import read_list
from jianbao.read.raw import Entry, Feed, Raw
from jianbao.read.reader import read

__all__ = ["Entry", "Feed", "Raw", "is_readable", "read", "read_feed", "read_list"]
