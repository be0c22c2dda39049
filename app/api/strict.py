"""Strict reading of requests: what is not declared is refused, what is ambiguous is refused.

The framework takes the last of two equal JSON keys, reads NaN and ignores unknown parameters; a route of the class
:class:`StrictRoute` does not.
"""

import json
import math
from collections.abc import Callable, Coroutine, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel

from app.api.problems import Refused

MOST_JSON_DEPTH = 32
_MOST_DIGITS = 19


def read_json(body: bytes) -> Any:
    """Read JSON as RFC 8259 means it.

    Raises
    ------
    Refused
        400: not UTF-8, deeper than 32, a repeated key, NaN or Infinity, a number no double holds, a lone surrogate.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed("it is not UTF-8") from error
    if _depth(text) > MOST_JSON_DEPTH:
        raise _malformed(f"it is nested deeper than {MOST_JSON_DEPTH}")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int
        )
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise _malformed(f"character {error.pos} is not expected") from error
    except UnicodeEncodeError as error:
        raise _malformed("it holds an unpaired surrogate") from error
    return value


def _malformed(why: str) -> Refused:
    return Refused(400, "malformed", f"The body is not valid JSON: {why}.", loc=("body",))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _malformed("an object has a key twice")
    return found


def _constant(_: str) -> Any:
    raise _malformed("NaN and Infinity are no JSON")


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _malformed("a number is too large")
    return value


def _int(text: str) -> int:
    if len(text.lstrip("-")) > _MOST_DIGITS:
        raise _malformed("a number is too large")
    return int(text)


def _depth(text: str) -> int:
    """Return how deep brackets are nested outside strings, without building anything."""
    deepest = depth = 0
    in_string = escaped = False
    for character in text:
        if in_string:
            in_string = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            in_string = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def query_pairs(raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield name and value of every parameter of a raw query string.

    Raises
    ------
    Refused
        422: not UTF-8, or a control character.
    """
    for part in raw.split(b"&"):
        if not part:
            continue
        name, _, value = part.partition(b"=")
        yield _text(name), _text(value)


def _text(raw: bytes) -> str:
    try:
        text = unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(422, "malformed_parameter", "A parameter is not UTF-8.", loc=("query",)) from error
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise Refused(422, "malformed_parameter", "A parameter holds a control character.", loc=("query",))
    return text


class StrictRequest(Request):
    """A request whose JSON body is read strictly."""

    async def json(self) -> Any:
        """Return the body as JSON."""
        return read_json(await self.body())


class StrictRoute(APIRoute):
    """A route that refuses unknown, repeated and malformed parameters, and bodies of another content type."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler behind the checks."""
        handler = super().get_route_handler()
        names = frozenset(_names(self.dependant))
        json_body = self.body_field is not None and type(self.body_field.field_info).__name__ == "Body"

        async def strict(request: Request) -> Response:
            self.check_query(request, names)
            if json_body:
                _check_content_type(request)
            return await handler(StrictRequest(request.scope, request.receive))

        return strict

    def check_query(self, request: Request, names: frozenset[str]) -> None:
        """Refuse a query string that does not fit the declared names."""
        seen: set[str] = set()
        for name, _ in query_pairs(request.scope.get("query_string", b"")):
            if name not in names:
                raise Refused(422, "unknown_parameter", _unknown(names), loc=("query",))
            if name in seen:
                raise Refused(422, "repeated_parameter", f"{name} is given twice.", loc=("query", name))
            seen.add(name)


class OpenRoute(StrictRoute):
    """A strict route whose parameters are declared in ``openapi_extra``, because they are made from data."""

    def check_query(self, request: Request, names: frozenset[str]) -> None:
        """Refuse a query string that does not fit the declared names."""
        declared = (self.openapi_extra or {}).get("parameters", [])
        super().check_query(request, names | {each["name"] for each in declared})


def _unknown(names: frozenset[str]) -> str:
    allowed = ", ".join(sorted(names)) or "none"
    return f"A parameter is not known here. Allowed: {allowed}."


def _names(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        kind = field.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from (inner.alias or name for name, inner in kind.model_fields.items())
        else:
            yield field.alias
    for child in dependant.dependencies:
        yield from _names(child)


def _check_content_type(request: Request) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != "application/json":
        raise Refused(
            415, "unsupported_media_type", "The body must be application/json.", loc=("headers", "content-type")
        )
