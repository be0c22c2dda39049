"""The entrance from a network: which right a request needs, and whether its key has it."""

from __future__ import annotations

from app.access.keys import Keys
from app.api.problems import Refused
from app.errors import Forbidden

_SCHEME = "bearer "
_SAFE = ("GET", "HEAD", "OPTIONS")
#: Ends of addresses that take a POST and change nothing: a search keeps its text out of the address.
READING = ("/search",)
#: Ends of addresses that take back what others recorded.
_ADMINISTERING = ("/withdrawals",)


def needed_right(method: str, path: str) -> str:
    """Return the right that a request needs."""
    if method in _SAFE or path.endswith(READING):
        return "read"
    return "administer" if path.endswith(_ADMINISTERING) else "record"


def check_key(keys: Keys, headers: dict[bytes, bytes], method: str, path: str) -> str:
    """Return the id of the key of a request.

    Raises
    ------
    Refused
        401: there is no key, or it is not good.
    Forbidden
        The key lacks the right.
    """
    given = headers.get(b"authorization", b"").decode("latin-1")
    key = keys.check(given[len(_SCHEME) :].strip()) if given.lower().startswith(_SCHEME) else None
    if key is None:
        raise Refused(401, "no_key", loc=("headers", "authorization"), headers={"WWW-Authenticate": "Bearer"})
    right = needed_right(method, path)
    if not key.may(right):
        raise Forbidden(right)
    return key.id
