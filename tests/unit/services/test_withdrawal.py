"""Facts about withdrawing, bringing back and erasing."""

from pathlib import Path

import pytest

from app.analysis import ANALYSES, Casebook
from app.errors import Conflict, InvalidParameter, NotFound
from app.formats.csv_tables import write_csv_tables
from app.services.analyst import Analyst
from app.services.effects import Effects
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore

ROWS: list[tuple[str, dict[str, str]]] = [
    ("sources", {"id": "x:s", "kind": "report"}),
    ("sources", {"id": "x:t", "kind": "article"}),
    ("derivations", {"source_id": "x:t", "from_source_id": "x:s"}),
    ("persons", {"id": "x:1", "name": "A", "source_id": "x:s"}),
    ("persons", {"id": "x:1", "name": "A", "source_id": "x:t"}),
    ("persons", {"id": "x:2", "name": "B", "source_id": "x:s"}),
    ("kinship", {"person_a": "x:1", "relation": "parent", "person_b": "x:2", "source_id": "x:s"}),
    ("events", {"id": "x:e", "person_id": "x:2", "kind": "arrest", "source_id": "x:s"}),
]


@pytest.fixture
def store(tmp_path: Path) -> FakeStore:
    store = FakeStore()
    write_csv_tables(ROWS, tmp_path)
    Ledger(store, FakeClock(), "t").import_paths([tmp_path])
    return store


@pytest.fixture
def ledger(store: FakeStore) -> Ledger:
    return Ledger(store, FakeClock(), "t")


def claim_of(store: FakeStore, kind: str) -> str:
    return next(id for id, claim in store.kept.items() if claim.kind == kind)


def test_a_dry_run_lists_what_would_fall_and_changes_nothing(store: FakeStore, ledger: Ledger) -> None:
    before = store.graph()
    report = ledger.withdraw("x:s", dry_run=True)
    assert (report["kind"], len(report["claims"]), report["dry_run"]) == ("source", 4, True)
    assert report["nodes"] == ["Person/x:2"] and report["events"] == ["Event/x:e"]
    assert report["ties"] == ["Person/x:1 -PARENT_OF-> Person/x:2", "Person/x:2 -SUBJECT_OF-> Event/x:e"]
    assert report["changed"] == ["Person/x:1"] and report["derived_sources"] == ["x:t"]
    assert store.graph() == before and store.withdrawn_sources == {}


def test_what_falls_is_what_the_dry_run_said(store: FakeStore, ledger: Ledger) -> None:
    dry = ledger.withdraw("x:s", "witness asked", dry_run=True)
    real = ledger.withdraw("x:s", "witness asked")
    assert {**real, "dry_run": True, "data_version": None} == dry
    assert "x:s" in store.withdrawn_sources and {str(key) for key in store.graph().nodes} == {"Person/x:1"}


def test_a_dry_run_tells_which_answers_would_change(tmp_path: Path) -> None:
    rows = [
        ("sources", {"id": "x:s", "kind": "report"}),
        ("sources", {"id": "x:t", "kind": "article"}),
        *(("persons", {"id": f"x:{n}", "name": f"P{n}", "source_id": "x:s"}) for n in (1, 2)),
        ("kinship", {"person_a": "x:1", "relation": "parent", "person_b": "x:2", "source_id": "x:t"}),
        ("events", {"id": "x:act", "person_id": "x:2", "kind": "escape", "begin": "2010-01-05", "source_id": "x:s"}),
        ("events", {"id": "x:e", "person_id": "x:1", "kind": "arrest", "begin": "2010-05-01", "source_id": "x:s"}),
        ("events", {"id": "x:r", "person_id": "x:1", "kind": "release", "begin": "2011", "source_id": "x:t"}),
    ]
    store = FakeStore()
    write_csv_tables(rows, tmp_path)
    analyses = {name: analysis.run for name, analysis in ANALYSES.items()}
    effects = Effects(store, Analyst(store, analyses, Casebook.of), analyses, Casebook.of)
    ledger = Ledger(store, FakeClock(), "t", effects)
    ledger.import_paths([tmp_path])
    answers = ledger.withdraw("x:t", dry_run=True)["answers"]
    (link,) = answers["links"]["fall"]
    assert (link["trigger.person"], link["punishment.event"]) == ("x:2", "x:e")
    assert answers["links"]["appear"] == [] and answers["handover_paths"] == {"fall": [], "appear": []}
    (status,) = answers["statuses"]
    assert (status["person"], status["before"]) == ("x:1", "free") and status["after"] != "free"
    assert ledger.withdraw("x:t")["answers"] is None


def test_a_source_comes_back_with_the_claims_that_went_with_it(store: FakeStore, ledger: Ledger) -> None:
    event = claim_of(store, "event")
    ledger.withdraw(event, "wrong date")
    before = store.graph()
    ledger.withdraw("x:s")
    report = ledger.reinstate("x:s")
    assert len(report["claims"]) == 3 and event not in report["claims"]
    assert store.graph() == before and store.withdrawn_sources == {}


def test_one_claim_is_withdrawn_and_brought_back(store: FakeStore, ledger: Ledger) -> None:
    before = store.graph()
    event = claim_of(store, "event")
    assert ledger.withdraw(event)["events"] == ["Event/x:e"]
    assert ledger.reinstate(event, dry_run=True)["events"] == ["Event/x:e"]
    assert ledger.reinstate(event)["claims"] == [event]
    assert store.graph() == before


def test_a_claim_does_not_come_back_while_its_source_is_withdrawn(store: FakeStore, ledger: Ledger) -> None:
    ledger.withdraw("x:s")
    with pytest.raises(Conflict, match="withdrawal of its source"):
        ledger.reinstate(claim_of(store, "event"))


def test_withdrawn_twice_is_withdrawn_once(store: FakeStore, ledger: Ledger) -> None:
    event = claim_of(store, "event")
    ledger.withdraw(event)
    assert ledger.withdraw(event)["claims"] == []


def test_only_withdrawn_claims_are_erased_and_an_erased_one_stays_away(store: FakeStore, ledger: Ledger) -> None:
    event = claim_of(store, "event")
    with pytest.raises(Conflict):
        ledger.erase(event)
    ledger.withdraw(event)
    assert ledger.erase(event, "on request") == {"target": event, "kind": "claim", "erased": 1}
    assert store.kept[event].statement == {}
    with pytest.raises(Conflict, match="erasure"):
        ledger.reinstate(event)


def test_a_withdrawn_row_imported_again_stays_withdrawn_and_a_new_one_is_refused(
    tmp_path: Path, store: FakeStore, ledger: Ledger
) -> None:
    ledger.withdraw("x:s")
    report = ledger.import_paths([tmp_path])
    assert (report.recorded, report.unchanged, report.rejected) == (0, 8, 0)
    assert [each["code"] for each in report.warnings.entries] == ["withdrawn_earlier"] * 4
    write_csv_tables([("persons", {"id": "x:9", "name": "N", "source_id": "x:s"})], tmp_path / "new")
    assert [each["code"] for each in ledger.import_paths([tmp_path / "new"]).problems.entries] == ["withdrawn_source"]


@pytest.mark.parametrize(("target", "error"), [("x:none", NotFound), ("a" * 26, NotFound), ("??", InvalidParameter)])
def test_an_unknown_target_is_refused(ledger: Ledger, target: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        ledger.withdraw(target)


def test_counts_tell_what_is_on_record(ledger: Ledger) -> None:
    assert ledger.counts()["claims"] == 5
