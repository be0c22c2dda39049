"""The engines of the bulk statements: what they may use, who is told of their steps, what is said of a missing one."""

import stat
import sys

import duckdb
import pyarrow as pa
import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.bulk.kin_tables import Asked, KinTables, find_kin
from app.analysis.engines import SPARK, Engines
from app.analysis.sample import sample_case
from app.errors import InvalidParameter, TooLarge


def test_rows_that_do_not_fit_are_spilled_to_the_folder_named_and_nothing_is_left_there(tmp_path):
    folder = tmp_path / "home" / "spill"
    engines = Engines(spill=folder)
    with engines.open() as session:
        session.give(siblings=pa.table({"a": [1], "b": [2]}), blood=pa.table({"a": [1], "b": [3]}))
        assert session.ask("siblings").to_pylist() == [{"a": 1, "b": 2}]
        (own,) = folder.iterdir()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700 and own.is_dir()
    assert list(folder.iterdir()) == [own]  # kept for the next question
    engines.close()
    assert list(folder.iterdir()) == []


def test_engines_that_nobody_closed_leave_nothing(tmp_path):
    engines = Engines(spill=tmp_path)
    engines.open().__exit__(None, None, None)
    assert len(list(tmp_path.iterdir())) == 1
    del engines
    assert list(tmp_path.iterdir()) == []


def test_sessions_at_one_time_do_not_see_each_others_tables():
    engines = Engines()
    with engines.open() as one, engines.open() as other:
        for number, session in enumerate((one, other)):
            session.give(siblings=pa.table({"a": [number], "b": [9]}), blood=pa.table({"a": [7], "b": [8]}))
            session.make("kept", "siblings")
        assert [session.ask("siblings")["a"].to_pylist() for session in (one, other)] == [[0], [1]]
        assert [session.table("kept")["a"].to_pylist() for session in (one, other)] == [[0], [1]]
    with engines.open() as later, pytest.raises(duckdb.CatalogException):
        later.table("kept")
    engines.close()
    with engines.open() as again:
        again.give(siblings=pa.table({"a": [1], "b": [9]}), blood=pa.table({"a": [7], "b": [8]}))
        assert again.ask("siblings").num_rows == 1
    engines.close()


def test_too_little_memory_is_said_with_the_setting():
    everyone = pa.array(range(20_000), pa.int32())
    par = pa.table({"child": everyone, "parent": everyone, "wide": pa.array([False] * len(everyone))})
    kin = KinTables(par, pa.table({"a": everyone, "b": everyone}), pa.array([], pa.string()), len(everyone), [], [])
    with pytest.raises(TooLarge, match=r"limit of 1m of memory.*KINTRACE_BULK_MEMORY"), Engines("1m").open() as session:
        find_kin(session, kin, Asked.everyone(everyone, everyone), 8)


def test_a_spark_without_its_package_is_one_line_that_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(InvalidParameter, match=r"pip install 'kintrace\[spark\]'") as refused:
        ANALYSES["chains"].table(sample_case(), engine=SPARK)
    assert "\n" not in str(refused.value) and "Allowed: auto, networkx, duckdb." in str(refused.value)


def test_who_watches_is_told_of_the_steps_of_a_long_run():
    told = []
    book = sample_case().telling(lambda *step: told.append(step))
    ANALYSES["chains"].table(book, engine="duckdb")
    assert told == [
        ("reading events and kinship", 0, 4),
        ("looking for kin", 1, 4),
        ("joining links", 2, 4),
    ]


def test_engines_that_started_nothing_are_closed_at_once():
    Engines().close()


def test_a_casebook_keeps_the_engines_it_was_given():
    engines = Engines()
    assert Casebook.of(sample_case().snapshot, engines=engines).engines is engines
