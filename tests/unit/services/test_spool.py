"""Facts about what an import keeps of its rows: the same after it went to disk, and nothing left behind."""

import gc
import os
import tracemalloc
from datetime import UTC, datetime

from app.domain.claims import Claim
from app.evidence.keys import stated_ties
from app.services import spool as spools
from app.services.import_report import Place
from app.services.importing import Import, ImportOptions
from app.services.spool import Spool
from app.services.standing import Standing
from app.services.tally import Tally
from tests.fakes import FakeStore


def test_rows_beyond_memory_come_back_in_their_order_as_often_as_asked(monkeypatch, tmp_path):
    monkeypatch.setattr(spools, "_IN_MEMORY", 100)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spool = Spool()
    rows = [[number, "김" * (number % 7)] for number in range(2_500)]
    for row in rows[:2_200]:
        spool.append(row)
    first = list(spool)
    for row in rows[2_200:]:
        spool.append(row)
    assert (first, list(spool), len(spool)) == (rows[:2_200], rows, 2_500)
    assert os.listdir(tmp_path) == []


def test_two_readers_of_a_spool_do_not_disturb_each_other(monkeypatch):
    monkeypatch.setattr(spools, "_IN_MEMORY", 100)
    spool = Spool()
    for number in range(3_000):
        spool.append(number)
    assert [a == b for a, b in zip(spool, spool, strict=True)] == [True] * 3_000


def test_the_files_of_an_import_are_closed_with_it_and_wait_for_no_search_for_garbage(tmp_path):
    table = tmp_path / "sources.csv"
    table.write_text("id,title,kind\nx:s,A talk,interview\n")
    gc.collect()
    gc.disable()
    try:
        run = Import(FakeStore(), ImportOptions(), datetime(2025, 3, 1, tzinfo=UTC), "", lambda *_: None)
        run.run([table])
        del run
        assert [each for each in gc.get_objects() if isinstance(each, Spool)] == []
    finally:
        gc.enable()


def test_a_claim_stands_at_its_key_however_many_there_are():
    standing = Standing()
    for part in range(3):
        standing.add({f"k{part}-{n}": (f"c{part}-{n}", Place("a.csv", n)) for n in range(5_000)})
    found = standing.among(["k0-7", "k2-4999", "k3-0"])
    assert found == {"k0-7": ("c0-7", Place("a.csv", 7)), "k2-4999": ("c2-4999", Place("a.csv", 4_999))}
    assert len(set(standing.claims())) == 15_000


def test_ties_are_counted_once_whichever_way_they_are_told_and_take_no_more_memory_the_more_there_are():
    def tell(tally, number):
        for at in range(number):
            for relation, a, b in (("child", at + 1, at), ("parent", at, at + 1), ("sibling", at, at + 1)):
                said = {"person_a": f"x:{a}", "relation": relation, "person_b": f"x:{b}"}
                claim = Claim("kinship", said, "x:s", id="c")
                tally.add(claim, stated_ties(claim))

    tally = Tally()
    tell(tally, 1_000)
    tracemalloc.start()
    tell(tally, 6_000)
    counts = tally.counts()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (counts["parent_child"], counts["siblings"], counts["persons"]) == (6_000, 6_000, 0)
    assert kept < 200_000
