"""All catalogues say the same things in every language, with the same blanks to fill, and nothing that nobody says."""

import re
import string
from collections.abc import Mapping
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from babel import Locale

import jianbao.deliver
from jianbao.deliver.counted import Counted, number
from jianbao.deliver.wording import EN, ZH

HOUSE = Path(jianbao.deliver.__file__).parent
CATALOGUE = re.compile(r"^ZH = \w+\(", re.MULTILINE)
MODULES = sorted(path.stem for path in HOUSE.glob("*.py") if CATALOGUE.search(path.read_text()))
FOUND = [(name, import_module(f"jianbao.deliver.{name}")) for name in MODULES]
PAIRS = [(f"{name}.{each.name}", had.ZH, had.EN, each.name) for name, had in FOUND for each in fields(had.ZH)]
SENTENCES = pytest.mark.parametrize(
    ("chinese", "english", "key"), [each[1:] for each in PAIRS], ids=[p[0] for p in PAIRS]
)


def forms(value):
    """All texts of a value of a catalogue."""
    match value:
        case Counted():
            return [form for form in (value.one, value.other) if form]
        case Mapping():
            return list(value.values())
        case tuple():
            return list(value)
    return [value]


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_catalogues_are_found():
    assert {"wording", "owed_words", "source_words", "hours_words"} <= set(MODULES)


@SENTENCES
def test_a_sentence_has_the_same_blanks_in_every_language(chinese, english, key):
    first, second = getattr(chinese, key), getattr(english, key)
    assert type(first) is type(second)
    if isinstance(first, Mapping):
        assert list(first) == list(second)
        assert {name: blanks(text) for name, text in first.items()} == {n: blanks(t) for n, t in second.items()}
    elif isinstance(first, Counted):
        assert blanks(first.other) == blanks(second.other)
        assert blanks(second.one) | {"count"} <= blanks(second.other)
    else:
        assert [blanks(text) for text in forms(first)] == [blanks(text) for text in forms(second)]


@SENTENCES
def test_a_number_has_every_form_that_its_language_tells_apart(chinese, english, key):
    for language, value in (("zh", getattr(chinese, key)), ("en", getattr(english, key))):
        if isinstance(value, Counted):
            assert value.language == language
            needed = {*Locale.parse(language).plural_form.tags, "other"}
            assert {name for name in ("one", "other") if getattr(value, name)} == needed


@SENTENCES
def test_no_sentence_is_empty_or_left_in_the_other_language(chinese, english, key):
    assert all(forms(getattr(chinese, key))[1:])
    if isinstance(getattr(english, key), str):
        assert getattr(chinese, key)
        assert getattr(english, key)


def test_every_sentence_is_said_somewhere():
    code = "\n".join(path.read_text() for path in HOUSE.rglob("*.py"))
    said = set(re.findall(r"\.(\w+)\b|\"(\w+)\"", code))
    names = {name for pair in said for name in pair}
    assert [label for label, *_, key in PAIRS if key not in names] == []


@SENTENCES
def test_every_sentence_of_the_bot_is_html_that_telegram_takes(chinese, english, key, telegram_parse):
    for words in (chinese, english):
        for text in filter(None, forms(getattr(words, key))):
            telegram_parse(text)


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_commands_are_described_within_telegrams_limits(words):
    assert list(words.commands) == list(ZH.commands)
    assert all(3 <= len(text) <= 256 for text in words.commands.values())
    assert len(words.description) <= 512
    assert len(words.short_description) <= 120


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 more figures"), (1, "1 more figure"), (12345, "12,345 more figures")]
)
def test_english_tells_one_from_many_and_groups_thousands(count, said):
    assert EN.more_figures.format(count=count) == said
    assert ZH.more_figures.format(count=count) == f"其余 {number(count, 'zh')} 项数字"
