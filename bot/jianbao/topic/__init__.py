"""What topic plugins share: weighing what an article is about, ranking its figures, quoting its words as facts."""

from jianbao.topic.counted import counted, first_of
from jianbao.topic.facts import Point, announced, distinct, fact, named, points, sentences
from jianbao.topic.lexicon import Lexicon, Weight
from jianbao.topic.ranking import rank

__all__ = [
    "Lexicon",
    "Point",
    "Weight",
    "announced",
    "counted",
    "distinct",
    "fact",
    "first_of",
    "named",
    "points",
    "rank",
    "sentences",
]
