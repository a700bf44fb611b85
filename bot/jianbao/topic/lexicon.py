"""A topic's words, and how much an article is about them rather than just naming them.

A headline says what a text is about, its first sentence nearly always, a numbered heading often; a mere mention
stands somewhere in the middle, once. So a word weighs differently by where it stands, and how much of a text is about
the topic is measured by the share of its characters that belong to the topic's words.
"""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Any

from jianbao.model import Article

_SURE_LEAD = 60  # characters of running text that say what it is about
_LEAD = 130  # and up to here less and less
_HEADING = re.compile(
    r"(?:^|(?<=[\n 　]))(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、](?![0-9]))"
    r"[^\n。：:，]{2,30}"
)
_FURNITURE = re.compile(  # a line that is no running text: number, addressee, source, date
    r"(?m)^(?:[^\n]{0,60}[〔\[（(][0-9]{4}[〕\]）)][^\n]{0,12}号|[各有][^\n]{1,90}[:：]|"
    r"(?:来源|发布时间|时间|作者)[^\n]{0,60})$"
)
_REPORT_SECTIONS, _REPORT_LENGTH = 8, 3000  # headings and characters from which a text reports on several subjects

_TITLE_SHARE, _HEADING_SHARE, _SECTION_SHARE = 0.6, 0.35, 0.6
_LEAD_SHARE, _LEAD_ALONE_SHARE = 0.45, 0.6  # without a headline the lead has to say it
_FULL_DENSITY = 0.10  # of all characters: a text in which every tenth one is the topic's own speaks of nothing else
_DENSITY_SHARE = 0.6
_SENTENCE = re.compile(r"[。；\n]")
_SHORTEST_SENTENCE = 3  # characters
_FULL_SPREAD = 0.4  # of the sentences: what only one item of many speaks of is not what the text is about
_SILENT_TITLE = 0.9  # factor when there is a headline and it does not name the topic


@dataclass(frozen=True, slots=True)
class Weight:
    """How much an article is about a topic.

    Attributes:
        score: 0 to 1.
        about: True when the score reaches the topic's threshold.
        reasons: The words that decided, the heaviest first.
    """

    score: float
    about: bool
    reasons: tuple[str, ...]


class Lexicon:
    """The words of ``lexicon.toml``, read when they are first needed.

    The file holds ``threshold`` (score from which an article is about the topic), ``[terms]`` (word = weight between 0
    and 1, how surely it means the topic), ``masks`` (patterns of contexts in which a word does not count), and whatever
    else the plugin keeps there (:attr:`data`).
    """

    def __init__(self, package: str, name: str = "lexicon.toml") -> None:
        self._package = package
        self._name = name

    @cached_property
    def data(self) -> dict[str, Any]:
        """The file as it is."""
        return tomllib.loads(resources.files(self._package).joinpath(self._name).read_text(encoding="utf-8"))

    def words(self, key: str) -> tuple[str, ...]:
        """Return the list of words that the file keeps under *key*."""
        return tuple(self.data[key])

    @cached_property
    def terms(self) -> dict[str, float]:
        """Weight by word."""
        return {str(word): float(weight) for word, weight in self.data["terms"].items()}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(word) for word in sorted(self.terms, key=len, reverse=True)))

    @cached_property
    def _masks(self) -> re.Pattern[str] | None:
        masks = self.words("masks") if "masks" in self.data else ()
        return re.compile("|".join(masks)) if masks else None

    def find(self, text: str) -> list[tuple[int, str]]:
        """Return where *text* uses which of the words, outside of masked contexts."""
        shown = self._masks.sub(lambda found: " " * len(found.group()), text) if self._masks else text
        return [(found.start(), found.group()) for found in self._pattern.finditer(shown)]

    def weigh(self, article: Article) -> Weight:
        """Say how much *article* is about the topic."""
        title, text = article.title or "", article.text
        everywhere, in_title = self.find(text), self.find(title)
        in_lead = self.find(_lead(text, title))
        own = sum(len(word) * self.terms[word] for _, word in everywhere)
        said_first = _TITLE_SHARE * self._best(in_title) + (_LEAD_SHARE if title else _LEAD_ALONE_SHARE) * self._best(
            in_lead
        )
        said_later = self._headings(text) + _DENSITY_SHARE * min(1.0, own / max(1, len(text)) / _FULL_DENSITY)
        if not said_first and not _is_report(text):
            said_later *= min(1.0, self._spread(text) / _FULL_SPREAD)
        score = said_first + said_later
        if title and not in_title and not _is_report(text):
            score *= _SILENT_TITLE
        score = round(min(1.0, score), 3)
        return Weight(score, score >= self.data["threshold"], self._reasons(in_title, in_lead, everywhere))

    def _headings(self, text: str) -> float:
        headings = _HEADING.findall(text)
        share = _SECTION_SHARE if _is_report(text) else _HEADING_SHARE
        return share * max((self.terms[word] for heading in headings for _, word in self.find(heading)), default=0.0)

    def _spread(self, text: str) -> float:
        """Return in which share of its sentences *text* uses the words."""
        sentences = [sentence for sentence in _SENTENCE.split(text) if len(sentence) > _SHORTEST_SENTENCE]
        return sum(bool(self.find(sentence)) for sentence in sentences) / max(1, len(sentences))

    def _best(self, found: list[tuple[int, str]]) -> float:
        """Return the weight of the heaviest word; behind the first words it fades out."""
        fade = _LEAD - _SURE_LEAD
        return max((self.terms[word] * min(1.0, (_LEAD - at) / fade) for at, word in found if at < _LEAD), default=0.0)

    def _reasons(self, *places: list[tuple[int, str]]) -> tuple[str, ...]:
        weighed: Counter[str] = Counter()
        for factor, found in zip((3, 2, 1), places, strict=True):
            for word, count in Counter(word for _, word in found).items():
                weighed[word] += round(100 * factor * self.terms[word] * min(count, 5))
        return tuple(word for word, _ in weighed.most_common(5))


def _is_report(text: str) -> bool:
    """Tell whether *text* is long and divided: a bulletin is about each of its sections."""
    return len(text) >= _REPORT_LENGTH and len(_HEADING.findall(text)) >= _REPORT_SECTIONS


def _lead(text: str, title: str) -> str:
    """Return the beginning of the running text, without the title, number and addressee that may stand before it."""
    lines = _FURNITURE.sub("", text[:1000]).split("\n")
    return "\n".join(line for line in lines if line.strip() and line.strip() not in title)[:_LEAD]
