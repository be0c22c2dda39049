"""The jars of Neo4j: fetched as the lock says, checked at every start.

Trust lies in the SHA-256 of the lock alone: jgo is the carrier, and a jar that was cut off while it was fetched looks
present to it. The class path is made from the lock, never from what lies in the folder.
"""

import fcntl
import hashlib
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.errors import ConfigurationError, EngineFailed
from app.store.embedded.config import Progress, silent

_WORKERS = 4
_TRIES = 3
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar of the lock."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str

    @property
    def name(self) -> str:
        """File name, as in a Maven repository."""
        return "-".join(part for part in (self.artifact, self.version, self.classifier) if part) + ".jar"

    def path(self, repo: Path) -> Path:
        """Return where the jar lies in a folder laid out like a Maven repository."""
        return repo.joinpath(*self.group.split("."), self.artifact, self.version, self.name)


@dataclass(frozen=True, slots=True)
class JarLock:
    """A lock file: the version of Neo4j and its jars."""

    version: str
    jars: tuple[Jar, ...]


def read_lock(file: Path) -> JarLock:
    """Read a lock file.

    Raises
    ------
    ConfigurationError
        It is missing or not a lock of ours; each jar needs a SHA-256.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        version = content["environment"]["name"].removeprefix("neo4j-")
        jars = tuple(
            Jar(row["groupId"], row["artifactId"], row["version"], row.get("classifier", ""), row["sha256"])
            for row in content["dependencies"]
        )
    except (OSError, KeyError, ValueError) as error:
        raise ConfigurationError(
            "the engine's lock file", f"{file} cannot be read as a lock", "Use the lock that comes with Kintrace"
        ) from error
    return JarLock(version, jars)


def install(
    lock: JarLock, repo: Path, *, maven_url: str | None = None, offline: bool = False, progress: Progress = silent
) -> list[str]:
    """Make sure that every jar of a lock is there and unharmed; fetch what is not.

    Parameters
    ----------
    lock : JarLock
    repo : Path
        Folder of the jars; several processes may install into it at once.
    maven_url : str or None
        A mirror to fetch from.
    offline : bool
        Fetch nothing.
    progress : callable
        Called with ``fetch``, the number of jars fetched and the number of jars to fetch.

    Returns
    -------
    list of str
        The class path, in the order of the lock.

    Raises
    ------
    ConfigurationError
        Jars are missing and the folder cannot be written; a complete one need not be.
    EngineFailed
        A jar cannot be fetched, differs from the lock, or is missing or damaged in offline mode.
    """
    wanted = _unsound(lock.jars, repo)
    if wanted and offline:
        raise EngineFailed(
            str(wanted[0].path(repo)),
            f"{len(wanted)} of {len(lock.jars)} jars of the engine are missing or damaged, and offline mode is on. "
            "Start once with a network, or copy the folder of the jars from another machine",
        )
    if wanted:
        with _only_one(repo):
            _fetch_all(_unsound(wanted, repo), repo, maven_url, progress)
    return [str(jar.path(repo)) for jar in lock.jars]


def _unsound(jars: Sequence[Jar], repo: Path) -> list[Jar]:
    """Return the jars that are missing, or differ from the lock."""
    with ThreadPoolExecutor(_WORKERS) as pool:
        sound = pool.map(lambda jar: _is_sound(jar, repo), jars)
        return [jar for jar, is_sound in zip(jars, sound, strict=True) if not is_sound]


def _fetch_all(jars: Sequence[Jar], repo: Path, maven_url: str | None, progress: Progress) -> None:
    fetch = _fetcher(repo, maven_url)
    progress("fetch", 0, len(jars))
    with ThreadPoolExecutor(_WORKERS) as pool:
        for number, _ in enumerate(pool.map(fetch, jars), 1):
            progress("fetch", number, len(jars))


@contextmanager
def _only_one(repo: Path) -> Iterator[None]:
    """Let one process at a time change the folder; the others wait."""
    try:
        repo.mkdir(parents=True, exist_ok=True)
        held = (repo / "install.lock").open("a")
    except OSError as error:
        raise ConfigurationError(
            str(repo),
            f"jars of the engine are missing, and this folder cannot be written ({error.strerror})",
            "Give the right to write there, or name another folder",
        ) from error
    with held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _is_sound(jar: Jar, repo: Path) -> bool:
    try:
        with jar.path(repo).open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == jar.sha256
    except OSError:
        return False


def _fetcher(repo: Path, maven_url: str | None) -> Callable[[Jar], None]:
    # Imported here, since a start that fetches nothing should not pay for it.
    from jgo.constants import MAVEN_CENTRAL_URL
    from jgo.maven import MavenContext, PythonResolver

    context = MavenContext(
        repo_cache=repo,
        local_repos=[],
        remote_repos={"central": (maven_url or MAVEN_CENTRAL_URL).rstrip("/")},
        resolver=PythonResolver(),
        timeout=_SECONDS,
    )

    def fetch(jar: Jar) -> None:
        target = context.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier, "jar")
        causes: list[Exception] = []
        for _ in range(_TRIES):
            jar.path(repo).unlink(missing_ok=True)
            try:
                target.resolve()
            except (OSError, RuntimeError) as error:
                causes.append(error)
            else:
                if _is_sound(jar, repo):
                    return
        jar.path(repo).unlink(missing_ok=True)
        raise _not_fetched(jar, repo, causes)

    return fetch


def _not_fetched(jar: Jar, repo: Path, causes: Sequence[Exception]) -> EngineFailed:
    what = "could not be fetched" if causes else "differs from what the lock says (checksum mismatch)"
    failure = EngineFailed(
        str(repo), f"the jar {jar.name} {what}; tried {_TRIES} times. Check the network or the mirror"
    )
    failure.__cause__ = causes[-1] if causes else None
    return failure
