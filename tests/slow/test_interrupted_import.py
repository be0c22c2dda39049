"""An import is killed at ten random moments and started again: the graph is the one of an undisturbed import.

So for tables, and at four moments for GEDCOM, whose rows are made as the file is read.

A moment is the n-th statement that the import sends to the database, before or after it is sent, so it depends on no
clock. In eight of the ten rounds the importing process is killed, in two the engine.
"""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.formats.gedcom_writer import write_gedcom
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from app.store.embedded import Engine, open_engine
from app.store.neo4j_store import Neo4jStore
from app.store.schema import install_schema
from seed.population import build_population, write_population
from tests.engine_fixture import connect, small_engine, wipe

pytestmark = pytest.mark.slow
_BATCH = 40
_ROUNDS = {"tables": 10, "family.ged": 4}
_ENGINE_DIES_IN = (3, 7)
#: Imports in a process of its own, counts the statements it sends, and kills a process at one of them. It says after
#: each batch how many rows it holds acknowledged, and at its end how many statements it sent.
_CHILD = """
import json, os, signal, sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from neo4j import ManagedTransaction
from app.errors import StoreError
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from app.store.neo4j_store import Neo4jStore

told = json.loads(sys.stdin.readline())
numbers, run = count(1), ManagedTransaction.run

def counted(tx, *given, **more):
    number = next(numbers)
    if number == told["moment"] and told["before"]:
        os.kill(told["victim"] or os.getpid(), signal.SIGKILL)
    answer = run(tx, *given, **more)
    if number == told["moment"] and not told["before"]:
        os.kill(told["victim"] or os.getpid(), signal.SIGKILL)
    return answer

def say(words, done, total):
    if words == "recording rows":
        print(done, flush=True)

ManagedTransaction.run = counted
store = Neo4jStore(lambda: tuple(told["address"]), install=False)
try:
    Ledger(store, lambda: datetime.now(UTC), "test").import_paths(
        [Path(told["path"])], ImportOptions(batch_rows=told["batch"]), say
    )
except StoreError:
    sys.exit(3)
print(next(numbers) - 1, flush=True)
"""


@dataclass
class Seen:
    """What one killed import left: its exit code and the last number of rows it knew to be recorded."""

    code: int
    said: list[int]


class Ground:
    """An engine of the test's own, since it dies, with a store and the folder of what is imported."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder
        self.store = Neo4jStore(engine.locate)

    def empty(self) -> None:
        with connect(self.engine) as driver:
            install_schema(driver)
            wipe(driver)

    def disturbed(self, name: str, moment: int, *, before: bool = True, engine_dies: bool = False) -> Seen:
        """Import in another process and kill it, or the engine, at a moment; 0: at none."""
        told = {
            "address": self.engine.locate(),
            "path": str(self.folder / name),
            "batch": _BATCH,
            "moment": moment,
            "before": before,
            "victim": self.engine.pid if engine_dies else 0,
        }
        child = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=json.dumps(told) + "\n",
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        return Seen(child.returncode, [int(line) for line in child.stdout.split()])

    def import_again(self, name: str):
        self.engine.ensure(timeout_seconds=600)  # a loaded machine may need minutes
        ledger = Ledger(self.store, lambda: datetime.now(UTC), "test")
        return ledger.import_paths([self.folder / name], ImportOptions(batch_rows=_BATCH))

    def content(self) -> tuple[object, ...]:
        """Return the graph and what is on record, without the time and the batch of recording."""
        claims = {claim.id: (claim.content_id(), claim.statement) for claim in self.store.claims()}
        snapshot = self.store.snapshot()
        return self.store.graph(), claims, self.store.sources(), self.store.derivations(), snapshot.in_progress


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("killed")
    write_population(folder / "tables", build_population(30))
    with open_engine(small_engine(folder / "home")) as engine:
        ground = Ground(engine, folder)
        ground.empty()
        ground.import_again("tables")
        write_gedcom(ground.store.snapshot(), folder / "family.ged")
        yield ground
        ground.store.close()


@pytest.mark.parametrize("name", _ROUNDS)
def test_an_import_killed_at_random_moments_and_started_again_gives_the_undisturbed_graph(ground, name):
    ground.empty()
    *_, statements = ground.disturbed(name, 0).said
    undisturbed = ground.content()
    choice = random.Random(5)
    moments = sorted(choice.sample(range(1, statements + 1), _ROUNDS[name]))
    for number, moment in enumerate(moments):
        engine_dies, before = number in _ENGINE_DIES_IN, choice.random() < 0.5
        ground.empty()
        seen = ground.disturbed(name, moment, before=before, engine_dies=engine_dies)
        assert seen.code == (3 if engine_dies else -signal.SIGKILL), f"statement {moment} of {statements}"
        again = ground.import_again(name)
        assert again.unchanged >= (seen.said or [0])[-1]
        assert again.recorded + again.unchanged == again.rows_read
        assert ground.content() == undisturbed, f"statement {moment} of {statements}, before={before}"
