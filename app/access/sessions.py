"""Browser sessions: made from an access key, kept in the memory of the server, ended with it."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.access.keys import AccessKey, Keys

_TOKEN_BYTES = 32
_MOST_TOKEN = 200


@dataclass(slots=True)
class _Session:
    key: str
    started: float
    used: float


class Sessions:
    """The browsers that have signed in.

    Parameters
    ----------
    keys : Keys
        A session is as good as its key: it ends when the key is revoked or past its end.
    clock : callable
        Returns seconds that only grow.
    idle_seconds, total_seconds : float
        A session ends when it was not used so long, and at the latest so long after signing in.
    most : int
        Sessions at once; above it the one that was unused the longest ends.
    """

    def __init__(
        self,
        keys: Keys,
        clock: Callable[[], float] = time.monotonic,
        *,
        idle_seconds: float = 4 * 3_600,
        total_seconds: float = 12 * 3_600,
        most: int = 1_000,
    ) -> None:
        self._keys = keys
        self._clock = clock
        self._idle = idle_seconds
        self._total = total_seconds
        self._most = most
        self._lock = threading.Lock()
        self._open: dict[str, _Session] = {}

    def open(self, key: str) -> str | None:
        """Sign in.

        Parameters
        ----------
        key : str
            What was typed.

        Returns
        -------
        str or None
            The token for the cookie; only its digest is kept. None when the key is not good.
        """
        found = self._keys.check(key)
        if found is None:
            return None
        token, now = secrets.token_urlsafe(_TOKEN_BYTES), self._clock()
        with self._lock:
            self._open = {name: each for name, each in self._open.items() if self._lasts(each, now)}
            if len(self._open) >= self._most:
                del self._open[min(self._open, key=lambda name: self._open[name].used)]
            self._open[_digest(token)] = _Session(found.id, now, now)
        return token

    def key(self, token: str) -> AccessKey | None:
        """Return the key of a session, and note that it was used.

        Parameters
        ----------
        token : str

        Returns
        -------
        AccessKey or None
            None when there is no such session, it has ended, or its key is no longer good.
        """
        name, now = _digest(token), self._clock()
        with self._lock:
            session = self._open.get(name)
            if session is None or not self._lasts(session, now):
                self._open.pop(name, None)
                return None
            session.used = now
        return self._keys.good(session.key)

    def close(self, token: str) -> None:
        """Sign out; a session that has ended stays so."""
        with self._lock:
            self._open.pop(_digest(token), None)

    def _lasts(self, session: _Session, now: float) -> bool:
        return now - session.used < self._idle and now - session.started < self._total


def _digest(token: str) -> str:
    return hashlib.sha256(token[:_MOST_TOKEN].encode("utf-8", "surrogatepass")).hexdigest()
