"""Access keys: who may come in from a network, with which right, until when. Kept hashed, shown once."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from app.errors import ConfigurationError, InvalidParameter, NotFound

#: From the least to the most; each includes those before it.
RIGHTS = ("read", "record", "administer")
MOST_DAYS = 366
_MARK = "kt"
_ID_BYTES, _SECRET_BYTES = 5, 32
_MOST_NAME = 100
_MOST_TEXT = 200


@dataclass(frozen=True, slots=True)
class AccessKey:
    """What is kept of a key.

    Attributes
    ----------
    id : str
        Part of the key that may be shown and logged.
    name : str
        Whose it is, in the words of who made it.
    right : str
        read, record or administer.
    until : str
        Last day on which it is good, ISO.
    created : str
        Day, ISO.
    digest : str
        SHA-256 of the secret part. The secret is 256 random bits, so no slower hash is needed.
    revoked : str
        Day on which it was revoked, empty while it is not.
    """

    id: str
    name: str
    right: str
    until: str
    created: str
    digest: str
    revoked: str = ""

    def good(self, day: date) -> bool:
        """Say whether it is neither revoked nor past its end."""
        return not self.revoked and day.isoformat() <= self.until

    def may(self, right: str) -> bool:
        """Say whether its right includes another."""
        return RIGHTS.index(right) <= RIGHTS.index(self.right)


class Keys:
    """The keys of one instance, in a file that only its user may read.

    Parameters
    ----------
    file : Path
        Made with the first key.
    today : callable
        Returns the day in UTC.
    """

    def __init__(self, file: Path, today: Callable[[], date]) -> None:
        self._file = file
        self._today = today

    def all(self) -> list[AccessKey]:
        """Return every key, in the order in which they were made.

        Raises
        ------
        ConfigurationError
            The file cannot be read.
        """
        try:
            return [AccessKey(**row) for row in json.loads(self._file.read_text(encoding="utf-8"))]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError) as error:
            words = "Put it back from a copy, or delete it and make new keys"
            raise ConfigurationError(str(self._file), "the file of the access keys cannot be read", words) from error

    def create(self, name: str, right: str, days: int) -> tuple[AccessKey, str]:
        """Make a key.

        Parameters
        ----------
        name : str
            Whose it is; 1 to 100 characters.
        right : str
            One of ``RIGHTS``.
        days : int
            How long it is good, 1 to 366.

        Returns
        -------
        (AccessKey, str)
            What is kept, and the key itself, which nobody can show again.

        Raises
        ------
        InvalidParameter
        """
        if not (name.isprintable() and 0 < len(name.strip()) <= _MOST_NAME):
            raise InvalidParameter("name", f"1 to {_MOST_NAME} printable characters")
        if right not in RIGHTS:
            raise InvalidParameter("right", ", ".join(RIGHTS))
        if not 1 <= days <= MOST_DAYS:
            raise InvalidParameter("days", f"1 to {MOST_DAYS}")
        id, secret = secrets.token_hex(_ID_BYTES), secrets.token_hex(_SECRET_BYTES)
        today = self._today()
        until = (today + timedelta(days=days)).isoformat()
        made = AccessKey(id, name.strip(), right, until, today.isoformat(), _digest(secret))
        self._write([*self.all(), made])
        return made, f"{_MARK}_{id}_{secret}"

    def revoke(self, id: str) -> AccessKey:
        """End a key now; one that is revoked already stays as it is.

        Raises
        ------
        NotFound
            There is no such key.
        """
        keys = self.all()
        found = next((each for each in keys if each.id == id), None)
        if found is None:
            raise NotFound("access key", id, "See: kintrace key list")
        ended = found if found.revoked else replace(found, revoked=self._today().isoformat())
        self._write([ended if each.id == id else each for each in keys])
        return ended

    def check(self, text: str) -> AccessKey | None:
        """Return the key that a text is, None when it is none, or no longer good.

        Parameters
        ----------
        text : str

        Returns
        -------
        AccessKey or None
        """
        mark, _, rest = text[:_MOST_TEXT].partition("_")
        id, _, secret = rest.partition("_")
        found = next((each for each in self.all() if each.id == id), None)
        fits = hmac.compare_digest(_digest(secret), found.digest if found else _digest(""))
        return found if found and fits and mark == _MARK and found.good(self._today()) else None

    def good(self, id: str) -> AccessKey | None:
        """Return a key by its id if it is good today."""
        return next((each for each in self.all() if each.id == id and each.good(self._today())), None)

    def any_good(self) -> bool:
        """Say whether at least one key is good today."""
        return any(each.good(self._today()) for each in self.all())

    def _write(self, keys: list[AccessKey]) -> None:
        """Replace the file at once; it is never readable by others, not even half written."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self._file.with_name(f".{self._file.name}.{secrets.token_hex(4)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump([asdict(each) for each in keys], out, indent=1, ensure_ascii=False)
        fresh.replace(self._file)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
