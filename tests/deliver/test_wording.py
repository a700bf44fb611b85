"""Both catalogues say the same things with the same blanks to fill."""

import string
from dataclasses import fields

import pytest

from jianbao.deliver.wording import EN, ZH, Words


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", [field.name for field in fields(Words)])
def test_a_sentence_has_the_same_blanks_in_every_language(name):
    chinese, english = getattr(ZH, name), getattr(EN, name)
    assert chinese != "" or name == "language"
    if isinstance(chinese, str):
        assert blanks(english) <= blanks(chinese) or blanks(chinese) <= blanks(english)
        assert blanks(english) == blanks(chinese)
    else:
        assert len(chinese) == len(english)


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_every_sentence_of_the_bot_is_html_that_telegram_takes(words, telegram_parse):
    for field in fields(Words):
        text = getattr(words, field.name)
        if isinstance(text, str) and text:
            telegram_parse(text)


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_commands_are_described_within_telegrams_limits(words):
    assert list(words.commands) == list(ZH.commands)
    assert all(3 <= len(text) <= 256 for text in words.commands.values())
