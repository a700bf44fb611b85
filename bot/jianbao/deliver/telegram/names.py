"""What people are told that they asked for: topics, places and conditions by the names that they know."""

from collections.abc import Iterator, Mapping

from jianbao.deliver.shape import name as name_of
from jianbao.deliver.telegram.commands import Wish
from jianbao.deliver.wording import Words
from jianbao.model import ANYTHING, Narrowing, Subscription, Topic

# As people call them, in the usual order; lookup() knows their full names.
PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 "
    "广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
).split()


class Names:
    """Names in the language of whoever asks.

    Args:
        topics: By id.
    """

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        self._topics = topics

    def topic(self, topic: str | None, words: Words) -> str:
        """Return the name of a topic, of all when None; its id when its plugin is gone."""
        if topic is None:
            return words.all_topics
        return name_of(self._topics[topic], words) if topic in self._topics else topic

    def wish(self, wish: Wish, words: Words) -> str:
        """Return a wish with all its conditions."""
        name = words.wish.format(topic=self.topic(wish.topic, words), region=wish.region or words.everywhere)
        return " · ".join((name, *_conditions(wish.narrowing, words)))


def wish_of(subscription: Subscription) -> Wish:
    """Return what a subscription asks for."""
    return Wish(topic=subscription.topic, region=subscription.region, narrowing=subscription.narrowing)


def means(wish: Wish, subscription: Subscription) -> bool:
    """Say whether *wish* names *subscription*: what it leaves open matches anything."""
    place = wish.topic in {None, subscription.topic} and wish.region in {None, subscription.region}
    return place and wish.narrowing in {ANYTHING, subscription.narrowing}


def _conditions(narrowing: Narrowing, words: Words) -> Iterator[str]:
    if narrowing.issuer:
        yield words.wish_issuer.format(name=narrowing.issuer)
    if narrowing.source:
        yield words.wish_source.format(name=narrowing.source)
    if narrowing.figures:
        yield words.wish_figures
    if narrowing.keywords:
        yield str(narrowing.keywords)
