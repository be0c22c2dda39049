"""The life of an engine: started by one of two processes, joined, taken over, killed, restarted, closed.

Each fixture takes the step after the one it names and notes what was seen; the tests read the notes. So the whole
life costs three starts.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from neo4j.exceptions import DriverError, Neo4jError

from app.errors import EngineFailed, StoreUnavailable
from app.store.embedded import Engine, open_engine
from app.store.embedded.folder import Folder
from app.store.embedded.processes import State, start_mark, state
from app.store.neo4j_store import Neo4jStore
from tests.engine_fixture import connect, small_engine

KEEP = "MERGE (:Kept {number: $number})"
KEPT = "MATCH (n:Kept) RETURN n.number AS number ORDER BY number"


@dataclass
class Life:
    """What the steps have seen so far."""

    home: Path
    owner: subprocess.Popen[str]
    told: list[dict[str, object]]
    engine: Engine
    store: Neo4jStore
    seen: dict[str, object] = field(default_factory=dict)


def run_owner(home: Path) -> subprocess.Popen[str]:
    """Start a process that runs or joins the engine; it has no terminal, and options for other Java programs."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.engine_owner", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "JAVA_TOOL_OPTIONS": "-XX:NoSuchOption"},
    )


def gone_after(pid: int, mark: str, limit: float) -> float:
    """Return how many seconds it takes until a process is gone."""
    began = time.monotonic()
    while state(pid, mark) is not State.GONE:
        assert time.monotonic() - began < limit, f"process {pid} still runs after {limit} s"
        time.sleep(0.02)
    return time.monotonic() - began


def answer_time(store: Neo4jStore) -> float:
    """Return how long the store takes to say that there is no engine."""
    began = time.monotonic()
    with pytest.raises(StoreUnavailable):
        store.run("RETURN 1 AS one", {})
    return time.monotonic() - began


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """Two processes open the engine of one folder at the same moment; a third, this one, joins."""
    home = tmp_path_factory.mktemp("life") / "home"
    processes = [run_owner(home), run_owner(home)]
    told = [json.loads(process.stdout.readline()) for process in processes if process.stdout]
    owner, guest = sorted(processes, key=lambda process: not told[processes.index(process)]["owned"])
    guest.communicate("", timeout=60)
    began = time.monotonic()
    with open_engine(small_engine(home)) as engine:
        store = Neo4jStore(engine.locate, install=False)
        life = Life(home, owner, told, engine, store)
        life.seen["join seconds"] = time.monotonic() - began
        life.seen["joined"] = (engine.owned, engine.pid)
        yield life
        store.close()
    if owner.poll() is None:
        owner.kill()
    owner.communicate()


@pytest.fixture(scope="module")
def suspended(started: Life) -> Life:
    """Somebody suspends the engine by hand, and lets it go on."""
    os.kill(started.engine.pid, signal.SIGSTOP)
    started.seen["suspended"] = answer_time(started.store)
    with pytest.raises(EngineFailed) as refused:
        open_engine(small_engine(started.home))
    started.seen["suspended words"] = str(refused.value)
    os.kill(started.engine.pid, signal.SIGCONT)
    started.seen["goes on"] = started.store.run("RETURN 1 AS one", {})
    return started


@pytest.fixture(scope="module")
def taken_over(suspended: Life) -> Life:
    """The process that runs the engine is killed; this one takes over."""
    with connect(suspended.engine) as driver:
        driver.execute_query(KEEP, number=-1)
    pid, mark = suspended.engine.pid, start_mark(suspended.engine.pid) or ""
    suspended.owner.kill()
    suspended.owner.wait()
    suspended.seen["engine outlives its owner"] = gone_after(pid, mark, 30)
    suspended.seen["owner killed"] = answer_time(suspended.store)
    suspended.engine.ensure(300)
    suspended.seen["kept by the owner"] = suspended.store.run(KEPT, {})
    return suspended


@pytest.fixture(scope="module")
def restarted(taken_over: Life) -> Life:
    """The engine is killed while one writes; it comes back by itself."""
    acknowledged: list[int] = []

    def write() -> None:
        with connect(taken_over.engine) as driver, driver.session() as session:
            for number in range(100_000):
                try:
                    session.run(KEEP, number=number).consume()
                except (DriverError, Neo4jError):
                    return
                acknowledged.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    while len(acknowledged) < 20:
        time.sleep(0.02)
    before = taken_over.engine.uri
    os.kill(taken_over.engine.pid, signal.SIGKILL)
    taken_over.seen["engine killed"] = answer_time(taken_over.store)
    taken_over.seen["uris"] = (before, taken_over.engine.ensure(300))
    writer.join()
    began = time.monotonic()
    rows = taken_over.store.run(KEPT, {})
    taken_over.seen["answers again"] = time.monotonic() - began
    taken_over.seen["lost"] = set(acknowledged) - {row["number"] for row in rows}
    return taken_over


def test_of_two_processes_one_runs_the_engine_and_the_other_joins_it(started):
    assert sorted(bool(row["owned"]) for row in started.told) == [False, True]
    assert started.told[0]["pid"] == started.told[1]["pid"]


def test_the_end_of_a_guest_leaves_the_engine_running(started):
    assert started.engine.alive()
    assert started.seen["joined"] == (False, started.told[0]["pid"])


def test_a_suspended_engine_is_unavailable_at_once_and_goes_on_by_itself(suspended):
    assert suspended.seen["suspended"] < 30
    assert "kill -CONT" in str(suspended.seen["suspended words"])
    assert suspended.seen["goes on"] == [{"one": 1}]


def test_the_engine_ends_with_the_process_that_runs_it_even_when_that_is_killed(taken_over):
    assert taken_over.seen["engine outlives its owner"] < 30


def test_a_guest_takes_over_when_the_owner_is_gone(taken_over):
    assert taken_over.seen["owner killed"] < 30
    assert taken_over.engine.owned
    assert taken_over.seen["kept by the owner"] == [{"number": -1}]


def test_a_killed_engine_comes_back_with_everything_that_was_acknowledged(restarted):
    assert restarted.seen["engine killed"] < 30
    assert restarted.seen["lost"] == set()


def test_it_comes_back_at_another_port_and_the_store_follows(restarted):
    before, after = restarted.seen["uris"]
    assert before != after == restarted.engine.uri
    assert restarted.seen["answers again"] < 30


def test_closing_leaves_no_process_no_lock_and_no_address(restarted):
    pid, mark = restarted.engine.pid, start_mark(restarted.engine.pid) or ""
    restarted.engine.close()
    folder = Folder(restarted.home)
    lock = folder.try_lock()
    assert state(pid, mark) is State.GONE
    assert folder.address() is None
    assert lock is not None
    lock.release()
    with pytest.raises(StoreUnavailable, match="closed"):
        restarted.engine.locate()
