"""The entrance from a network: which right a request needs, and whether its key or its browser session has it."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from app.access.keys import AccessKey, Keys
from app.access.sessions import Sessions
from app.api.problems import Refused
from app.errors import Forbidden

#: Cookie of a browser session.
COOKIE = "kintrace_session"
_SCHEME = "bearer "
_SAFE = ("GET", "HEAD", "OPTIONS")
SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
#: Ends of addresses that take a POST and change nothing on record: a search keeps its text out of the address.
READING = ("/search",)
#: Ends of addresses that take back what others recorded.
_ADMINISTERING = ("/withdrawals",)
#: Files that the page for signing in needs.
_OPEN_FILES = ("/static/style.css", "/static/icon.svg")


class NotSignedIn(Refused):
    """A request without a key and without a session: a browser is led to the page for signing in."""

    def __init__(self) -> None:
        super().__init__(401, "no_key", loc=("headers", "authorization"), headers={"WWW-Authenticate": "Bearer"})


def is_open(path: str) -> bool:
    """Say whether an address is answered without a key."""
    return path in _OPEN_FILES or path[3:] == SIGN_IN


def needed_right(method: str, path: str) -> str:
    """Return the right that a request needs."""
    if method in _SAFE or path.endswith((*READING, SIGN_OUT)):
        return "read"
    return "administer" if path.endswith(_ADMINISTERING) else "record"


def check_key(keys: Keys, sessions: Sessions, headers: dict[bytes, bytes], method: str, path: str) -> AccessKey:
    """Return the key of a request: that of its header, else that of its session.

    Raises
    ------
    Refused
        401: there is no key, or it is not good.
    Forbidden
        The key lacks the right.
    """
    if b"authorization" in headers:
        given = headers[b"authorization"].decode("latin-1")
        key = keys.check(given[len(_SCHEME) :].strip()) if given.lower().startswith(_SCHEME) else None
    else:
        key = sessions.key(session_token(headers))
    if key is None:
        raise NotSignedIn
    right = needed_right(method, path)
    if not key.may(right):
        raise Forbidden(right)
    return key


def session_token(headers: dict[bytes, bytes]) -> str:
    """Return the token of the session cookie; empty when there is none."""
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""
