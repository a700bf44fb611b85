"""The tutorial, followed literally in an empty folder by somebody who has installed jianbao."""

import re
from pathlib import Path

PAGES = Path(__file__).parents[2] / "docs" / "plugins"
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: file=(?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name: str) -> list[tuple[str, str | None, str]]:
    found = BLOCK.finditer((PAGES / name).read_text(encoding="utf-8"))
    return [(block["kind"], block["file"], block["text"]) for block in found]


def test_every_command_of_the_tutorial_gives_what_it_says(tmp_path: Path, stranger) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    files = commands = 0
    for _, file, text in blocks("tutorial.md"):
        if file:
            (folder / file).write_text(text, encoding="utf-8")
            files += 1
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, *expected = part.splitlines()
            said = stranger(command, folder)
            for words in expected:
                assert words in said, f"{command}\nsaid:\n{said}"
            commands += 1
    assert (files, commands) == (5, 10)


def test_the_tutorial_is_the_same_in_both_languages() -> None:
    assert blocks("tutorial.zh-CN.md") == blocks("tutorial.md")
