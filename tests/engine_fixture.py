"""A real Neo4j for tests: one for the whole run, started by the same code as in production.

Choose ``engine`` when a test only reads or cleans up itself, ``empty_engine`` for an empty database, ``store`` for the
store on it (``store.wipe()`` empties it), ``empty_store`` for an empty one. The schema is installed for all of them.
The jars are fetched once into ``.kintrace/jars`` of the checkout; the variable ``TEST_ENGINE_JARS`` names another
folder.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from neo4j import Driver, GraphDatabase

from app.store.embedded import Engine, EngineConfig, open_engine
from app.store.neo4j_store import Neo4jStore
from app.store.schema import install_schema

_ROOT = Path(__file__).resolve().parents[1]
JARS = Path(os.environ.get("TEST_ENGINE_JARS") or _ROOT / ".kintrace" / "jars")
_EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


class Address(NamedTuple):
    """Where the database of the test run is."""

    uri: str
    user: str
    password: str


class WipedStore(Neo4jStore):
    """The store of the product, which can also be emptied."""

    def __init__(self, engine: Engine, driver: Driver) -> None:
        super().__init__(engine.locate)
        self._own = driver

    def wipe(self) -> None:
        """Delete every node; the schema stays."""
        wipe(self._own)


def small_engine(home: Path, **changes: object) -> EngineConfig:
    """Return what an engine for tests is told: little memory."""
    sizes = {"heap": "512m", "pagecache": "64m", "tx_max": "192m", "tx_total": "256m"}
    given = {"jars": JARS, **sizes, **changes}
    return EngineConfig(home=home, **given)  # type: ignore[arg-type]


def wipe(driver: Driver) -> None:
    """Delete every node of a database, in transactions of a bounded size."""
    with driver.session() as session:
        session.run(_EMPTY).consume()


def connect(engine: Engine) -> Driver:
    """Return a driver to an engine; the caller closes it."""
    return GraphDatabase.driver(
        engine.uri,
        auth=(engine.user, engine.password),
        notifications_min_severity="OFF",
        max_transaction_retry_time=3,
    )


@pytest.fixture(scope="session")
def running_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The engine of the test run."""
    with open_engine(small_engine(tmp_path_factory.mktemp("engine") / "home")) as engine:
        yield engine


@pytest.fixture(scope="session")
def driver(running_engine: Engine) -> Iterator[Driver]:
    """A driver to the engine of the test run, with the schema installed."""
    with connect(running_engine) as driver:
        install_schema(driver)
        yield driver


@pytest.fixture(scope="session")
def engine(running_engine: Engine, driver: Driver) -> Address:
    """Address, user and password of the engine of the test run."""
    return Address(running_engine.uri, running_engine.user, running_engine.password)


@pytest.fixture
def empty_engine(engine: Address, driver: Driver) -> Address:
    """The same, with an empty database."""
    wipe(driver)
    return engine


@pytest.fixture(scope="session")
def store(running_engine: Engine, driver: Driver) -> Iterator[WipedStore]:
    """The store on the engine of the test run, with what earlier tests left in it."""
    store = WipedStore(running_engine, driver)
    yield store
    store.close()


@pytest.fixture
def empty_store(store: WipedStore) -> WipedStore:
    """The store on an empty database."""
    store.wipe()
    return store
