"""What a named query gives as a table and as CSV, and the queries that messages name."""

import re
from importlib.resources import files
from pathlib import Path

from app.catalogue.loader import load_catalogue
from app.cli.output import OutputFormat, show_records

ROWS = [{"source": {"id": "x:s", "title": "A talk", "tier": "public"}, "claims": 7}]


def test_a_whole_record_is_shown_by_what_names_it_and_csv_has_all_of_it(capsys):
    show_records(ROWS, OutputFormat.TABLE, ["source", "claims"])
    assert re.findall(r"\S+", capsys.readouterr().out)[:3] == ["source.id", "source.title", "claims"]
    show_records(ROWS, OutputFormat.CSV, ["source", "claims"])
    assert capsys.readouterr().out == "source.id,source.title,source.tier,claims\nx:s,A talk,public,7\n"


def test_ids_of_claims_are_no_column_but_their_number_is(capsys):
    show_records([{"kind": "arrest", "claims": ["c1"]}], OutputFormat.TABLE, ["kind", "claims"])
    assert "claims" not in capsys.readouterr().out
    show_records(ROWS, OutputFormat.TABLE, ["source", "claims"])
    assert "7" in capsys.readouterr().out


def test_messages_name_queries_that_are_there():
    code = "".join(file.read_text(encoding="utf-8") for file in Path(str(files("app"))).rglob("*.py"))
    named = set(re.findall(r"kintrace query ([a-z_]+\.[a-z_]+)", code))
    assert "records.sources" in named
    assert named - set(load_catalogue()) == set()
