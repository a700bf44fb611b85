"""Sources as OPML 2.0, the format in which feed readers exchange what they follow.

Feeds are what OPML knows: ``type="rss" xmlUrl="…"``. List pages and what only we know of a source stand in attributes
of a namespace of our own, which other programs leave alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from lxml import etree

from jianbao.errors import ReadError
from jianbao.model import Source, SourceKind
from jianbao.settings.schema import web_address

_OURS = "https://jianbao.example/opml"
_MARK = f"{{{_OURS}}}"
_UNITS = ((86400, "d"), (3600, "h"), (60, "m"), (1, "s"))


def write(sources: Iterable[Source]) -> bytes:
    """Return *sources* as OPML, an outline for each region; folders are our own and left out."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"jianbao": _OURS})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "jianbao"
    body = etree.SubElement(root, "body")
    regions: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if source.url:
            regions[source.region or ""].append(source)
    for region, members in regions.items():
        outline = etree.SubElement(body, "outline", {"text": region or "—"})
        for source in members:
            etree.SubElement(outline, "outline", _attributes(source))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _attributes(source: Source) -> dict[str, str]:
    feed = source.kind is SourceKind.FEED
    ours = {
        "kind": str(source.kind),
        "region": source.region,
        "issuer": source.issuer,
        "selector": source.entry_selector,
        "interval": _interval(source.interval),
        "rhythm": _interval(source.rhythm) if source.rhythm else None,
        "topics": " ".join(source.topics) or None,
    }
    known = {"text": source.name, "type": "rss" if feed else "link", "xmlUrl" if feed else "url": source.url or ""}
    return known | {_MARK + name: value for name, value in ours.items() if value}


def read(data: bytes, name: str) -> str:
    """Return the sources of an OPML file as TOML, in the form of ``config/sources/*.toml``.

    Args:
        data: The file.
        name: For messages.

    Raises:
        ReadError: It is no OPML, or lists nothing that can be followed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{name} is no OPML: {error}") from error
    if root.tag != "opml":
        raise ReadError(f"{name} is no OPML: its root is <{root.tag}>")
    entries = list(_entries(root))
    if not entries:
        raise ReadError(f"{name} lists no feed and no page that could be followed")
    return "\n".join(entries)


def _entries(root: etree._Element) -> Iterator[str]:
    names: set[str] = set()
    for outline in root.iter("outline"):
        feed, page = outline.get("xmlUrl"), outline.get("url")
        kind = outline.get(f"{_MARK}kind") or ("feed" if feed else "list")
        address = feed or (page if outline.get(f"{_MARK}kind") else None)
        if address and _is_web(address):
            title = " ".join((outline.get("text") or outline.get("title") or address).split())[:190]
            number = next(n for n in range(1, len(names) + 2) if _numbered(title, n) not in names)
            names.add(_numbered(title, number))
            yield _entry(outline, _numbered(title, number), kind, address)


def _numbered(title: str, number: int) -> str:
    return title if number == 1 else f"{title} ({number})"


def _is_web(address: str) -> bool:
    try:
        return bool(web_address(address))
    except ValueError:
        return False


def _entry(outline: etree._Element, name: str, kind: str, address: str) -> str:
    ours = {key: outline.get(_MARK + key) for key in ("region", "issuer", "interval", "rhythm")}
    lines = {"name": name, "kind": kind, "url": address, **ours, "entry_selector": outline.get(f"{_MARK}selector")}
    said = [f"{key} = {quoted(value)}" for key, value in lines.items() if value]
    topics = (outline.get(f"{_MARK}topics") or "").split()
    said += [f"topics = [{', '.join(map(quoted, topics))}]"] if topics else []
    return "\n".join(["[[source]]", *said, "verified = false", ""])


def quoted(text: str) -> str:
    """Return *text* as TOML writes it."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _interval(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    return next(f"{seconds // size}{unit}" for size, unit in _UNITS if seconds % size == 0)
