"""What people write, understood: pure decisions about words, without a chat and without a store."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jianbao.chinese.places import NATION, covers, lookup
from jianbao.deliver.telegram.conditions import narrowed, says_nothing, whole, with_words
from jianbao.model import ANYTHING, Narrowing, TooMuchAskedError, Topic

_CHANNEL = re.compile(r"@[A-Za-z]\w{3,31}|-100\d{5,}")
_ENOUGH = 4  # characters of a topic's name that name it when no other begins so: 儿童福利
_NO_LIMIT = frozenset({"全部", "所有", "不限", "全国各地", "all", "any", "everything", "everywhere", "*", NATION})
# A word; phrases in quotes may be part of it, blanks and all: -“社会 招聘”, 发文:"民政部 办公厅"|财政部.
_WORD = re.compile(r"""(?:[^\s,，、;；·“"「]|[“"「][^”"」]{0,99}[”"」])+|[^\s,，、;；·]+""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to hear of. None does not narrow.

    Attributes:
        topic: Topic id.
        region: Full official name.
        channel: ``@name`` or id of the channel that it is for; None for the chat itself.
        narrowing: What else is asked for.
        limitless: True when 全部 or the like was said, so that an empty wish was meant.
    """

    topic: str | None = None
    region: str | None = None
    channel: str | None = None
    narrowing: Narrowing = ANYTHING
    limitless: bool = False

    @property
    def empty(self) -> bool:
        """True when nothing was said about topic or region, nor anything else that narrows."""
        return self.topic is None and self.region is None and self.narrowing == ANYTHING and not self.limitless


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Words that make no wish: the field of :class:`~jianbao.deliver.wording.Words` that says so, and what to fill in.

    Attributes:
        key: Name of the sentence.
        values: For its braces.
        suggestions: What may have been meant.
    """

    key: str
    values: Mapping[str, str]
    suggestions: tuple[str, ...] = ()


def too_much(error: TooMuchAskedError) -> Trouble:
    """Return *error* as what is said of it."""
    if error.word:
        return Trouble(key="word_too_long", values={"word": error.word, "most": str(error.most)})
    return Trouble(key="too_many_words", values={"count": str(error.count), "most": str(error.most)})


_NARROW = str.maketrans("０１２３４５６７８９－", "0123456789-")  # as Chinese keyboards write them


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a message, without the command at its head."""
    words = tuple(_WORD.findall(whole(text.translate(_NARROW))))
    return words[1:] if words and words[0].startswith("/") else words


def read_wish(words: Iterable[str], topics: Sequence[Topic]) -> Wish | Trouble:
    """Return what *words* ask for: topics and places in any order, by any of their names, run together or not.

    Beside a topic, a place or a condition, words that are none of these are what the text must hold; alone, or where
    a topic's name may have been meant, they are not understood.
    """
    wish, others = Wish(), list[Trouble]()
    for word in words:
        try:
            understood = _take(word, wish, topics)
        except TooMuchAskedError as error:
            return too_much(error)
        if isinstance(understood, Wish):
            wish = understood
        elif understood.key == "unknown_word":
            others.append(understood)
        else:
            return understood
    doubtful = [each for each in others if each.suggestions and wish.topic is None]
    if others and (wish.empty or doubtful):
        return (doubtful or others)[0]
    try:
        narrowing = with_words(wish.narrowing, [each.values["word"] for each in others]) if others else wish.narrowing
    except TooMuchAskedError as error:
        return too_much(error)
    return replace(wish, narrowing=narrowing)


def _take(word: str, wish: Wish, topics: Sequence[Topic]) -> Wish | Trouble:
    if _CHANNEL.fullmatch(word):
        return replace(wish, channel=word)
    if word.casefold() in _NO_LIMIT:
        return replace(wish, limitless=True)
    if topic := find_topic(word, topics):
        return _with_topic(wish, topic, topics)
    if place := lookup(word):
        return _with_region(wish, place.name)
    if says_nothing(word):
        return Trouble(key="condition_unfinished", values={"word": word})
    conditions = narrowed(wish.narrowing, word)
    if conditions is not None:
        return replace(wish, narrowing=conditions)
    for topic, rest in _run_together(word, topics):
        if place := lookup(rest):
            about = _with_topic(wish, topic, topics)
            return about if isinstance(about, Trouble) else _with_region(about, place.name)
    return Trouble(key="unknown_word", values={"word": word}, suggestions=similar(word, _names(topics)))


def _with_topic(wish: Wish, topic: Topic, topics: Sequence[Topic]) -> Wish | Trouble:
    if wish.topic in {None, topic.id}:
        return replace(wish, topic=topic.id)
    first = next((each.names.get("zh", each.id) for each in topics if each.id == wish.topic), wish.topic or "")
    return Trouble(key="two_topics", values={"first": first, "second": topic.names.get("zh", topic.id)})


def _with_region(wish: Wish, region: str) -> Wish | Trouble:
    """Add a place; of 福州市 and 鼓楼区 in it, the narrower counts."""
    if wish.region is None or covers(wish.region, region):
        return replace(wish, region=region)
    if covers(region, wish.region):
        return wish
    return Trouble(key="two_places", values={"first": wish.region, "second": region})


def find_topic(word: str, topics: Sequence[Topic]) -> Topic | None:
    """Return the topic called *word*: its id, a name in any language, or its emoji."""
    folded = word.casefold().strip("#")
    begun = [topic for topic in topics if any(name.startswith(word) for name in topic.names.values())]
    for topic in topics:
        if folded in {topic.id.casefold(), topic.emoji, *(name.casefold() for name in topic.names.values())}:
            return topic
    return begun[0] if len(begun) == 1 and len(word) >= _ENOUGH else None


def _run_together(word: str, topics: Sequence[Topic]) -> Iterable[tuple[Topic, str]]:
    """Yield how *word* may be a topic's name and something before or after it: 社会组织北京."""
    for topic in topics:
        for name in topic.names.values():
            if word.startswith(name):
                yield topic, word[len(name) :]
            elif word.endswith(name):
                yield topic, word[: -len(name)]


def _names(topics: Sequence[Topic]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for topic in topics for name in (*topic.names.values(), topic.id)))


def similar(word: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return up to three *names* that *word* may have been meant for."""
    inside = [name for name in names if len(word) > 1 and (word in name or name in word)]
    close = difflib.get_close_matches(word, names, n=3, cutoff=0.5)
    return tuple(dict.fromkeys((*inside, *close)))[:3]
