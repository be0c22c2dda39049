"""Facts about files over HTTP: any format goes in by upload and comes out by download."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.formats import FORMATS, TableRow
from app.formats.workbook_template import EXAMPLES, write_template
from app.formats.workbook_writer import write_workbook
from tests.api.conftest import client_on
from tests.api.test_problems import assert_problem
from tests.fakes import FakeStore

IMPORTS, EXPORTS = "/api/v1/imports", "/api/v1/exports"
MAPPING = b"""
[file]
dataset = "x"
separator = ";"
[source]
id = "x:s"
kind = "file"
[[rows]]
table = "persons"
[rows.fields]
id = { column = "No", id = "p-" }
name = "Name"
birth = "Born"
"""


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def client(store: FakeStore) -> TestClient:
    return client_on(store)


@pytest.fixture
def filled(client: TestClient, tmp_path: Path) -> TestClient:
    write_template(tmp_path / "a.xlsx")
    assert client.post(IMPORTS, files=[upload("a.xlsx", (tmp_path / "a.xlsx").read_bytes())]).status_code == 200
    return client


def upload(name: str, content: bytes) -> tuple[str, tuple[str, bytes]]:
    return "files", (name, content)


def test_a_workbook_is_uploaded_and_the_report_names_it_and_its_sheets(client: TestClient, tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx")
    report = client.post(IMPORTS, files=[upload("My data.xlsx", (tmp_path / "a.xlsx").read_bytes())]).json()
    assert (report["recorded"], report["rejected"]) == (len(EXAMPLES), 0)
    assert "My data.xlsx [persons]" in report["files"]


def test_a_wrong_row_of_a_workbook_is_a_problem_with_its_place(client: TestClient, tmp_path: Path) -> None:
    rows: list[TableRow] = [
        ("sources", {"id": "x:s", "kind": "report"}),
        ("persons", {"id": "bad", "name": "A", "source_id": "x:s"}),
    ]
    write_workbook(rows, tmp_path / "a.xlsx")
    response = client.post(IMPORTS, files=[upload("a.xlsx", (tmp_path / "a.xlsx").read_bytes())])
    assert_problem_of_rows(response.json())
    assert response.status_code == 422 and response.json()["report"]["recorded"] == 0


def assert_problem_of_rows(body: dict[str, Any]) -> None:
    (problem,) = body["report"]["problems"]
    assert (problem["file"], problem["row"], problem["column"]) == ("a.xlsx [persons]", 2, "id")


def test_a_foreign_file_is_uploaded_with_its_mapping(client: TestClient, store: FakeStore) -> None:
    lines = "No;Name;Born\n1;김;1950\n2;B;\n".encode()
    for again, recorded in ((False, 3), (True, 0)):
        files = [upload("list.csv", lines), upload("m.toml", MAPPING)]
        report = client.post(IMPORTS, files=files).json()
        assert (report["rows_read"], report["recorded"], report["files"]) == (3, recorded, ["list.csv"]), again
    wrong = client.post(IMPORTS, files=[upload("list.csv", lines), upload("m.toml", b"[file]\ncolour = 1")])
    assert_problem(wrong, 422)
    assert "m.toml" in wrong.json()["detail"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xlsx", b""),
        ("a.xml", b"<nothing/>"),
        ("a.json", b"\x00\xff"),
        ("list.csv", b"a,b\n"),
        ("m.toml", MAPPING),
    ],
)
def test_what_is_of_no_known_format_is_refused(client: TestClient, name: str, content: bytes) -> None:
    assert_problem(client.post(IMPORTS, files=[upload(name, content)]), 422)


def test_a_format_can_be_named_and_an_unknown_one_is_refused(client: TestClient, tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx")
    content = (tmp_path / "a.xlsx").read_bytes()
    assert client.post(f"{IMPORTS}?as=workbook", files=[upload("a.xlsx", content)]).status_code == 200
    for named in ("pdf", "csv", "geojson"):
        assert_problem(client.post(f"{IMPORTS}?as={named}", files=[upload("a.xlsx", content)]), 422)


def test_a_zip_bomb_in_a_workbook_is_refused(client: TestClient) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 5_000_000)
    assert_problem(client.post(IMPORTS, files=[upload("a.xlsx", out.getvalue())]), 422, "too_large")


@pytest.mark.parametrize("format", [each.name for each in FORMATS if each.is_written])
def test_every_format_is_downloaded_with_the_same_bytes_each_time(filled: TestClient, format: str) -> None:
    first, second = (filled.get(f"{EXPORTS}/{format}") for _ in range(2))
    assert first.status_code == 200 and first.content == second.content
    assert int(first.headers["content-length"]) == len(first.content) > 0
    assert first.headers["content-disposition"].startswith('attachment; filename="kintrace')
    held = filled.get(f"{EXPORTS}/{format}", headers={"if-none-match": first.headers["etag"]})
    assert (held.status_code, held.content) == (304, b"")
    packed = filled.get(f"{EXPORTS}/{format}?archive=true")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        (manifest,) = (name for name in archive.namelist() if name.endswith("manifest.json"))
        assert json.loads(archive.read(manifest))["format"] == format


def test_a_download_that_is_uploaded_again_changes_nothing(filled: TestClient) -> None:
    for format, name in (("workbook", "a.xlsx"), ("workbook?archive=true", "a.zip"), ("csv", "a.zip")):
        content = filled.get(f"{EXPORTS}/{format}").content
        report = filled.post(IMPORTS, files=[upload(name, content)]).json()
        assert (report["recorded"], report["unchanged"]) == (0, len(EXAMPLES))


@pytest.mark.parametrize("format", [each.name for each in FORMATS if each.is_written and each.read is not None])
def test_a_download_goes_into_an_empty_record_alone_and_as_an_archive(
    filled: TestClient, tmp_path: Path, format: str
) -> None:
    reports = []
    for archive in ("", "?archive=true"):
        got = filled.get(f"{EXPORTS}/{format}{archive}")
        name = got.headers["content-disposition"].split('"')[1]
        reports.append(client_on(FakeStore()).post(IMPORTS, files=[upload(name, got.content)]).json())
    alone, packed = (
        {key: report[key] for key in ("rows_read", "recorded", "rejected", "counts")} for report in reports
    )
    assert alone == packed and alone["recorded"] == alone["rows_read"] > 2


@pytest.mark.parametrize(
    "address",
    [
        "pdf",
        "csv?kinds=Dog",
        "csv?from=2009-13-01",
        "csv?to=2009",
        "csv?depth=5",
        "csv?depth=a",
        "csv?colour=red",
        "csv?seed=" + ",".join(["x:1"] * 51),
        "CSV%2F..",
    ],
)
def test_a_wrong_question_is_a_problem(client: TestClient, address: str) -> None:
    response = client.get(f"{EXPORTS}/{address}")
    assert_problem(response, 404 if "%2F" in address else 422)


def test_part_of_the_graph_is_downloaded(filled: TestClient) -> None:
    content = filled.get(f"{EXPORTS}/csv?kinds=Person,PARENT_OF&from=2009-01-01").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {"persons.csv", "kinship.csv"} < set(archive.namelist()) and "events.csv" not in archive.namelist()
