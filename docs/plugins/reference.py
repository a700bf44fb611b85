"""Write reference.md: each heading is a signature, each text a docstring, so that the page says what the code says.

``python docs/plugins/reference.py`` writes the page; a test tells when that is due. The Chinese page is written by hand
and has the same headings and the same first two columns of tables.
"""

import ast
import dataclasses
import enum
import importlib
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import jianbao
import jianbao_pytest
from jianbao import hookspecs, testing
from jianbao.testing.bot_api import TOKEN

PAGE = Path(__file__).with_name("reference.md")
_HEAD = """# Reference for plugin authors

[中文](reference.zh-CN.md)

All that a plugin imports comes from `jianbao`, all that its tests need from `jianbao.testing`; nothing else is
promised. Each heading is a signature as Python has it (of classes the types stand in the table below it). The page is
written by `python docs/plugins/reference.py` out of the docstrings. To begin with: [the tutorial](tutorial.md).
"""
_HOOKS = """## Hooks

A plugin is a module (or an object) that the entry-point group `jianbao` names; `@jianbao.hookimpl` marks its hooks. A
hook names only those arguments that it needs.
"""
_FIXTURES = """## Fixtures

pytest knows them wherever jianbao is installed; how they are used: [testing](testing.md).
"""
# What `import jianbao` gives, in the order in which an author meets it.
GROUPS: dict[str, tuple[str, ...]] = {
    "What a plugin reads": (
        "Article", "Passage", "Span", "Statistic", "Bound", "Kind", "Direction", "Check", "CheckKind", "Verdict",
        "Deadline", "Link", "Document", "Alert", "Earlier",
    ),
    "What a plugin says": ("Topic", "Finding", "Fact", "FactKind", "FieldValue", "hookimpl"),
    "What helps to say it": (
        "Lexicon", "Weight", "rank", "fact", "sentences", "points", "Point", "named", "announced", "counted",
        "first_of", "distinct",
    ),
    "Sources": ("Lister", "Source", "SourceKind", "Web", "Page", "Listed", "LayoutChanged"),
    "Files": ("Reader", "FileMarks", "ReadError"),
    "Commands of the bot": ("BotCommand", "Question", "Piece"),
    "Charts": ("ChartKind",),
    "Channels": (
        "Carrier", "ChannelSettings", "ConfigError", "Form", "Sender", "Begin", "Delivery", "Outcome", "Sent", "Failed",
        "Postponed", "Unknown", "Dead", "Unreachable",
    ),
}  # fmt: skip
_ITEM = re.compile(r"^- ", re.MULTILINE)
# What `jianbao.testing` gives, by module.
KIT: dict[str, tuple[str, ...]] = {
    "jianbao.testing": ("article", "Case", "cases", "FakeClock", "steady"),
    "jianbao.testing.alerts": ("Alerts", "Told"),
    "jianbao.testing.site": ("Site", "Published", "article_page"),
    "jianbao.testing.bot_api": ("FakeBotApi",),
}
# Of what they inherit, what is for tests.
INHERITED = {"FakeBotApi": ("user", "group", "supergroup", "channel", "chat", "transcript", "wait")}
# Those that have no docstring of their own.
SAID = {
    "FieldValue": "What a field of a fact can hold: what JSON can, but for lists and objects.",
    "ChannelSettings": "What the configuration says under `[channel.NAME]`.",
    "Begin": "Awaited as the last thing before a message leaves.",
    "Outcome": "What came of a message.",
    "hookimpl": "Mark a function as the hook of its name.",
}


def page() -> str:
    """Return the page.

    Raises:
        ValueError: A public name stands in no group.
    """
    _complete("jianbao", jianbao.__all__, [name for group in GROUPS.values() for name in group])
    _complete("jianbao.testing", testing.__all__, KIT["jianbao.testing"])
    parts = [_HEAD, _HOOKS, *(_function(hook) for hook in hooks())]
    for title, names in GROUPS.items():
        parts += [f"## {title}\n", *(_thing(name, getattr(jianbao, name)) for name in names)]
    parts += [_FIXTURES, *_fixtures()]
    for module, names in KIT.items():
        parts += [f"## {module}\n", _text(importlib.import_module(module))]
        parts += [_thing(name, getattr(importlib.import_module(module), name)) for name in names]
    return "\n".join(parts)


def hooks() -> list[Callable[..., Any]]:
    """Return the specifications that pluggy finds, in the order of the file."""
    return [value for value in vars(hookspecs).values() if hasattr(value, f"{hookspecs.PROJECT}_spec")]


def _complete(where: str, there: list[str], grouped: "tuple[str, ...] | list[str]") -> None:
    if wrong := set(there) ^ set(grouped):
        raise ValueError(f"{', '.join(sorted(wrong))}: in {where}.__all__ or in docs/plugins/reference.py, not in both")


def _thing(name: str, thing: Any) -> str:
    if name in SAID:
        shown = f"{name} = {_type(thing)}" if not callable(thing) or hasattr(thing, "__args__") else f"{name}(function)"
        return f"### {shown}\n\n{SAID[name]}\n"
    return _class(thing) if inspect.isclass(thing) else _function(thing)


def _function(function: Callable[..., Any], owner: str = "") -> str:
    level, name = ("####", f"{owner}.{function.__name__}") if owner else ("###", function.__name__)
    made = "async " if inspect.iscoroutinefunction(function) else ""
    return f"{level} {made}{name}{_signature(function, owner)}\n\n{_text(function)}"


def _signature(function: Callable[..., Any], owner: str) -> str:
    signature = inspect.signature(function)
    parameters = [each for each in signature.parameters.values() if not (owner and each.name in {"self", "cls"})]
    bare = list(map(_bare, parameters))
    returned = f" -> {_type(signature.return_annotation)}"
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty)) + returned


def _bare(parameter: inspect.Parameter) -> inspect.Parameter:
    return parameter.replace(annotation=_Shown(_type(parameter.annotation)), default=_default(parameter.default))


class _Shown:
    """A word that :func:`str` of a signature shows as it is."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __repr__(self) -> str:
        return self.word


def _default(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return _Shown(f"{type(value).__name__}.{value.name}")
    if value == TOKEN:
        return _Shown("TOKEN")
    return _Shown(_plain(repr(value))) if isinstance(value, datetime | timedelta) else value


def _type(annotation: Any) -> str:
    words = str(annotation) if isinstance(annotation, str) else inspect.formatannotation(annotation)
    unquoted = re.sub(r"""(["'])([A-Z].*?)\1""", r"\2", _plain(words)).replace("~", "")
    return re.sub(r"\*<class '?(\w+)'?>", r"Unpack[\1]", unquoted)


def _plain(words: str) -> str:
    """Return names without the modules that they are from."""
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z]|datetime|timedelta)", "", words).replace("datetime.timezone.utc", "UTC")


def _class(cls: Any) -> str:
    members = [f"### {_heading(cls)}\n\n{_text(cls)}", _table(cls)]
    inherited = {name: getattr(cls, name) for name in INHERITED.get(cls.__name__, ())}
    for name, member in (vars(cls) | inherited).items():
        hidden = name.startswith("_") and name != "__call__"
        if hidden or getattr(member, "__doc__", None) is None or isinstance(cls, enum.EnumMeta):
            continue
        if isinstance(member, property):
            returned = _type(inspect.signature(member.fget).return_annotation) if member.fget else ""
            members.append(f"#### {cls.__name__}.{name}: {returned}\n\n{_text(member)}")
        elif isinstance(member, classmethod) or inspect.isfunction(member):
            members.append(_function(getattr(cls, name), cls.__name__))
        elif hasattr(member, "func"):  # cached_property
            returned = _type(inspect.signature(member.func).return_annotation)
            members.append(f"#### {cls.__name__}.{name}: {returned}\n\n{_text(member.func)}")
    return "\n".join(filter(None, members))


def _heading(cls: Any) -> str:
    if dataclasses.is_dataclass(cls):
        shown = [each for each in dataclasses.fields(cls) if each.init and not each.name.startswith("_")]
        words = [f"{each.name}{_preset(each)}" for each in shown]
        if words and all(each.kw_only for each in dataclasses.fields(cls)):
            words.insert(0, "*")
        return f"class {cls.__name__}({', '.join(words)})"
    if issubclass(cls, tuple) or ("__init__" in vars(cls) and not getattr(cls, "_is_protocol", False)):
        made = cls.__new__ if issubclass(cls, tuple) else cls.__init__
        words = [str(_bare(each)) for each in list(inspect.signature(made).parameters.values())[1:]]
        return f"class {cls.__name__}({', '.join(words)})"
    return f"class {cls.__name__}"


def _preset(field: "dataclasses.Field[Any]") -> str:
    if field.default is not dataclasses.MISSING:
        return f"={_default(field.default)!r}"
    return "=..." if field.default_factory is not dataclasses.MISSING else ""


def _table(cls: Any) -> str:
    if isinstance(cls, enum.EnumMeta):
        lines = re.findall(r'^    (\w+) = "(.*?)"(?:  # (.*))?$', inspect.getsource(cls), re.MULTILINE)
        rows = [f'| `{name}` | `"{value}"` | {said} |' for name, value, said in lines]
        return "\n".join(["| member | value | |", "|---|---|---|", *rows, ""])
    about = {name: said for name, said in _attributes(cls).items() if not isinstance(vars(cls).get(name), property)}
    types = {each.name: each.type for each in dataclasses.fields(cls)} if dataclasses.is_dataclass(cls) else {}
    shown = [(name, _type(types[name]) if name in types else "", said) for name, said in about.items()]
    shown += [(name, _type(kind), "") for name, kind in types.items() if name not in about and name[0] != "_"]
    rows = [f"| `{name}` | {_cell(kind)} | {said} |" for name, kind, said in shown]
    return "\n".join(["| field | type | |", "|---|---|---|", *rows, ""]) if rows else ""


def _cell(kind: str) -> str:
    return "`" + kind.replace("|", "\\|") + "`" if kind else ""


def _attributes(cls: Any) -> dict[str, str]:
    section = re.search(r"^Attributes:\n(.*?)(?=^\S|\Z)", inspect.getdoc(cls) or "", re.MULTILINE | re.DOTALL)
    return dict(_items(section[1])) if section else {}


def _items(section: str) -> Iterator[tuple[str, str]]:
    for name, words in re.findall(r"^(\w+): (.*(?:\n +.*)*)", textwrap.dedent(section), re.MULTILINE):
        yield name, _marked(" ".join(words.split()))


def _text(thing: Any) -> str:
    """Return a docstring as Markdown, without the attributes that a table shows."""
    words = re.sub(r"^Attributes:\n.*?(?=^\S|\Z)", "", inspect.getdoc(thing) or "", flags=re.MULTILINE | re.DOTALL)
    parts = re.split(r"^(Args|Returns|Raises):\n((?:    .*\n?|\n(?=    ))*)", words, flags=re.MULTILINE)
    said = [_prose(parts[0])]
    for name, section in zip(parts[1::3], parts[2::3], strict=True):
        body = textwrap.dedent(section).strip()
        items = list(_items(body)) if name != "Returns" else []
        if items:
            said.append(f"**{name}**\n\n" + "\n".join(f"- `{each}`: {about}" for each, about in items))
        else:
            said.append(f"**{name}** {_marked(' '.join(body.split()))}")
    return "\n\n".join(filter(None, said)) + "\n"


def _prose(words: str) -> str:
    """Return paragraphs on one line each, and what stands behind ``::`` as a block of Python."""
    out: list[str] = []
    for block in re.split(r"\n\n(?!    )|\n\n(?=    )", words.strip()):
        if block.startswith("    "):
            out.append(f"```python\n{textwrap.dedent(block)}\n```")
        elif block.startswith("- "):
            out.append("\n".join(f"- {_marked(' '.join(item.split()))}" for item in _ITEM.split(block)[1:]))
        elif block.strip() != "::":
            out.append(_marked(" ".join(block.removesuffix("::").split()) + (":" if block.endswith("::") else "")))
    return "\n\n".join(out)


def _marked(words: str) -> str:
    words = re.sub(r":mod:`([\w.]+)`", r"`\1`", words)
    words = re.sub(r":\w+:`~?(?:[a-z_]+\.)*([\w.]+)`", r"`\1`", words)
    return words.replace("``", "`").replace("|", "\\|")


def _fixtures() -> Iterator[str]:
    for node in ast.parse(inspect.getsource(jianbao_pytest)).body:
        if isinstance(node, ast.FunctionDef) and any("fixture" in ast.unparse(each) for each in node.decorator_list):
            kind = re.sub(r"Iterator\[(.*)\]", r"\1", ast.unparse(node.returns).strip("\"'") if node.returns else "")
            yield f"### {node.name}: {kind}\n\n{_marked(ast.get_docstring(node) or '')}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
