"""One call as it came over the wire: form, multipart, query string or JSON, all turned into the same values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from jianbao.testing.bot_api.refusal import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a method was called with.

    Attributes:
        method: Its name in the spelling of the documentation.
        values: As text, whatever the body was; objects and arrays as JSON.
        files: Uploads by the name of their part.
    """

    method: str
    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """Parameters that are there and not empty. Files that another parameter refers to are none."""
        given = {name for name, value in self.values.items() if value}
        attached = {value.removeprefix("attach://") for value in self.values.values() if value.startswith("attach://")}
        return frozenset(given | (set(self.files) - attached))

    def text(self, name: str) -> str:
        """Return the parameter as it is, empty when it is missing."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number.

        Raises:
            Refused: It is none. The real server reads 0.
        """
        value = self.text(name).strip()
        try:
            return int(value) if value else default
        except ValueError:
            raise bad_request(f'parameter "{name}" must be an Integer') from None

    def flag(self, name: str) -> bool:
        """Return whether the parameter is true, yes or 1."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def json(self, name: str) -> Any:
        """Return the parameter's JSON, None when it is missing.

        Raises:
            Refused: It is not JSON.
        """
        value = self.text(name)
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """Return the file given for a parameter, in the part of its name or in the one that ``attach://`` names."""
        value = self.text(name)
        return self.files.get(value.removeprefix("attach://") if value.startswith("attach://") else name)


async def read_arguments(request: web.Request, method: str) -> Arguments:
    """Read all parameters of *request*, from its address and its body.

    Raises:
        Refused: The body is not what its type says.
    """
    values: dict[str, str] = dict(request.query)
    files: dict[str, Upload] = {}
    match request.content_type:
        case "application/json":
            values |= _from_json(await request.text())
        case "multipart/form-data":
            await _from_parts(request, values, files)
        case "application/x-www-form-urlencoded":
            values |= {name: str(value) for name, value in (await request.post()).items()}
    return Arguments(method, values, files)


def _from_json(body: str) -> dict[str, str]:
    try:
        fields = json.loads(body or "{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(fields, dict):
        raise bad_request("object expected as request body")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in fields.items()
        if value is not None
    }


async def _from_parts(request: web.Request, values: dict[str, str], files: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("multipart body with a nameless or nested part")
        data = bytes(await part.read())
        if part.filename is None:
            values[part.name] = data.decode()
        else:
            files[part.name] = Upload(part.filename, part.headers.get("Content-Type", ""), data)
