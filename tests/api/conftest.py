"""Choose ``client`` for the application over a small data set on the real Neo4j, ``idle`` when no data are read,
``down`` when the database does not answer, ``api`` with ``keys`` where access keys are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.access.keys import Keys
from app.analysis import ANALYSES, Casebook
from app.api.main import create_app
from app.catalogue import load_catalogue
from app.services.analyst import Analyst
from app.services.effects import Effects
from app.services.exporter import Exporter
from app.services.ledger import Ledger
from app.services.reader import Reader
from app.store.base import Store
from tests.api.sample import write_sample
from tests.fakes import FakeStore

HERE = "http://localhost"


#: A page of a test waits for its data, however much else the machine does.
WAITING = 120.0


@dataclass(frozen=True)
class Services:
    """The services that the application stands on."""

    reader: Reader
    analyst: Analyst
    ledger: Ledger
    exporter: Exporter


def services_on(store: Store) -> Services:
    analyses = {name: analysis.run for name, analysis in ANALYSES.items()}
    reader, analyst = Reader(store, load_catalogue()), Analyst(store, analyses, partial(Casebook.of, record=store))
    ledger = Ledger(store, lambda: datetime.now(UTC), "test", Effects(store, analyst, analyses, Casebook.of))
    return Services(reader, analyst, ledger, Exporter(store, reader, ledger))


def client_on(store: Store, *, patience: float = WAITING) -> TestClient:
    app = create_app(services_on(store), patience=patience)
    return TestClient(app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def idle() -> TestClient:
    return client_on(FakeStore())


@pytest.fixture
def down() -> TestClient:
    store = FakeStore()
    store.down = True
    return client_on(store)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "keys.json", lambda: date(2025, 3, 1))


@pytest.fixture
def api(keys: Keys) -> TestClient:
    app = create_app(services_on(FakeStore()), keys=keys)
    return TestClient(app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="module")
def client(store, tmp_path_factory) -> Iterator[TestClient]:
    store.wipe()
    services = services_on(store)
    report = services.ledger.import_paths([write_sample(tmp_path_factory.mktemp("sample"))])
    assert report.problems.entries == []
    app = create_app(services, patience=WAITING)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False) as made:
        yield made
