"""The kind of source ``gkmlpt``: the platform for 政府信息公开目录 that the authorities of Guangdong publish on."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urljoin

from jianbao import ConfigError, LayoutChanged, Listed, Lister, Page, Source, Web, hookimpl

JIANBAO_HOOKS = 2  # the version that brought what is used here
_SITE = re.compile(r"\bSID\b['\"]?\s*[:=]\s*['\"]?(\d{1,12})")  # a script in each page of the catalogue says it
_CHINA = timezone(timedelta(hours=8))
# When it was published: in seconds since 1970, or written; the first that is there is what readers of the page see.
_MOMENTS = ("display_publish_time", "first_publish_time", "date", "created_at", "create_time")


@hookimpl
def source_kinds() -> list[Lister]:
    """Bring the kind."""
    options = {
        "column": "number of the column, as behind # in the catalogue's address; 0 is everything",
        "site": "number of the site (SID); read from the catalogue's page when it is not given",
    }
    return [Lister(name="gkmlpt", look=look, options=options)]


async def look(source: Source, web: Web) -> list[Listed]:
    """List the newest documents of a column.

    Args:
        source: Its address is that of the catalogue as people see it: ``http://mzj.example.gov.cn/gkmlpt/index``.
        web: How it is asked.
    """
    root, found, _ = (source.url or "").partition("/gkmlpt/")
    if not found:
        raise ConfigError(f"{source.name}: url {source.url} is no catalogue; write one like http://…/gkmlpt/index")
    column, site = _number(source, "column", 0), _number(source, "site", None)
    if site is None:
        site = site_of(await web.get(f"{root}/gkmlpt/index"))
    answer = await web.get_if_changed(f"{root}/gkmlpt/api/all/{column}?page=1&sid={site}")
    return list(documents(answer))


def _number(source: Source, key: str, default: int | None) -> int | None:
    value = source.options.get(key, default)
    if value is not None and (not isinstance(value, int) or value < 0):
        raise ConfigError(f"{source.name}: options.{key} {value!r} is no number of a {key}; write it without quotes")
    return value


def site_of(page: Page) -> int:
    """Return the number of the site to which a page of the catalogue belongs."""
    found = _SITE.search(page.body.decode("utf-8", "replace"))
    if found is None:
        raise LayoutChanged(f"{page.url} does not say the number of its site any more; write it as options.site")
    return int(found[1])


def documents(answer: Page) -> Iterator[Listed]:
    """Yield the documents of a column, as it lists them: newest first."""
    try:
        articles = json.loads(answer.body)["articles"]
    except (ValueError, KeyError, TypeError):
        articles = None
    if not isinstance(articles, list):
        raise LayoutChanged(f"{answer.url} answers with something else than a list of articles; look at it")
    for article in articles:
        if isinstance(article, dict) and (listed := _document(article, answer.url)):
            yield listed


def _document(article: Mapping[str, Any], base: str) -> Listed | None:
    title, address = article.get("title"), article.get("url") or article.get("post_url")
    if not isinstance(title, str) or not title.strip() or not isinstance(address, str):
        return None
    day = next(filter(None, (_day(article.get(name)) for name in _MOMENTS)), None)
    return Listed(title=title, url=urljoin(base, address), date=day)


def _day(moment: object) -> str | None:
    """Return the ISO day, in China, of a moment as the platform writes it; None when it is none."""
    if isinstance(moment, str) and not moment.isdigit():
        written = re.match(r"(\d{4}-\d\d-\d\d)(?!\d)", moment)
        return written[1] if written else None
    try:
        seconds = int(moment) if isinstance(moment, int | str) else 0
        return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date().isoformat() if seconds > 0 else None
    except (OverflowError, OSError, ValueError):
        return None
