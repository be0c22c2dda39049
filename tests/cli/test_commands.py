"""Facts about every command: what it ends with, what it writes where, and that its help text can be followed."""

import csv
import io
import shlex
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer

from app.analysis import ANALYSES, Casebook
from app.bootstrap import Kintrace
from app.cli.main import EXIT_CODES, build_app
from app.errors import KintraceError
from app.formats.csv_tables import write_csv_tables
from app.services.analyst import Analyst
from tests.cli.conftest import Run, put_in_place
from tests.fakes import FakeStore

KIM = "published:un-kim-cheol-ok"
DAUGHTER = f"{KIM}.daughter"
SOURCE = "published:asiatoday-2022-02-26"
ROWS = [
    ("sources", {"id": "x:s", "kind": "report"}),
    ("persons", {"id": "x:1", "name": "A", "birth": "1950", "source_id": "x:s"}),
    ("persons", {"id": "x:2", "name": "B", "birth": "1980", "source_id": "x:s"}),
    ("kinship", {"person_a": "x:1", "relation": "father", "person_b": "x:2", "source_id": "x:s"}),
]
WRONG = [*ROWS, ("persons", {"id": "x:3", "name": "C", "birth": "not a day", "source_id": "x:s"})]
REPORT_KEYS = {
    "files", "rows_read", "recorded", "unchanged", "rejected", "withdrawn", "problems", "warnings", "counts", "dry_run",
}  # fmt: skip
COMMANDS = typer.main.get_command(build_app()).commands  # type: ignore[attr-defined]


def data(folder: Path, rows: list[tuple[str, dict[str, str]]]) -> Path:
    folder.mkdir()
    write_csv_tables(rows, folder)
    return folder


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# What a command ends with


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("trail x:nobody", 1, "x:nobody"),
        ("kin x:nobody", 1, "x:nobody"),
        ("withdraw x:nothing --dry-run", 1, "x:nothing"),
        ("query kinship.nothing", 1, "kinship.nothing"),
        ("query kinship.ancestors", 2, "person_id"),
        ("query kinship.ancestors --person-id x:1 --colour red", 2, "colour"),
        ("query kinship.ancestors --person-id x:1 --max-generations many", 2, "max_generations"),
        ("query kinship.ancestors --person-id", 2, "has no value"),
        ("chains --class sure", 2, "documented, certain, possible, undated"),
        ("chains --from 2009-13-01", 2, "from"),
        ("chains --max-chon 99", 2, "max-chon"),
        ("chains --colour red", 2, "--colour"),
        ("network --level places", 2, "agency, place"),
        ("trail", 2, "PERSON"),
        ("kin", 2, "--pairs"),
        ("kin --pairs nowhere.csv", 2, "nowhere.csv"),
        ("import nowhere", 2, "nowhere"),
        ("export pdf out", 2, "csv"),
        ("date --file nowhere.txt", 2, "nowhere.txt"),
        ("order 2009", 2, "at least two dates"),
        ("name one", 2, "two names"),
        ("fly", 2, "fly"),
        ("date 2009 --format yaml", 2, "yaml"),
    ],
)
def test_an_error_is_one_line_on_the_error_output(run: Run, arguments: str, code: int, said: str) -> None:
    ended = run(*shlex.split(arguments))
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith("kintrace: ") and ended.err.count("\n") == 1 and said in ended.err
    assert "Traceback" not in ended.err


def test_a_database_that_is_down_is_said_in_one_line(run: Run, empty: FakeStore) -> None:
    empty.down = True
    ended = run("chains")
    assert (ended.code, ended.err.count("\n")) == (1, 1) and "cannot be reached" in ended.err


def test_every_error_class_has_an_exit_code() -> None:
    found, left = set(), [KintraceError]
    while left:
        found.add(each := left.pop())
        left += each.__subclasses__()
    assert {each for each in found if each.__module__.startswith("app.")} <= set(EXIT_CODES)
    assert set(EXIT_CODES.values()) == {1, 2}


def test_an_unknown_setting_stops_a_command_before_anything_is_opened(run: Run, monkeypatch) -> None:
    monkeypatch.setenv("KINTRACE_COLOUR", "red")
    ended = run("chains")
    assert ended.code == 2 and "KINTRACE_COLOUR" in ended.err and ended.err.count("\n") == 1


def test_what_steers_a_terminal_is_written_as_text(run: Run) -> None:
    ended = run("trail", "x:\x1b[31m")
    assert ended.code != 0 and "\x1b" not in ended.err


# Import


def test_an_import_reports_and_the_same_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    folder = data(tmp_path / "in", ROWS)
    first, again = (run("import", folder, "--format", "json") for _ in range(2))
    assert (first.code, again.code) == (0, 0) and first.document.keys() >= REPORT_KEYS
    assert (first.document["recorded"], again.document["recorded"], again.document["unchanged"]) == (4, 0, 4)
    counts = first.document["counts"]
    assert (counts["persons"], counts["parent_child"], counts["sources"]) == (2, 1, 1)


def test_one_wrong_row_stops_all_and_is_named(run: Run, empty: FakeStore, tmp_path: Path) -> None:
    ended = run("import", data(tmp_path / "in", WRONG), "--format", "json")
    (problem,) = ended.document["problems"]
    assert (ended.code, ended.document["recorded"], empty.kept) == (1, 0, {})
    assert problem.keys() >= {"file", "row", "column", "code", "reason", "allowed"}
    assert (Path(problem["file"]).name, problem["row"], problem["column"]) == ("persons.csv", 4, "birth")


def test_problems_as_csv_are_one_row_each(run: Run, tmp_path: Path) -> None:
    rows = table(run("import", data(tmp_path / "in", WRONG), "--format", "csv").out)
    assert [(row["level"], row["row"], row["column"]) for row in rows] == [("problem", "4", "birth")]


def test_with_quarantine_the_right_rows_are_recorded(run: Run, empty: FakeStore, tmp_path: Path) -> None:
    ended = run("import", data(tmp_path / "in", WRONG), "--quarantine", "--format", "json")
    assert (ended.code, ended.document["recorded"], ended.document["rejected"]) == (1, 4, 1)
    assert "x:3" in (Path(ended.document["quarantine"]) / "persons.csv").read_text(encoding="utf-8")
    (tmp_path / "a.ged").write_bytes(b"0 HEAD\n0 @I1@ INDI\n1 NAME A\n0 @I2@ INDI\n1 NA\0E B\n0 TRLR\n")
    said = run("import", tmp_path / "a.ged", "--dataset", "tree", "--quarantine").out
    again = said.partition("put them right, then: kintrace ")[2].partition("\n")[0].split()
    kept = Path(again[1]) / "damaged" / "a.ged"
    kept.write_bytes(kept.read_bytes().replace(b"NA\0E", b"NAME"))
    assert (again[2:], run(*again).code) == (["--dataset", "tree"], 0)


def test_a_dry_run_writes_nothing(run: Run, empty: FakeStore, tmp_path: Path) -> None:
    ended = run("import", data(tmp_path / "in", ROWS), "--dry-run")
    assert (ended.code, empty.kept) == (0, {}) and "4 would be recorded" in ended.out


def test_what_was_exported_is_known_when_imported(run: Run, tmp_path: Path) -> None:
    run("import", data(tmp_path / "in", ROWS))
    assert run("export", "csv", tmp_path / "out").code == 0
    again = run("import", tmp_path / "out", "--format", "json").document
    assert (again["recorded"], again["unchanged"], again["problems"]) == (0, 4, [])


def test_withdrawn_and_brought_back(run: Run, empty: FakeStore, tmp_path: Path) -> None:
    run("import", data(tmp_path / "in", ROWS))
    full = empty.graph()
    told = run("withdraw", "x:s", "--dry-run", "--format", "json").document
    assert set(told["nodes"]) == {"Person/x:1", "Person/x:2"} and empty.graph() == full
    assert run("withdraw", "x:s", "--because", "asked for").code == 0 and not empty.graph().nodes
    assert run("reinstate", "x:s").code == 0 and empty.graph() == full


# Answers


@pytest.mark.parametrize(
    ("arguments", "keys", "part", "part_keys"),
    [
        (
            "chains",
            {"data_version", "parameters", "links", "together", "not_taken", "truncated"},
            "links",
            {
                "trigger", "punishment", "class", "chon", "affinity", "relation", "words", "path", "delay_days",
                "claims", "grade", "independent_sources",
            },
        ),
        ("cascade", {"roots", "not_taken"}, "roots", {"trigger", "size", "depth", "nodes"}),
        (
            f"trail {KIM}",
            {"person", "status", "stages", "last_known"},
            "stages",
            {
                "stage", "event", "kind", "begin", "end", "earliest", "latest", "agency", "from_agency", "to_agency",
                "place", "from_place", "to_place", "country", "claims", "contradictions",
            },
        ),
        (
            "handovers",
            {"parameters", "persons", "paths", "flows", "variants", "directly_follows", "corridors"},
            "paths",
            {
                "person", "country_of_taking", "taking_agency", "crossing", "receiving_agency", "facility",
                "last_known", "days",
            },
        ),
        (
            "families",
            {"families"},
            "families",
            {
                "id", "kind", "persons", "taken", "punished", "fate_unknown", "dead", "abroad", "triggers", "first",
                "last",
            },
        ),
        (
            f"kin {KIM} {DAUGHTER}",
            {
                "a", "b", "chon", "blood", "affinity", "spouses", "legal_kin", "up", "down", "relation", "words",
                "common_ancestors", "path", "claims", "grade", "all",
            },
            "all",
            {"chon", "path"},
        ),
    ],
)  # fmt: skip
def test_json_has_the_agreed_keys(published: Run, arguments: str, keys: set[str], part: str, part_keys) -> None:
    ended = published(*arguments.split(), "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.document.keys() >= keys
    assert ended.document[part] and all(row.keys() >= part_keys for row in ended.document[part])


@pytest.mark.parametrize(
    ("arguments", "part"),
    [(f"trail {KIM}", "stages"), ("chains", "links"), ("network", "nodes"), ("handovers", "paths")],
)
def test_csv_is_the_main_list_with_every_row(published: Run, arguments: str, part: str) -> None:
    rows = table(published(*arguments.split(), "--format", "csv").out)
    listed = published(*arguments.split(), "--format", "json").document[part]
    assert len(rows) == len(listed)
    assert "claims" not in listed[0] or all(row["claims"] for row in rows)


def test_a_table_counts_first_and_shows_twenty_rows_without_claims(published: Run) -> None:
    ended = published("handovers")
    total = len(published("handovers", "--format", "json").document["paths"])
    counts, first, *_ = ended.out.split("\n\n")
    assert f"paths: {total}" in counts.splitlines() and total > 20
    header, *_ = first.splitlines()[1:]
    assert header.split()[:2] == ["person", "country_of_taking"] and "claims" not in ended.out
    assert len(first.splitlines()) == 3 + 20 + 1
    assert first.splitlines()[-1] == f"… and {total - 20} more; --format csv gives all"


def test_every_table_of_an_analysis_is_narrow(published: Run) -> None:
    for arguments in ("chains", f"trail {KIM}", "cascade", "handovers", "families", "network", f"kin {KIM}"):
        lines = published(*arguments.split()).out.splitlines()
        headers = [line for line, under in pairwise(lines) if under.startswith("──")]
        assert headers and all(len(header.split()) <= 11 for header in headers), arguments


def test_a_range_is_said_in_words(published: Run) -> None:
    assert "-577 to 214" in published("chains").out
    assert "0 to 25" in published("trail", KIM).out


def test_pairs_of_a_file_are_answered_in_order(published: Run, tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(f"a,b\n{KIM},{DAUGHTER}\n{DAUGHTER},{KIM}\n", encoding="utf-8")
    found = published("kin", "--pairs", file, "--format", "json").document
    assert [(each["a"], each["chon"], each["words"]["en"]) for each in found] == [
        (KIM, 1, ["daughter"]),
        (DAUGHTER, 1, ["mother"]),
    ]


def test_a_pair_with_an_unknown_person_is_refused_and_the_others_are_answered(published: Run, tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(f"a,b\n{KIM},x:nobody\nno id,{KIM}\n{KIM},{DAUGHTER}\n", encoding="utf-8")
    done = published("kin", "--pairs", file, "--format", "json")
    assert done.code == 1
    assert [each["chon"] for each in done.document] == [None, None, 1]
    assert "x:nobody" in done.document[0]["refused"] and done.document[2]["refused"] is None
    assert set(done.document[0]) >= {"a", "b", "relation", "words", "path", "all", "grade", "spouses", "legal_kin"}
    assert "x:nobody" in published("kin", "--pairs", file).out


def test_a_pair_that_takes_too_long_is_refused_and_the_others_are_answered(
    runner: Run, cases: Kintrace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kin = ANALYSES["kin"].run

    def endless_to_itself(book: Casebook, **given: Any) -> dict[str, Any]:
        while given["a"] == given["b"]:
            pass
        return kin(book, **given)

    slow = Analyst(cases.store, {"kin": endless_to_itself}, Casebook.of, seconds=0.2)
    put_in_place(replace(cases, analyst=slow), monkeypatch)
    file = tmp_path / "pairs.csv"
    file.write_text(f"a,b\n{KIM},{KIM}\n{KIM},{DAUGHTER}\n", encoding="utf-8")
    done = runner("kin", "--pairs", file, "--format", "json")
    assert (done.code, [each["chon"] for each in done.document]) == (1, [None, 1])
    assert "took longer than 0.2 s" in done.document[0]["refused"]


# Dates, names and kinship words


def test_a_kinship_word_is_read_or_refused_with_the_reason(run: Run) -> None:
    done = run("word", "wife's elder sister's husband", "friend", "--format", "json")
    read, friend = done.document
    assert (done.code, read["refused"], friend["readings"]) == (1, None, [])
    assert [(each["relation"], each["chon"], each["affinity"]) for each in read["readings"]] == [
        ("[s]u1d1[s]", 2, True)
    ]
    assert "no kin" in friend["refused"]
    assert "동서" in run("word", "wife's elder sister's husband").out


def test_what_is_no_id_is_refused_before_any_engine_starts(runner: Run) -> None:
    done = runner("kin", "외삼촌")
    assert done.code == 2
    assert "A: not allowed" in done.err and "dataset:local" in done.err


def test_a_date_is_read_or_refused_with_its_readings(run: Run) -> None:
    good, bad = run("date", "2009-08", "--format", "json"), run("date", "03/04/2009", "--format", "json")
    keys = {
        "text", "edtf", "earliest", "latest", "end", "precision", "approximate", "uncertain", "calendar", "refused",
        "readings",
    }  # fmt: skip
    assert (good.code, bad.code) == (0, 1) and good.document[0].keys() >= keys and bad.document[0].keys() >= keys
    assert (good.document[0]["earliest"], good.document[0]["latest"]) == ("2009-08-01", "2009-08-31")
    assert bad.document[0]["refused"] and len(bad.document[0]["readings"]) == 2


def test_order_and_name_have_the_agreed_keys(run: Run) -> None:
    order = run("order", "2009-08", "2011", "--format", "json")
    name = run("name", "김철옥", "Kim Cheol-ok", "--format", "json")
    assert order.document[0].keys() >= {"dates", "order"} and order.document[0]["order"] == "certain"
    assert (
        name.document[0].keys() >= {"a", "b", "match", "score", "reasons"} and name.document[0]["match"] != "different"
    )


def test_cases_come_from_a_file_one_a_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.txt"
    file.write_text("2009\t2011\n\n2011\t2009\n", encoding="utf-8")
    rows = table(run("order", "--file", file, "--format", "csv").out)
    assert [row["order"] for row in rows] == ["certain", "impossible"]


def test_dates_and_names_never_load_the_engine() -> None:
    program = (
        "import sys\n"
        "from app.cli.main import main\n"
        "assert main(['date', '2009']) == main(['order', '2009', '2011']) == main(['name', 'A', 'B']) == 0\n"
        "heavy = {'app.store.embedded', 'app.bootstrap', 'neo4j', 'jpype', 'networkx', 'pyarrow'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text_with_an_example(run: Run, command: str) -> None:
    ended = run(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"kintrace {command}" in " ".join(ended.out.split("Example", 1)[1].split())


@pytest.mark.parametrize(
    "arguments",
    [
        f"connect {KIM} {DAUGHTER}",
        "chains --max-chon 4 --window-days 1096 --format json",
        "cascade --least-size 2",
        "handovers --country CN --format csv",
        "families --kind cluster",
        "network --level place",
        f"kin {KIM} --max-chon 4",
        f"withdraw {SOURCE} --dry-run",
        "queries --format csv",
    ],
)
def test_the_example_of_the_help_text_runs(published: Run, arguments: str) -> None:
    command, *_ = arguments.split()
    assert f"kintrace {arguments}" in " ".join(published(command, "--help").out.split())
    ended = published(*arguments.split())
    assert (ended.code, ended.err) == (0, "") and ended.out


def test_the_version_is_told_and_nothing_asked_shows_the_help(run: Run) -> None:
    told, nothing = run("--version"), run()
    assert told.code == 0 and told.out.startswith("kintrace ")
    assert (nothing.code, nothing.err) == (0, "") and "\n  chains " in nothing.out
