"""The engine's folder: who may start the engine, where it listens, its password, its log.

``engine.lock`` is held (flock) by the process that runs the engine and, as an inherited handle, by the engine itself,
so that nobody can start a second one before the first is really gone. ``engine.json`` says where it listens.
"""

import fcntl
import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from app.errors import ConfigurationError
from app.store.embedded.processes import State, start_mark, state

_MEGABYTE = 1_000_000
_REFUSED_BELOW = 500 * _MEGABYTE
_WARNED_BELOW = 2_000 * _MEGABYTE
_LOG_BYTES = 5 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running engine is: its process, when that started, its port and its version."""

    pid: int
    create_time: str
    port: int
    version: str

    @property
    def uri(self) -> str:
        """The address that a driver takes."""
        return f"bolt://127.0.0.1:{self.port}"

    def state(self) -> State:
        """Return what the process does now."""
        return state(self.pid, self.create_time)


class HeldLock:
    """The right to run the engine of one folder; it ends with :meth:`release` and the end of the engine."""

    def __init__(self, handle: int) -> None:
        self.handle = handle

    def note(self, words: str) -> None:
        """Write who holds the lock and what it does, for processes that wait and for messages."""
        text = json.dumps({"pid": os.getpid(), "create_time": start_mark(os.getpid()), "doing": words}) + "\n"
        os.ftruncate(self.handle, 0)
        os.pwrite(self.handle, text.encode(), 0)

    def release(self) -> None:
        """Give the lock back."""
        os.close(self.handle)


class Folder:
    """The files of one engine.

    Parameters
    ----------
    home : Path
        Made with mode 0700 if it is not there.

    Raises
    ------
    ConfigurationError
        It belongs to another user, is no folder, or cannot be written.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "neo4j"
        self.log = home / "engine.log"
        self.temporary = home / "tmp"
        self._lock = home / "engine.lock"
        self._address = home / "engine.json"
        self._secret = home / "engine.secret"
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            owner = home.stat().st_uid
            if owner != os.geteuid():
                raise _wrong_home(home, "it belongs to another user")
            home.chmod(0o700)
        except OSError as error:
            raise _wrong_home(home, error.strerror or "it cannot be used") from error

    def try_lock(self) -> HeldLock | None:
        """Take the right to run the engine, None when another process has it."""
        handle = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        except OSError as error:
            os.close(handle)
            raise _wrong_home(self.home, f"files there cannot be locked ({error.strerror})") from error
        return HeldLock(handle)

    def lock_note(self) -> str:
        """Return what the holder of the lock wrote last."""
        return self._lock.read_text(encoding="utf-8").strip()

    def holder(self) -> str:
        """Return words for the process that holds the lock."""
        try:
            note = json.loads(self.lock_note())
            return f"process {int(note['pid'])}"
        except (ValueError, KeyError, TypeError):
            return "another process"

    def address(self) -> Address | None:
        """Return where the engine listens, None when nothing (or nothing readable) is written."""
        try:
            row = json.loads(self._address.read_text(encoding="utf-8"))
            return Address(int(row["pid"]), str(row["create_time"]), int(row["port"]), str(row["version"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def write_address(self, address: Address) -> None:
        """Write where the engine listens; readers see the old file or the new one."""
        temporary = self._address.with_suffix(".new")
        temporary.unlink(missing_ok=True)
        _write_private(temporary, json.dumps(asdict(address)) + "\n")
        temporary.replace(self._address)

    def remove_address(self) -> None:
        """Say that no engine listens."""
        self._address.unlink(missing_ok=True)

    def password(self) -> str:
        """Return the password, a new random one before the first start.

        Raises
        ------
        ConfigurationError
            The file is gone or empty, but data with that password are there.
        """
        if not self._secret.exists():
            if (self.data / "data" / "databases" / "system").exists():
                raise self._no_password("is missing")
            # Hex, since the command that sets it would take a leading "-" for an option.
            _write_private(self._secret, secrets.token_hex(24) + "\n")
        self._secret.chmod(0o600)
        password = self._secret.read_text(encoding="utf-8").strip()
        if not password:
            raise self._no_password("is empty")
        return password

    def known_password(self) -> str:
        """Return the password of the engine that another process runs, empty when there is none yet."""
        return self._secret.read_text(encoding="utf-8").strip() if self._secret.exists() else ""

    def _no_password(self, what: str) -> ConfigurationError:
        return ConfigurationError(
            str(self._secret),
            f"the file with the engine's password {what}, but there are data that need it",
            "Put the file back from a copy, or restore a backup into an empty folder",
        )

    def open_log(self) -> int:
        """Return a handle that appends to the log; a long log is put aside first."""
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        return os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)

    def log_tail(self, lines: int = 30) -> tuple[str, ...]:
        """Return the last lines of the log."""
        if not self.log.exists():
            return ()
        return tuple(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def empty_temporary(self) -> None:
        """Remove what an engine that was killed left behind."""
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir(mode=0o700)


def disk_warning(home: Path, free_bytes: int | None = None) -> str | None:
    """Return a warning when the disk is getting full.

    Parameters
    ----------
    home : Path
        A folder that is there.
    free_bytes : int, optional
        Free bytes of its disk; looked up unless given.

    Returns
    -------
    str or None

    Raises
    ------
    ConfigurationError
        Less than 500 MB are free: the engine could not even write its logs.
    """
    free = shutil.disk_usage(home).free if free_bytes is None else free_bytes
    if free < _REFUSED_BELOW:
        raise ConfigurationError(
            str(home), f"only {free // _MEGABYTE} MB are free on its disk", "Free at least 500 MB (better 2 GB)"
        )
    if free < _WARNED_BELOW:
        return (
            f"Only {free // _MEGABYTE} MB are free on the disk of {home}. Below 500 MB nothing is started or imported."
        )
    return None


def _write_private(file: Path, text: str) -> None:
    """Write a new file that only its owner may read."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)


def _wrong_home(home: Path, reason: str) -> ConfigurationError:
    return ConfigurationError(
        str(home), f"the engine's folder cannot be used: {reason}", "Set KINTRACE_HOME to a local folder of your own"
    )
