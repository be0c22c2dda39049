"""Wiring: settings become an engine, a store and the services. The one file that knows the concrete classes."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from operator import attrgetter
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING

from app.access.keys import Keys
from app.errors import ConfigurationError, StoreUnavailable
from app.settings import Settings
from app.store.embedded import Engine, EngineConfig, Progress, open_engine, silent
from app.store.embedded.holder import holder_of, stop_holder
from app.store.embedded.jars import read_lock
from app.store.reachable import GREETING_SECONDS, answers_bolt

if TYPE_CHECKING:
    from app.analysis.engines import Engines
    from app.services.analyst import Analyst
    from app.services.exporter import Exporter
    from app.services.ledger import Ledger
    from app.services.reader import Reader
    from app.store.base import Store

#: Returns address, user and password of the database as it runs now.
Locate = Callable[[], tuple[str, str, str]]
_MIB_OF = {"k": 1 / 1024, "m": 1, "g": 1024}


#: Parts of the casebook that the server makes before anyone asks: family charts ask for the ties.
AHEAD = (attrgetter("ties"),)


@dataclass(frozen=True)
class Kintrace:
    """The services of one instance.

    Attributes
    ----------
    engine : Engine or None
        The Neo4j that Kintrace runs itself or joined; None with ``KINTRACE_NEO4J_URL``.
    bulk : Engines or None
        What joins tables for the analyses of everyone.
    """

    settings: Settings
    store: Store
    ledger: Ledger
    reader: Reader
    analyst: Analyst
    exporter: Exporter
    engine: Engine | None = None
    bulk: Engines | None = None

    def close(self) -> None:
        """Close connections, and stop the engines that this process owns."""
        self.store.close()
        if self.bulk is not None:
            self.bulk.close()
        if self.engine is not None:
            self.engine.close()

    def __enter__(self) -> Kintrace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def build(settings: Settings, *, progress: Progress = silent) -> Kintrace:
    """Start or join the engine, open the store, build the services.

    Parameters
    ----------
    settings : Settings
    progress : callable
        Told of fetching and starting the engine.

    Returns
    -------
    Kintrace
        Close it, or use it in a ``with`` statement.

    Raises
    ------
    ConfigurationError
        A setting is not usable.
    EngineFailed
        The own Neo4j does not start.
    StoreUnavailable
        The Neo4j named by ``KINTRACE_NEO4J_URL`` does not answer.
    InvalidQuery
        A query file breaks the rules.
    """
    _make_home(settings)
    with ExitStack() as opened:
        engine: Engine | None = None
        if settings.neo4j_url:
            locate = _fixed(settings)
        else:
            # Both take seconds, and the engine is another process.
            Thread(target=_load_code, name="load-code", daemon=True).start()
            engine = opened.enter_context(open_engine(engine_config(settings), progress=progress))
            locate = engine.locate
        built = _assemble(settings, locate, engine)
        opened.pop_all()
    return built


def _load_code() -> None:
    """Load the code that the services need; who needs it meanwhile waits for it."""
    importlib.import_module("app.analysis.every")
    importlib.import_module("app.services.exporter")
    importlib.import_module("app.services.effects")
    importlib.import_module("app.store.neo4j_store")


def _assemble(settings: Settings, locate: Locate, engine: Engine | None) -> Kintrace:
    # Imported here: what Kintrace says of a database that does not answer must not wait for two seconds of imports.
    from app.analysis import ANALYSES, Casebook
    from app.catalogue import load_catalogue
    from app.services.analyst import Analyst
    from app.services.effects import Effects
    from app.services.exporter import Exporter
    from app.services.gate import Gate
    from app.services.ledger import Ledger
    from app.services.reader import Reader
    from app.store.neo4j_store import Neo4jStore

    catalogue = load_catalogue()
    store = Neo4jStore(locate, query_seconds=settings.query_seconds)
    analyses = {name: analysis.run for name, analysis in ANALYSES.items()}
    gate = Gate(settings.max_heavy, settings.max_waiting)
    bulk = _engines(settings)
    prepare = partial(Casebook.of, record=store, engines=bulk)  # what rests on what reads the claims
    analyst = Analyst(store, analyses, prepare, gate=gate, seconds=settings.analysis_seconds)
    analyst.ahead = AHEAD
    effects = Effects(store, analyst, analyses, Casebook.of)
    ledger = Ledger(store, lambda: datetime.now(UTC), settings.person, effects)
    reader = Reader(store, catalogue)
    exporter = Exporter(store, reader, ledger)
    return Kintrace(settings, store, ledger, reader, analyst, exporter, engine, bulk)


def _engines(settings: Settings) -> Engines:
    from app.analysis.engines import Engines

    return Engines(settings.bulk_memory, settings.bulk_spill or settings.home / "spill", settings.spark_master)


@contextmanager
def open_export(settings: Settings, folder: Path) -> Iterator[Analyst]:
    """Give the analyses on a folder that ``kintrace export parquet`` wrote; no database is started.

    Parameters
    ----------
    settings : Settings
    folder : Path

    Yields
    ------
    Analyst

    Raises
    ------
    InvalidDocument
        It is no such folder.
    """
    from app.analysis import ANALYSES, Casebook
    from app.formats.parquet_tables import read_parquet_tables
    from app.services.analyst import Analyst
    from app.services.loaded import Fixed

    store, bulk = Fixed(read_parquet_tables(folder)), _engines(settings)
    analyses = {name: analysis.run for name, analysis in ANALYSES.items()}
    try:
        yield Analyst(store, analyses, partial(Casebook.of, engines=bulk), seconds=settings.analysis_seconds)
    finally:
        bulk.close()


def open_keys(settings: Settings) -> Keys:
    """Return the access keys of the data folder; nothing is started.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    Keys
    """
    return Keys(settings.home / "keys.json", lambda: datetime.now(UTC).date())


def ask_neo4j(settings: Settings) -> int:
    """Ask the Neo4j named by ``KINTRACE_NEO4J_URL`` for its data version; nothing in it is changed.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    int

    Raises
    ------
    ConfigurationError
        There is no password for it.
    StoreUnavailable
        It does not answer, or refuses user or password.
    """
    locate = _fixed(settings)
    from app.store.neo4j_store import Neo4jStore

    store = Neo4jStore(locate, install=False)
    try:
        return store.data_version()
    finally:
        store.close()


def _make_home(settings: Settings) -> None:
    """Make the data folder for its user alone; one that is there is left as it is."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            "KINTRACE_HOME", f"{settings.home} cannot be made", "Name a folder of your own"
        ) from error


def _fixed(settings: Settings) -> Locate:
    """Return where a Neo4j that someone else runs is; its address stays. It must answer now."""
    password = settings.password()
    if not answers_bolt(settings.neo4j_url, GREETING_SECONDS):
        raise StoreUnavailable(f"no Neo4j answers at {settings.neo4j_url}", "Start it, or correct KINTRACE_NEO4J_URL")
    return lambda: (settings.neo4j_url, settings.neo4j_user, password)


def engine_config(settings: Settings) -> EngineConfig:
    """Return what the own Neo4j is told; a transaction may take two fifths of the heap, all together three fifths.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    EngineConfig

    Raises
    ------
    ConfigurationError
        The heap is too small for Neo4j.
    """
    heap = int(int(settings.engine_heap[:-1]) * _MIB_OF[settings.engine_heap[-1]])
    if heap < 128:
        raise ConfigurationError("KINTRACE_ENGINE_HEAP", "is too small for Neo4j", "Give at least 128m")
    return EngineConfig(
        home=settings.home / "engine",
        heap=settings.engine_heap,
        pagecache=settings.engine_pagecache,
        tx_max=f"{heap * 2 // 5}m",
        tx_total=f"{heap * 3 // 5}m",
        jars=settings.engine_jars,
        lock_file=settings.engine_lock,
        maven_url=settings.maven_url or None,
        offline=settings.offline,
    )


def engine_jars(settings: Settings) -> tuple[int, int]:
    """Return how many jars of the own Neo4j are there, and how many it needs; every start checks them."""
    config = engine_config(settings)
    jars = read_lock(config.lock).jars
    return sum(jar.path(config.repo).is_file() for jar in jars), len(jars)


def engine_holder(settings: Settings) -> int | None:
    """Return the process that runs the engine of the data folder, None when there is none."""
    return holder_of(engine_config(settings).home)


def stop_engine(settings: Settings) -> int | None:
    """End the process that runs the engine of the data folder; return which it was, None when there was none."""
    return stop_holder(engine_config(settings).home)
