"""The outermost layer of the HTTP edge: limits, hosts, security headers, the access log, the last word on failures."""

import logging
import secrets
import time
import traceback
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from app.access.keys import Keys
from app.access.sessions import Sessions
from app.api.entrance import READING, check_key, is_open
from app.api.problems import Refused, answer_problem
from app.errors import KintraceError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

access_log = logging.getLogger("kintrace.access")
error_log = logging.getLogger("kintrace.error")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes above which a request is refused, in bytes; ``rows`` is the number of rows of an upload."""

    url: int = 8_192
    headers: int = 16_384
    body: int = 1_048_576
    upload: int = 52_428_800
    inflated: int = 209_715_200
    rows: int = 1_000_000


class Guard:
    """Wraps the application.

    Parameters
    ----------
    app : ASGI application
    hosts : iterable of str
        Host names that are answered, without port. Others are refused, so that a foreign name that points at this
        machine (DNS rebinding) reads nothing.
    limits : Limits
    uploads : tuple of str
        Paths that take uploads.
    entrance : (Keys, Sessions), optional
        Access keys of which every request needs one, or a session made from one; None on loopback.
    answer : callable, optional
        Answers a refused request.
    """

    def __init__(
        self,
        app: App,
        *,
        hosts: Iterable[str] = LOOPBACK_HOSTS,
        limits: Limits | None = None,
        uploads: tuple[str, ...] = (),
        entrance: tuple[Keys, Sessions] | None = None,
        answer: Callable[[Request, Exception], Response] = answer_problem,
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._limits = limits or Limits()
        self._uploads = uploads
        self._entrance = entrance
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, send)
        try:
            self._check(scope)
            most = self._limits.upload if scope["path"] in self._uploads else self._limits.body
            await self._app(scope, _limited(scope, receive, most), exchange.send)
        except (Refused, KintraceError) as refused:
            await exchange.fail(refused, self._answer)
        except Exception as error:  # noqa: BLE001  # the process edge: a problem for the client, the place for the log
            exchange.log_failure(error)
            await exchange.fail(error)
        finally:
            exchange.log_access()

    def _check(self, scope: Scope) -> None:
        headers = scope["headers"]
        if len(scope.get("raw_path") or b"") + len(scope.get("query_string", b"")) > self._limits.url:
            raise Refused(414, "url_too_long")
        if sum(len(name) + len(value) + 4 for name, value in headers) > self._limits.headers:
            raise Refused(431, "headers_too_large")
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1 or _host_name(hosts[0].decode("latin-1")) not in self._hosts:
            detail = "This host name is not served. Set KINTRACE_HOSTS to serve it."
            raise Refused(400, "host_not_allowed", detail, loc=("headers", "host"))
        if self._entrance is not None and not is_open(scope["path"]):
            scope["key"] = check_key(*self._entrance, dict(headers), scope["method"], scope["path"])
        if scope["method"] not in ("GET", "HEAD", "OPTIONS") and not scope["path"].endswith(READING):
            self._check_origin(dict(headers))

    def _check_origin(self, headers: dict[bytes, bytes]) -> None:
        """Refuse writes that a page of another site sends; programs send neither header.

        Our own pages send no referrer, so browsers say `Origin: null` for their forms; what the browser says of the
        site decides, where it says it.
        """
        site = headers.get(b"sec-fetch-site", b"")
        origin = headers.get(b"origin", b"").decode("latin-1")
        foreign = bool(origin) and _origin_host(origin) not in self._hosts
        if site not in (b"same-origin", b"none") if site else foreign:
            detail = "Another site sent this request, or the address is reached without HTTPS."
            raise Refused(403, "foreign_origin", detail, loc=("headers", "origin"))


class _Exchange:
    """One request and its answer: adds the headers, counts, and logs without parameters, names or query strings."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._started = time.perf_counter()
        self._status = 0
        self._bytes = 0
        scope["request_id"] = secrets.token_hex(8)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            given = {name.lower() for name, _ in message["headers"]}
            added = {**_HEADERS, "x-request-id": self._scope["request_id"]}
            extra = [(name.encode(), value.encode()) for name, value in added.items() if name.encode() not in given]
            message = {**message, "headers": [*message["headers"], *extra]}
        else:
            self._bytes += len(message.get("body", b""))
        await self._send(message)

    async def fail(self, error: Exception, answer: Callable[[Request, Exception], Response] = answer_problem) -> None:
        if self._status:
            return
        response = answer(Request(self._scope), error)
        await response(self._scope, _nothing, self.send)

    def log_failure(self, error: Exception) -> None:
        """Log kind and place of a failure; its message may hold data and stays out."""
        frames = traceback.extract_tb(error.__traceback__)[-8:]
        places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
        error_log.error("%s %s at %s", self._scope["request_id"], type(error).__name__, places)

    def log_access(self) -> None:
        route = getattr(self._scope.get("route"), "path", "-")
        spent = (time.perf_counter() - self._started) * 1000
        facts = (self._scope["request_id"], self._scope["method"], route, self._status, self._bytes, spent)
        access_log.info("%s %s %s %d %d B %.1f ms", *facts)


def _origin_host(origin: str) -> str:
    try:
        return _host_name(urlsplit(origin).netloc)
    except ValueError:
        return ""


def _host_name(value: str) -> str:
    """Return the name of a Host value without its port; empty when it is none."""
    try:
        return (urlsplit(f"//{value}").hostname or "").lower()
    except ValueError:
        return ""


def _limited(scope: Scope, receive: Receive, most: int) -> Receive:
    """Return a receive that refuses a body above the limit, also one that does not say its length."""
    refused = Refused(413, "body_too_large", f"The body may have at most {most:,} bytes here.", loc=("body",))
    declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if not declared.isdigit() or len(declared) > 15 or int(declared) > most:
        raise refused
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise refused
        return message

    return limited


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
