"""One reader over a folder of pages, in an interpreter of its own: called by ``reading.py``, which compares them.

``python reading_worker.py READER FOLDER ROUNDS`` prints one JSON object: what was read of each file of FOLDER, how many
files a second of the last round, and the memory of the process. It needs nothing but the reader that it is asked for.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

Found = dict[str, Any]
Reader = Callable[[bytes, str], Found]


def jianbao() -> Reader:
    """Return our own reader of articles, with 公文要素; it is the only one that decodes by itself."""
    from jianbao import elements  # noqa: PLC0415  # each process imports one reader
    from jianbao.read import Raw, read  # noqa: PLC0415
    from jianbao.record import document_record  # noqa: PLC0415

    def one(data: bytes, name: str) -> Found:
        document = read(Raw(data=data, name=name))
        known = tuple(elements.complete(article, document) for article in document.articles)
        articles = document_record(replace(document, articles=known))["articles"]
        best: Found = max(articles, key=lambda article: sum(end - start for start, end in article["body"]), default={})
        return best | {"body": "".join(document.text[start:end] for start, end in best.get("body", ()))}

    return one


def jianbao_lists() -> Reader:
    """Return our own reader of lists."""
    from jianbao.read import Raw, read_list  # noqa: PLC0415

    def one(data: bytes, name: str) -> Found:
        entries = read_list(Raw(data=data, name=name))
        return {"entries": [{"title": entry.title, "url": entry.url, "date": entry.date} for entry in entries]}

    return one


def readability() -> Reader:
    """Return readability-lxml; it gives markup, of which the words count, and no date."""
    from lxml import html  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    def one(data: bytes, _: str) -> Found:
        document = Document(data.decode())
        return {"title": document.short_title(), "body": html.fromstring(document.summary()).text_content()}

    return one


def trafilatura() -> Reader:
    """Return trafilatura as it comes, with metadata and without comments."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    def one(data: bytes, _: str) -> Found:
        found = bare_extraction(data.decode(), with_metadata=True, include_comments=False)
        return {"title": found.title, "published": found.date, "body": found.text} if found else {}

    return one


def gne() -> Reader:
    """Return GeneralNewsExtractor as it comes."""
    from gne import GeneralNewsExtractor  # noqa: PLC0415

    extractor = GeneralNewsExtractor()

    def one(data: bytes, _: str) -> Found:
        found = extractor.extract(data.decode())
        return {"title": found["title"], "published": found["publish_time"], "body": found["content"]}

    return one


def gerapy() -> Reader:
    """Return the list reader of gerapy-auto-extractor; it gives no dates."""
    from gerapy_auto_extractor.extractors.list import extract_list  # noqa: PLC0415

    return lambda data, _: {"entries": extract_list(data.decode(), base_url="")}


READERS = {
    "jianbao": (jianbao, "jianbao"),
    "jianbao lists": (jianbao_lists, "jianbao"),
    "readability-lxml": (readability, "readability-lxml"),
    "trafilatura": (trafilatura, "trafilatura"),
    "gne": (gne, "gne"),
    "gerapy-auto-extractor": (gerapy, "gerapy-auto-extractor"),
}


def resident() -> float:
    """Return the memory of this process now, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def careful(reader: Reader, data: bytes, name: str) -> Found:
    """Return what *reader* finds; what it stumbles over counts as nothing found."""
    try:
        return reader(data, name)
    except Exception as error:  # noqa: BLE001  # a peer may fail in any way, and the others are still compared
        return {"failed": f"{type(error).__name__}: {error}"[:200]}


def main(name: str, folder: Path, rounds: int) -> None:
    """Read all files *rounds* times and print what came of it."""
    make, package = READERS[name]
    reader = make()
    pages = {path.stem: path.read_bytes() for path in sorted(folder.iterdir())}
    found, after_first, took = {}, 0.0, 0.0
    for turn in range(rounds):
        begun = time.process_time()
        found = {stem: careful(reader, data, f"{stem}.html") for stem, data in pages.items()}
        took = time.process_time() - begun
        after_first = after_first if turn else resident()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    about = {"version": version(package), "peak": peak, "growth": resident() - after_first}
    print(json.dumps(about | {"per_second": len(pages) / took, "found": found}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
