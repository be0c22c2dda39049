"""``run`` gives what a command ended with and wrote, over an empty store in memory; ``published`` the same with the
published cases in it."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app import bootstrap
from app.analysis import ANALYSES, Casebook
from app.bootstrap import Kintrace
from app.catalogue import load_catalogue
from app.cli.main import main
from app.services.analyst import Analyst
from app.services.exporter import Exporter
from app.services.ledger import Ledger
from app.services.reader import Reader
from app.settings import Settings
from seed import published_folder
from tests.fakes import FakeStore


class Ended(NamedTuple):
    """What a command ended with and wrote."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on the output."""
        return json.loads(self.out)


Run = Callable[..., Ended]


#: Read once: every command would read it again.
CATALOGUE = load_catalogue()


def services_on(store: FakeStore, home: Path) -> Kintrace:
    analyses = {name: analysis.run for name, analysis in ANALYSES.items()}
    ledger, reader = Ledger(store, lambda: datetime.now(UTC), "test"), Reader(store, CATALOGUE)
    return Kintrace(
        Settings(home=home),
        store,
        ledger,
        reader,
        Analyst(store, analyses, partial(Casebook.of, record=store)),
        Exporter(store, reader, ledger),
    )


def put_in_place(services: Kintrace, patch: pytest.MonkeyPatch) -> None:
    """Let commands open these services."""
    patch.setenv("KINTRACE_HOME", str(services.settings.home))
    patch.setattr(bootstrap, "build", lambda settings, progress: services)


@pytest.fixture
def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run commands in this process, on whatever the settings say."""

    def run(*arguments: object) -> Ended:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return Ended(code, written.out, written.err)

    return run


@pytest.fixture
def empty() -> FakeStore:
    return FakeStore()


@pytest.fixture
def run(runner: Run, empty: FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    put_in_place(services_on(empty, tmp_path / "home"), monkeypatch)
    return runner


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Kintrace:
    """The published cases; tests only read them."""
    services = services_on(FakeStore(), tmp_path_factory.mktemp("home"))
    services.ledger.import_paths([published_folder()])
    return services


@pytest.fixture
def published(runner: Run, cases: Kintrace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    put_in_place(cases, monkeypatch)
    before = cases.store.data_version()
    yield runner
    assert cases.store.data_version() == before, "a test wrote to the store that others read"
