"""A view as a file, without a server: the application is asked in this process."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.api.pages import PAGES
from app.errors import InvalidParameter, NotFound

Message = dict[str, Any]
_FORM = ".{form}"


def views() -> dict[str, str]:
    """Return the views that can be drawn.

    Returns
    -------
    dict
        Name to address without the language; ``{id}`` in it stands for the id that the view is of.

    Examples
    --------
    >>> views()["handovers"]
    '/handovers'
    """
    routes = [route for module in PAGES for route in module.router.routes if isinstance(route, APIRoute)]
    own = sorted(route.path.removesuffix(_FORM) for route in routes if route.path.endswith(_FORM))
    return {path.rpartition("/")[2]: path for path in own}


def draw_file(app: FastAPI, view: str, id: str, form: str, *, language: str, parameters: Mapping[str, str]) -> bytes:
    """Return one view as a file.

    Parameters
    ----------
    app : FastAPI
    view : str
        One of :func:`views`.
    id : str
        What the view is of; empty for a view of everything.
    form : str
        ``svg``, ``csv``, ``json`` or, for networks, ``html``.
    language : str
        ``en`` or ``ko``.
    parameters : mapping of str to str
        Filters of the view, as in its address.

    Returns
    -------
    bytes

    Raises
    ------
    InvalidParameter
        There is no such view, it needs an id or takes none, or a filter is refused.
    NotFound
        The record is not there, or the view has no such form.
    """
    known = views()
    if view not in known:
        raise InvalidParameter("VIEW", f"one of {', '.join(known)}")
    if ("{id}" in known[view]) != bool(id):
        needed = f"an id: kintrace draw {view} ID OUT" if not id else f"no id: kintrace draw {view} OUT"
        raise InvalidParameter("ID", f"{view} needs {needed}")
    path = f"/{language}{known[view].replace('{id}', quote(id, safe=':~._-'))}.{form}"
    query = urlencode(parameters)
    with ThreadPoolExecutor(1) as other:  # whoever calls may have a loop of its own in this thread
        status, body = other.submit(lambda: asyncio.run(ask(app, path, query))).result()
    if status == 200:
        return body
    if status == 404:
        raise NotFound("view", f"{view} {id}".strip(), "See kintrace families or kintrace query for ids")
    raise InvalidParameter("--param", "", orjson.loads(body)["detail"].rstrip("."))


async def ask(app: FastAPI, path: str, query: str = "") -> tuple[int, bytes]:
    """Send one request through the application and return status and body."""
    headers = [(b"host", b"localhost"), (b"accept", b"*/*")]
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
             "path": path, "raw_path": path.encode(), "query_string": query.encode(), "headers": headers,
             "root_path": "", "client": ("127.0.0.1", 0), "server": ("localhost", 80)}  # fmt: skip
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    return next(message["status"] for message in sent if "status" in message), body
