"""How fast the figures core reads, beside two peers in the same run, and how its time grows with the text.

Peers: ``jionlp`` (money only) and ``recognizers-text-number-with-unit``; install them with
``pip install jionlp recognizers-text-number-with-unit "emoji<2"``. A peer that is missing is said to be missing.

Usage: ``python benchmarks/figures.py FOLDER [--curve growth.png]`` where FOLDER holds texts: ``*.txt``, or ``*.json``
with a field ``text``. Times are medians of five passes on one core.
"""

import argparse
import importlib.util
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from jianbao import figures

_PASSES = 5
_PEER_CHARACTERS = 60_000  # peers that read some ten thousand characters a second get a part of the text
_WORST = {
    "digits": "1",
    "万": "万",
    "numerals": "三千五百",
    "figures, no stop": "社会组织共有12家和",
    "figures, commas": "占5%，",
    "from-to": "从1家增长到2家",
    "parts": "其中1家，",
    "shares": "其中社团1家，占总数的5%，",
    "brackets": "（",
    "quotes": "“",
    "thousands": "1,234,",
    "table rows": "甲\t12\t34\n",
    "years": "2021年",
    "line breaks": "\n",
}
_SIZES = (125_000, 250_000, 500_000, 1_000_000)


def _texts(folder: Path) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return texts + [json.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(folder.glob("*.json"))]


def _rate(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return characters a second, the median of some passes after one that is not counted."""
    size = sum(map(len, texts))
    times = []
    for _ in range(_PASSES + 1):
        start = time.perf_counter()
        for text in texts:
            read(text)
        times.append(time.perf_counter() - start)
    return size / statistics.median(times[1:])


def _jionlp() -> Callable[[str], object]:
    import jionlp  # noqa: PLC0415 - a peer is imported only when it is measured

    return jionlp.ner.extract_money


def _recognizers() -> Callable[[str], object]:
    import recognizers_number_with_unit as peer  # noqa: PLC0415 - likewise
    from recognizers_text import Culture  # noqa: PLC0415 - likewise

    def read(text: str) -> object:
        return [
            peer.recognize_currency(text, Culture.Chinese),
            peer.recognize_dimension(text, Culture.Chinese),
        ]

    return read


def _peers() -> dict[str, Callable[[str], object] | None]:
    found: dict[str, Callable[[str], object] | None] = {}
    for name, load in {"jionlp, money only": _jionlp, "recognizers, currency and dimension": _recognizers}.items():
        try:
            found[name] = load()
        except ImportError:
            found[name] = None
    return found


def _part(texts: Sequence[str], size: int) -> list[str]:
    part: list[str] = []
    for text in texts:
        if sum(map(len, part)) >= size:
            break
        part.append(text)
    return part


def speed(folder: Path) -> None:
    """Print characters a second of the core and of the peers on the same texts, and their ratios."""
    texts = _texts(folder)
    part = _part(texts, _PEER_CHARACTERS)
    ours = _rate(figures.read, texts)
    print(f"{'figures.read, everything':40} {ours:12,.0f} characters/s")
    same = _rate(figures.read, part)
    for name, peer in _peers().items():
        if peer is None:
            print(f"{name:40} not installed")
            continue
        theirs = _rate(peer, part)
        print(f"{name:40} {theirs:12,.0f} characters/s   ours is {same / theirs:.2f} times as fast")


def growth(picture: Path | None) -> None:
    """Print seconds for texts of growing length, the worst that could be thought of, and draw them."""
    curves: dict[str, list[float]] = {}
    for name, unit in _WORST.items():
        seconds = []
        for size in _SIZES:
            text = unit * (size // len(unit))
            start = time.perf_counter()
            figures.read(text)
            seconds.append(time.perf_counter() - start)
        curves[name] = seconds
        last = seconds[-1] / max(seconds[-2], 1e-9)
        print(
            f"{name:18}" + "".join(f"{second:9.3f}" for second in seconds) + f"   last doubling x{last:.2f}", flush=True
        )
    if picture is not None:
        _draw(curves, picture)


def _draw(curves: dict[str, list[float]], picture: Path) -> None:
    import matplotlib as mpl  # noqa: PLC0415 - drawing is optional

    mpl.use("Agg")
    mpl.rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "WenQuanYi Zen Hei", "DejaVu Sans"]
    import matplotlib.pyplot as plt  # noqa: PLC0415 - after the backend is chosen

    figure, axes = plt.subplots(figsize=(8, 5))
    for name, seconds in curves.items():
        axes.loglog(_SIZES, seconds, marker="o", label=name.replace("万", "wan"))
    axes.set_xlabel("characters")
    axes.set_ylabel("seconds")
    axes.set_title("figures.read on the worst texts: time grows with length")
    axes.legend(fontsize=8)
    axes.grid(visible=True, which="both", alpha=0.3)
    figure.tight_layout()
    figure.savefig(picture, dpi=110)


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--curve", type=Path, help="write the growth curve to this PNG")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        parser.error(f"{arguments.folder} is no folder of texts")
    if arguments.curve is not None and importlib.util.find_spec("matplotlib") is None:
        parser.error("--curve draws with matplotlib: pip install matplotlib")
    if not _texts(arguments.folder):
        parser.error(f"{arguments.folder} holds no texts (*.txt, or *.json with a field text)")
    speed(arguments.folder)
    growth(arguments.curve)


if __name__ == "__main__":
    main()
