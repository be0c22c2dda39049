"""An import of several batches is killed on the way and repeated: nothing acknowledged is lost, nothing is doubled."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from app.evidence.projection import project
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from seed import published_folder

pytestmark = pytest.mark.slow
_BATCH = 150
#: Imports in a process of its own and says after each batch how many rows it holds acknowledged.
_CHILD = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from app.store.neo4j_store import Neo4jStore
told = json.loads(sys.stdin.readline())
store = Neo4jStore(lambda: tuple(told["address"]), install=False)
def say(words, done, total):
    if words == "recording rows":
        print(done, flush=True)
Ledger(store, lambda: datetime.now(UTC), "test").import_paths(
    [Path(told["folder"])], ImportOptions(batch_rows=told["batch"]), say
)
"""


@pytest.mark.parametrize("batches", [1, 3, 5])
def test_a_killed_import_keeps_what_was_acknowledged_and_is_repeated_without_harm(empty_store, engine, batches):
    child = subprocess.Popen([sys.executable, "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    told = {"address": list(engine), "folder": str(published_folder()), "batch": _BATCH}
    with child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(json.dumps(told) + "\n")
        child.stdin.flush()
        acknowledged = [int(child.stdout.readline()) for _ in range(batches)][-1]
        child.kill()
        child.stdout.close()
        child.stdin.close()
    ledger = Ledger(empty_store, lambda: datetime.now(UTC), "test")
    again = ledger.import_paths([published_folder()], ImportOptions(batch_rows=_BATCH))
    assert acknowledged == batches * _BATCH
    assert again.unchanged >= acknowledged
    assert again.recorded + again.unchanged == again.rows_read
    claims, sources = list(empty_store.claims()), empty_store.sources()
    assert empty_store.graph() == project(claims, sources, empty_store.derivations())
    assert len(claims) + len(sources) + len(empty_store.derivations()) == again.rows_read
    assert empty_store.snapshot().in_progress == ""
