"""JSON answers: bytes as they are, stamped with the data version."""

import zlib
from collections.abc import Callable
from typing import Any

import orjson
from fastapi import Request, Response

MEDIA_TYPE = "application/json"


def tag_matches(request: Request, tag: str) -> bool:
    """Say whether the client already holds the version with this tag."""
    held = request.headers.get("if-none-match", "")
    return tag in (each.strip().removeprefix("W/") for each in held.split(","))


def tag_of(request: Request, data_version: int) -> str:
    """Return the tag of what an address shows at a data version, in the words of this version of Kintrace.

    Addresses name language and format, so two representations never share a tag.
    """
    shown = f"{request.app.version} {request.url.path}?{request.url.query}"
    return f'"{data_version}-{zlib.crc32(shown.encode()):08x}"'


def answer(request: Request, data_version: int, build: Callable[[], dict[str, Any] | bytes]) -> Response:
    """Return an answer as JSON with an ETag; 304 without building it when the client holds this version.

    Parameters
    ----------
    request : Request
    data_version : int
        Read before the answer is built: a write in between can only make the answer newer than its tag.
    build : callable
        Gives the answer, as a dictionary or as ready bytes.
    """
    tag = tag_of(request, data_version)
    headers = {"ETag": tag}
    if tag_matches(request, tag):
        return Response(status_code=304, headers=headers)
    built = build()
    body = built if isinstance(built, bytes) else orjson.dumps(built)
    return Response(body, headers=headers, media_type=MEDIA_TYPE)


def plain(value: Any, status: int = 200) -> Response:
    """Return a value as JSON without a tag: answers to POST, and health."""
    return Response(orjson.dumps(value), status, media_type=MEDIA_TYPE)
