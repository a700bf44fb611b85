"""Pages do not grow stale: commands are there, links lead somewhere, sisters say the same."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from jianbao.cli import commands

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "plugins").rglob("*.md")],
    key=lambda page: str(page.relative_to(ROOT)),
)
SISTERS = [page for page in PAGES if page.name.endswith(".zh-CN.md")]
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = {"", "console", "sh", "text"}
PATH = re.compile(r"\b(?:docs|config|benchmarks|plugins|bot|tests)/[\w./-]+\.(?:md|py|toml|yml|svg|png)\b")
MADE_BY_USERS = {"config/sources/mine.toml", "config/sources/added.toml", "config/jianbao.toml", "config/delivery.toml"}


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def lines(page: Path, program: str) -> Iterator[str]:
    """Yield the command lines of *program* on a page: those in the text, and those of its blocks."""
    yield from re.findall(rf"`({program}(?: [^`\n]*)?)`", prose(page))
    for kind, text in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind in SHELL:
            yield from re.findall(rf"^(?:\$ )?({program}(?: .*)?)$", text, re.MULTILINE)


def words(line: str) -> list[str]:
    """Return the words of a command line, without what stands for something: ``[--option VALUE]``, ``…``, a gloss."""
    spoken = re.split(r"\s{2,}| > | && |; ", line)[0].replace("\\|", "|")
    return [word for word in shlex.split(re.sub(r"[\[\]…]|\.\.\.", " ", spoken)) if word != "|"][1:]


def wrong(line: str) -> str | None:
    """Say what the real command line does not know of *line*."""
    command: click.Command = commands.cli
    context = click.Context(command, info_name="jianbao")
    for word in words(line):
        if word.startswith("-"):
            known = {option for each in command.get_params(context) for option in (*each.opts, *each.secondary_opts)}
            if word.partition("=")[0] not in known:
                return f"{context.command_path} has no option {word}"
        elif isinstance(command, click.Group):
            found = command.get_command(context, word)
            if found is None:
                return f"{context.command_path} has no command {word}"
            command, context = found, click.Context(found, parent=context, info_name=word)
    return None


def test_wrong_commands_are_noticed() -> None:
    assert wrong("jianbao sources probe URL") is None
    assert wrong("jianbao replay --since DATE [--plugin NAME]") is None
    assert "no option --kinds" in str(wrong("jianbao sources probe --kinds URL"))
    assert "no command prove" in str(wrong("jianbao sources prove URL"))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_of_a_page_is_one_of_the_program(page: Path) -> None:
    said = list(lines(page, "jianbao"))
    if page.name == "CHANGELOG.md":  # groups of commands in a few words
        said = [part for line in said for part in [line] if "|" not in line]
    assert {line: trouble for line in said if (trouble := wrong(line))} == {}, (
        "correct the page, or bring the command back"
    )


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_pages_tell_make_to_do_it_does(page: Path) -> None:
    rules = ROOT.joinpath("Makefile").read_text() + (ROOT / "bot/jianbao/cli/template/Makefile.in").read_text()
    targets = set(re.findall(r"^(\w+):", rules, re.MULTILINE))
    asked = [word for line in lines(page, "make") for word in re.findall(r"^make (?:-C \S+ )?(\w+)", line)]
    assert set(asked) <= targets


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", prose(page))
    relative = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in relative if not _leads_somewhere(page, link)] == []


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    if not anchor or not target.is_file():
        return target.exists()
    heads = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    return anchor in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_of_ours_that_a_page_names_is_there(page: Path) -> None:
    named = set(PATH.findall(prose(page))) - MADE_BY_USERS
    assert {path for path in named if not (ROOT / path).exists() and not (page.parent / path).exists()} == set()


@pytest.mark.parametrize("page", SISTERS, ids=name)
def test_sisters_have_the_same_headings_blocks_and_tables(page: Path) -> None:
    other = page.with_name(page.name.replace(".zh-CN", ""))
    assert _shape(page) == _shape(other), f"say in {page.name} what {other.name} says, or the other way round"
    assert f"({other.name})" in page.read_text(encoding="utf-8"), f"lead from {page.name} to {other.name}"
    assert f"({page.name})" in other.read_text(encoding="utf-8"), f"lead from {other.name} to {page.name}"


def _shape(page: Path) -> tuple[list[str], list[tuple[str, str]], int]:
    levels = re.findall(r"^(#+) ", prose(page), re.MULTILINE)
    blocks = [(kind, _code(kind, text)) for kind, text in FENCE.findall(page.read_text(encoding="utf-8"))]
    return levels, blocks, len(re.findall(r"^\|", prose(page), re.MULTILINE))


def _code(kind: str, text: str) -> str:
    """Return what must be the same: of shell and configuration only the lines' first words, the rest may be glossed."""
    if kind == "python":
        return text
    return "\n".join(line.partition(" ")[0] for line in text.splitlines())
