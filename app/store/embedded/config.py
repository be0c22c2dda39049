"""What the engine is told: where its files are and how much memory it may take."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import ConfigurationError

#: Called with what is being done (``fetch``, ``check``, ``prepare``, ``start``, ``wait``), how much of it is done, how
#: much there is.
Progress = Callable[[str, int, int], None]
DEFAULT_LOCK = Path(__file__).parent / "lock-5.26.toml"
_SIZE = re.compile(r"[1-9][0-9]*[kmg]")


def silent(what: str, done: int, total: int) -> None:
    """Take progress and say nothing."""


@dataclass(frozen=True)
class EngineConfig:
    """Values of one engine.

    Attributes
    ----------
    home : Path
        Folder of the engine: data, log, password, lock. Nobody but its user may read it.
    heap, pagecache : str
        Memory of the JVM and of the page cache, such as ``512m`` or ``1g``.
    tx_max, tx_total : str
        Memory that one transaction, and all together, may take; never ``0``, which would mean no limit.
    tx_timeout : str
        After this time a transaction without a limit of its own is ended.
    jars : Path or None
        Folder of the jars; ``home/jars`` unless given. Several engines may share it.
    lock_file : Path or None
        Which jars, with their SHA-256; the lock of the pinned version unless given.
    maven_url : str or None
        A mirror to fetch the jars from.
    offline : bool
        Fetch nothing; every jar must be there.
    jvm : tuple of str
        More options for the JVM.
    wait_seconds : float
        How long a second process waits for the first one to have its engine running.
    """

    home: Path
    heap: str = "1g"
    pagecache: str = "512m"
    tx_max: str = "384m"
    tx_total: str = "640m"
    tx_timeout: str = "60s"
    jars: Path | None = None
    lock_file: Path | None = None
    maven_url: str | None = None
    offline: bool = False
    jvm: tuple[str, ...] = ()
    wait_seconds: float = 300.0

    def __post_init__(self) -> None:
        for name in ("heap", "pagecache", "tx_max", "tx_total"):
            if not _SIZE.fullmatch(getattr(self, name)):
                raise ConfigurationError(
                    f"the engine's {name}", "not an amount of memory", "Give a whole number and k, m or g, such as 512m"
                )

    @property
    def repo(self) -> Path:
        """Folder of the jars; absolute, since the archive of classes is one for its paths."""
        return (self.jars or self.home / "jars").absolute()

    @property
    def lock(self) -> Path:
        """File that lists the jars."""
        return self.lock_file or DEFAULT_LOCK

    @property
    def classes(self) -> Path:
        """File that lists the classes which a start needs; a lock need not have one."""
        return self.lock.with_suffix(".classes.xz")
