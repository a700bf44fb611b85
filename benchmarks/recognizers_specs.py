"""What share of Microsoft Recognizers-Text's Chinese number cases holds for the figures core.

The cases are nobody's here: the script reads them from a folder that it is given; none is part of the repository.
They count bare numbers, ages and temperatures as well, which are no statistics; so three questions are asked:

- reads:  of the numbers in ``Number``, how many have the value that the case says, when their text is read alone
- finds:  in ``PercentModel`` and ``CurrencyModel`` (yuan) and ``DimensionModel``, how many whole cases hold: every
          expected entity with its value, and nothing else of its kind
- silent: of the cases that expect no number, in how many no figure is seen

Usage: ``python benchmarks/recognizers_specs.py FOLDER`` where FOLDER holds ``Number/Chinese`` and
``NumberWithUnit/Chinese``.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jianbao import figures
from jianbao.chinese.forms import plain
from jianbao.chinese.numerals import read_chinese
from jianbao.figures import quantities, units
from jianbao.figures.units import Sort

Case = dict[str, Any]


def _cases(path: Path) -> Iterator[Case]:
    yield from json.loads(path.read_text(encoding="utf-8-sig"))


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-4 * max(1.0, abs(one))


def _read_alone(text: str) -> float | None:
    """Read the text of one number: with a measure word, as the language writes it, or as a bare numeral."""
    narrow = plain(text).replace("，", ",").replace(" ", "")
    negative = narrow.startswith(("-", "负"))
    narrow = narrow.removeprefix("-").removeprefix("负")
    for found in quantities.find(narrow + "个"):
        if not isinstance(found.value, tuple) and found.number == 0:
            return -found.value if negative else found.value
    numeral = read_chinese(narrow)
    if numeral is None or isinstance(numeral.value, tuple):
        return None
    return -numeral.value if negative else numeral.value


def _reads(folder: Path) -> tuple[int, int]:
    right = total = 0
    for case in _cases(folder / "Number/Chinese/NumberModel.json"):
        for entity in case["Results"]:
            total += 1
            value = _read_alone(entity["Text"])
            right += value is not None and _near(float(entity["Resolution"]["value"]), value)
    return right, total


def _holds(case: Case, wanted: list[float], is_kind: Callable[[str], bool]) -> bool:
    found = [item for item in figures.read(case["Input"]).statistics if is_kind(item.unit)]
    values = [float(item.value) for item in found if not isinstance(item.value, tuple)]
    return len(values) == len(wanted) and all(_near(a, b) for a, b in zip(wanted, values, strict=True))


def _percent(folder: Path) -> tuple[int, int]:
    cases = [case for case in _cases(folder / "Number/Chinese/PercentModel.json") if "折" not in case["Input"]]
    kinds = {"%", "百分点", "‰", "千分点"}
    wanted = [[float(entity["Resolution"]["value"].rstrip("%")) for entity in case["Results"]] for case in cases]
    return sum(_holds(case, values, kinds.__contains__) for case, values in zip(cases, wanted, strict=True)), len(cases)


def _with_unit(folder: Path, name: str, sort: Sort, keep: Callable[[Case], bool]) -> tuple[int, int]:
    cases = [case for case in _cases(folder / f"NumberWithUnit/Chinese/{name}.json") if keep(case)]

    def is_kind(unit: str) -> bool:
        return units.sort_of(unit) is sort

    wanted = [[float(entity["Resolution"]["value"] or "nan") for entity in case["Results"]] for case in cases]
    return sum(_holds(case, values, is_kind) for case, values in zip(cases, wanted, strict=True)), len(cases)


def _is_yuan(case: Case) -> bool:
    return all(entity["Resolution"].get("isoCurrency") == "CNY" for entity in case["Results"])


def _silent(folder: Path) -> tuple[int, int]:
    cases = [case for case in _cases(folder / "Number/Chinese/NumberModel.json") if not case["Results"]]
    return sum(not figures.read(case["Input"]).statistics for case in cases), len(cases)


def main(folder: Path) -> None:
    """Print one line a question."""
    rows = {
        "reads  Number": _reads(folder),
        "silent Number": _silent(folder),
        "finds  Percent without 折": _percent(folder),
        "finds  Currency, yuan": _with_unit(folder, "CurrencyModel", Sort.MONEY, _is_yuan),
        "finds  Dimension": _with_unit(folder, "DimensionModel", Sort.PHYSICAL, lambda _: True),
    }
    for name, (right, total) in rows.items():
        print(f"{name:28} {right:4} of {total:4}  {right / total:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
