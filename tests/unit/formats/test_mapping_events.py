"""Facts about event logs whose activities have names of their own: they come in through a mapping that is proposed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars
import pytest
import r4pm

from app.formats import FORMATS, FileNote, FileRow
from app.formats.mapping_start import start_mapping
from app.formats.xes_records import read_raw_xes
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from tests.fakes import FakeClock, FakeStore

_ROWS = {
    "case:concept:name": ["Kim <b>", "Kim <b>", "Kim <b>", "Ri"],
    "concept:name": ["Arrested by police", "paid a fine", "강제 송환", "Last seen"],
    "time:timestamp": [datetime(2009, 5, day, 23, tzinfo=UTC) for day in (3, 4, 4, 6)],
    "org:group": ["Bureau", "", "=Border", "Bureau"],
    "org:role": ["a", "b", "c", "d"],
}


def log_of(tmp_path: Path) -> Path:
    path = tmp_path / "other.xes.gz"
    r4pm.df.export_xes(polars.DataFrame(_ROWS), str(path))
    return path


def test_the_proposal_of_a_log_that_r4pm_wrote_imports_it(tmp_path: Path) -> None:
    path, mapping, store = log_of(tmp_path), tmp_path / "m.toml", FakeStore()
    text = start_mapping(path, "a", graphs=FORMATS)
    mapping.write_text(text, encoding="utf-8")
    ledger = Ledger(store, FakeClock(), "tester")
    report = ledger.import_paths([path], ImportOptions(mapping=mapping))
    assert (report.problems.entries, report.rejected) == ([], 0)
    graph = store.snapshot()
    assert {row["name"] for row in graph.rows("Person")} == {"Kim <b>", "Ri"}
    assert {row["name"] for row in graph.rows("Agency")} == {"Bureau", "=Border"}
    told = sorted((row["begin"], row["kind"]) for row in graph.rows("Event"))
    assert told == [("2009-05-03", "arrest"), ("2009-05-04", "repatriation"), ("2009-05-06", "last_seen")]
    left_out = text.partition("# Not understood")[2]
    assert "concept:name = paid a fine" in left_out and "org:role" in left_out and "Arrested" not in left_out
    assert ledger.import_paths([path], ImportOptions(mapping=mapping)).recorded == 0


def test_where_no_activity_is_a_kind_the_rules_are_there_to_fill_in(tmp_path: Path) -> None:
    path, mapping, store = tmp_path / "a.xes", tmp_path / "m.toml", FakeStore()
    r4pm.df.export_xes(polars.DataFrame(_ROWS).slice(1, 1), str(path))
    text = start_mapping(path, "a", graphs=FORMATS)
    above, _, below = text.partition("take the signs # away.")
    rules, _, rest = below.partition("# Not understood")
    filled = rules.replace("\n# ", "\n").replace('"paid a fine" = ""', '"paid a fine" = "confiscation"')
    for part in (text, f"{above}{filled}#{rest}"):
        mapping.write_text(part, encoding="utf-8")
        report = Ledger(store, FakeClock(), "tester").import_paths([path], ImportOptions(mapping=mapping))
        assert report.problems.entries == []
    assert [row["kind"] for row in store.snapshot().rows("Event")] == ["confiscation"]


def test_without_a_mapping_the_refused_activity_says_how_it_comes_in(tmp_path: Path) -> None:
    report = Ledger(FakeStore(), FakeClock(), "tester").import_paths([log_of(tmp_path)], ImportOptions())
    assert "kintrace map-start" in report.problems.entries[0]["allowed"]


def test_a_record_has_its_case_its_place_in_it_and_the_day_that_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xes"
    path.write_text(
        '<log><string key="x" value="y"/>'
        '<trace><string key="concept:name" value="Kim"/><string key="age" value="9"/>'
        '<event><string key="concept:name" value="b"><string key="inner" value="i"/></string>'
        '<date key="time:timestamp" value="2009-05-03T23:30:00+09:00"/></event>'
        '<event><string key="concept:name" value="c"/></event></trace>'
        '<trace><string key="concept:name" value="Ri"/></trace><event/></log>',
        encoding="utf-8",
    )
    items = list(read_raw_xes(path))
    first, second, alone, lost = (each.cells for each in items if isinstance(each, FileRow))
    case = {"case": "Kim", "case:concept:name": "Kim", "case:age": "9"}
    stamp = "2009-05-03T23:30:00+09:00"
    assert first == {
        "element": "event", **case, "concept:name": "b", "time:timestamp": stamp, "step": "1", "day": "2009-05-03"
    }  # fmt: skip
    assert second == {"element": "event", **case, "concept:name": "c", "step": "2", "day": ""}
    assert alone == {"element": "case", "case": "Ri", "case:concept:name": "Ri"}
    told = [each.note.reason if isinstance(each, FileNote) else each.problem and each.problem.code for each in items]
    assert lost == {} and told[3:] == ["no_case", "inner of event is not taken over, 1 times"]


@pytest.mark.parametrize("text", ["<log><trace><event>", '<!DOCTYPE x [<!ENTITY a "b">]><log>&a;</log>'])
def test_a_damaged_log_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xes"
    path.write_text(text)
    last = list(read_raw_xes(path))[-1]
    assert isinstance(last, FileNote) and last.stops
