"""The import page: check first, the report by row, the same files recorded, wrong rows given back."""

import base64
import io
import json
import random
import re
import zipfile

import pytest

from app.formats import FORMATS
from app.services.ledger import Ledger
from tests.api.conftest import client_on
from tests.api.test_pages import assert_harmless, parsed
from tests.fakes import FakeClock, FakeStore

SOURCES = b"id,title,kind\nx:s,A talk,interview\n"
GOOD = b"id,name,birth,source_id\nx:1,A,1950,x:s\n"
MIXED = b"id,name,birth,source_id\nx:1,A,1950,x:s\nx:2,<img src=x>,1950-13,x:s\n"


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def web(store):
    return client_on(store)


def send(web, persons, language="en", **form):
    files = [("files", ("sources.csv", SOURCES)), ("files", ("persons.csv", persons))]
    return web.post(f"/{language}/import", files=files, data=form)


def checked(response):
    return re.search(r'name="checked" value="([^"]*)"', response.text)[1]


def test_a_check_writes_nothing_and_the_same_files_are_then_recorded(web, store):
    first = send(web, GOOD)
    assert first.status_code == 200 and store.kept == {}
    assert "nothing was recorded yet" in first.text and "Record it" in first.text
    done = send(web, GOOD, do="record", checked=checked(first))
    assert "2 rows were recorded." in done.text and len(store.kept) == 1
    again = send(web, GOOD, do="record", checked=checked(send(web, GOOD)))
    assert "Nothing new" in again.text and len(store.kept) == 1


def test_files_that_were_not_checked_are_not_recorded(web, store):
    mark = checked(send(web, GOOD))
    other = send(web, GOOD.replace(b"1950", b"1951"), do="record", checked=mark)
    assert "are not the ones that were checked" in other.text and store.kept == {}
    unlike = send(web, GOOD, do="record", checked=mark, correct="on")
    assert "are not the ones that were checked" in unlike.text and store.kept == {}
    assert send(web, GOOD, do="record").status_code == 200 and store.kept == {}


def test_a_wrong_row_is_named_with_what_is_allowed_and_stops_all(web, store):
    response = send(web, MIXED)
    assert response.status_code == 422 and store.kept == {}
    row = re.search(r"<tr><td>persons\.csv</td>.*?</tr>", response.text)[0]
    assert '<td class="number">3</td><td>birth</td>' in row and "bad_date" in row and "2009-08" in row
    assert "held back because others are wrong" in response.text and "Record it" not in response.text
    assert_harmless(parsed(response))


def test_good_rows_are_recorded_and_wrong_ones_come_back_as_a_file(web, store):
    first = send(web, MIXED, quarantine="on")
    assert first.status_code == 200 and "1 row is wrong and stays out." in first.text and store.kept == {}
    done = send(web, MIXED, quarantine="on", do="record", checked=checked(first))
    assert [claim.statement["id"] for claim in store.kept.values()] == ["x:1"]
    link = re.search(r'href="(/en/import/wrong-rows/[\w-]+)" download="quarantine.zip"', done.text)
    file = web.get(link[1])
    assert file.headers["content-disposition"] == 'attachment; filename="quarantine.zip"'
    assert file.headers["cache-control"] == "no-store" and int(file.headers["content-length"]) == len(file.content)
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        rows = archive.read("persons.csv").decode()
    assert "x:2" in rows and "1950-13" in rows and "x:1" not in rows
    corrected = rows.replace("1950-13", "1950-12").encode()
    last = send(web, corrected, do="record", checked=checked(send(web, corrected)))
    assert "1 row was recorded." in last.text and len(store.kept) == 2


def test_wrong_rows_of_any_size_are_given_and_no_others(web):
    many = b"id,name,birth,note,source_id\n" + b"".join(
        b"x:%d,A,1950-13,%s,x:s\n" % (number, random.Random(number).randbytes(900).hex().encode())
        for number in range(1_500)
    )
    done = send(web, many, quarantine="on", do="record", checked=checked(send(web, many, quarantine="on")))
    file = web.get(re.search(r'href="(/en/import/wrong-rows/[\w-]+)"', done.text)[1])
    assert len(file.content) > 1_000_000
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.read("persons.csv").count(b"\n") == 1_501
    assert web.get("/en/import/wrong-rows/another").status_code == 404


def test_the_interface_gives_rejected_rows_back_too(web, store):
    files = [("files", ("sources.csv", SOURCES)), ("files", ("persons.csv", MIXED))]
    dry = web.post("/api/v1/imports?quarantine=true&dry_run=true", files=files).json()
    assert (dry["recorded"], dry["rejected"], dry["quarantine_zip"], store.kept) == (2, 1, None, {})
    done = web.post("/api/v1/imports?quarantine=true", files=files).json()
    assert (done["recorded"], done["rejected"], done["quarantine"]) == (2, 1, "quarantine.zip")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(done["quarantine_zip"]))) as archive:
        assert archive.namelist() == ["persons.csv"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_was_chosen_stays_in_the_form_when_something_is_wrong(web, language):
    files = [("files", ("notes.doc", b"x"))]
    typed = {"dataset": "my data!", "as": "csv", "correct": "on"}
    response = web.post(f"/{language}/import", files=files, data=typed)
    assert response.status_code == 422 and 'role="alert"' in response.text
    assert 'value="my data!"' in response.text and '<option value="csv" selected>' in response.text
    assert re.search(r'name="correct" checked', response.text)
    assert_harmless(parsed(response))


def test_no_file_is_told_and_a_foreign_site_is_refused(web, store):
    response = web.post("/en/import", data={"do": "check"})
    assert response.status_code == 422 and "none was chosen" in response.text
    empty = web.post("/en/import", files=[("files", ("", b""))])
    assert empty.status_code == 422
    files = [("files", ("sources.csv", SOURCES))]
    foreign = web.post("/en/import", files=files, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403 and store.kept == {}


def test_a_format_can_be_named_and_a_wrong_one_is_told(web):
    wrong = send(web, GOOD, **{"as": "nothing"})
    assert wrong.status_code == 422 and "workbook" in wrong.text
    assert send(web, GOOD, **{"as": "csv"}).status_code == 200


def test_the_page_takes_uploads_as_large_as_the_interface_does(web):
    rows = b"".join(b"x:%d,A,1950,x:s\n" % number for number in range(80_000))
    assert len(rows) > 1_048_576
    files = [("files", ("persons.csv", b"id,name,birth,source_id\n" + rows))]
    assert web.post("/ko/import", files=files, data={"as": "gedcom"}).status_code == 422


def test_a_wrong_row_is_told_in_korean_on_a_korean_page(web):
    text = send(web, MIXED, "ko").text
    row = re.search(r"<tr><td>persons\.csv</td>.*?</tr>", text)[0]
    assert "달은 01–12" in row and "같은 날짜" in row and "months are" not in row
    assert "허용: csv" in send(web, GOOD, "ko", **{"as": "nothing"}).text


def test_an_empty_record_says_so_and_where_to_begin(web):
    text = web.get("/en/").text
    assert "Nothing is on record yet." in text and 'href="/en/import"' in text and 'href="/en/testimony"' in text


@pytest.mark.parametrize("path", ["families", "timeline", "search", "arrests", "handovers", "map"])
def test_a_page_of_an_empty_record_is_no_fault(web, path):
    page = web.get(f"/en/{path}")
    assert page.status_code == 200 and 'class="lead"' in page.text and 'class="legend"' not in page.text
    assert_harmless(parsed(page))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_database_that_does_not_answer_loses_nothing_that_was_typed(down, language):
    form = {
        "do": "check",
        "code": "talk",
        "p1_name": "한수진",
        "e1_person": "1",
        "e1_kind": "arrest",
        "e1_place": "Camp",
    }
    told = down.post(f"/{language}/testimony", data=form)
    assert told.status_code == 503 and 'role="alert"' in told.text
    assert 'value="한수진"' in told.text and 'value="Camp"' in told.text
    sent = send(down, GOOD, language, dataset="kept", **{"as": "csv"})
    assert sent.status_code == 503 and 'value="kept"' in sent.text and 'role="alert"' in sent.text
    assert ("데이터베이스에 닿지" in sent.text) == (language == "ko")


LOG = b"""<?xml version="1.0"?><log xes.version="1.0"><trace><string key="concept:name" value="A"/>
<event><string key="concept:name" value="Arrest"/><date key="time:timestamp" value="2009-05-01T00:00:00+00:00"/></event>
<event><string key="concept:name" value="Given over"/><date key="time:timestamp" value="2009-06-01T00:00:00+00:00"/>
</event></trace></log>"""
GRAPH = b"""<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="n" for="node" attr.name="name" attr.type="string"/>
<key id="b" for="node" attr.name="birth" attr.type="string"/>
<graph edgedefault="directed"><node id="1"><data key="n">A</data><data key="b">1950</data></node></graph></graphml>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("net.graphml", GRAPH),
        ("list.csv", b"name,birth\nA,1950\n"),
        ("list.tsv", b"name\tbirth\nA\t1950\n"),
        ("cp949.csv", "name,birth\n한수진,1950\n".encode("cp949")),
        ("log.xes", LOG),
    ],
)
def test_a_file_of_another_shape_comes_with_a_first_mapping_and_comes_in_with_it(web, store, name, content):
    refused = web.post("/en/import", files=[("files", (name, content))])
    assert refused.status_code == 422 and "Nothing was recorded" in refused.text
    assert "kintrace map-start" not in refused.text and "--mapping" not in re.sub(
        "<pre.*</pre>", "", refused.text, flags=re.S
    )
    assert_harmless(parsed(refused))
    given = web.get(re.search(r'href="(/en/import/mapping/[^"]+)"', refused.text)[1])
    assert f'dataset = "{name.partition(".")[0]}"' in given.text, "the ids of two files would meet"
    assert 'filename="mapping.toml"' in given.headers["content-disposition"]
    files = [("files", (name, content)), ("files", ("mapping.toml", given.content))]
    assert "nothing was recorded yet" in web.post("/en/import", files=files).text


def test_a_file_that_nothing_is_understood_of_is_told_what_to_do(web):
    refused = web.post("/ko/import", files=[("files", ("list.csv", b"q,w\n1,2\n"))])
    assert refused.status_code == 422 and "이 파일을 가져오려면" in refused.text and "“name”" in refused.text


def test_the_archive_of_wrong_rows_comes_back_as_it_was_given_once_it_is_right(web, store, tmp_path):
    tree = b"0 HEAD\n0 @I1@ INDI\n1 NAME A\n0 @I2@ INDI\n1 NAME B\n0 @F1@ FAM\n1 HUSB @I2@\n1 CHIL @I1@\n0 TRLR\n"
    persons = GOOD + b"x:2,B,1960,x:s\nx:3,C,1970,x:s\n"
    faults = {b"1960": b"196O", b"C,1970,x:s": b"C,1970,x:s,more", b"1 NAME B": b"1 NA\0E B"}
    sent = {"sources.csv": SOURCES, "persons.csv": persons, "tree.ged": tree}
    for name, content in sent.items():
        (tmp_path / name).write_bytes(content)
    whole = FakeStore()
    Ledger(whole, FakeClock(), "tester").import_paths([tmp_path, tmp_path / "tree.ged"])
    for right, wrong in faults.items():
        sent = {name: content.replace(right, wrong) for name, content in sent.items()}
    files = [("files", (name, content)) for name, content in sent.items()]
    done = web.post("/api/v1/imports?quarantine=true", files=files).json()
    assert done["recorded"] and done["rejected"] and len(store.kept) < len(whole.kept)
    back = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base64.b64decode(done["quarantine_zip"]))) as given,
        zipfile.ZipFile(back, "w") as out,
    ):
        assert given.namelist() == ["damaged/persons.csv", "damaged/tree.ged", "persons.csv"]
        for name in given.namelist():
            content = given.read(name)
            for right, wrong in faults.items():
                content = content.replace(wrong, right)
            out.writestr(name, content)
    again = web.post("/api/v1/imports", files=[("files", ("quarantine.zip", back.getvalue()))]).json()
    assert (again["rejected"], again["problems"]) == (0, []) and store.kept.keys() == whole.kept.keys()


def test_all_that_is_recorded_is_given_out_in_every_format_with_its_manifest(web):
    send(web, GOOD, do="record", checked=checked(send(web, GOOD)))
    links = re.findall(r'href="(/api/v1/exports/([\w-]+)\?archive=true)"', web.get("/en/import").text)
    assert {name for _, name in links} == {each.name for each in FORMATS if each.is_written}
    for link, name in links:
        with zipfile.ZipFile(io.BytesIO(web.get(link).content)) as archive:
            (manifest,) = (each for each in archive.namelist() if each.endswith("manifest.json"))
            assert json.loads(archive.read(manifest))["format"] == name
