"""Claims and judgements sent as JSON: the same rules as files, and nothing by halves."""

import pytest

from tests.api.conftest import client_on
from tests.api.test_problems import assert_problem
from tests.fakes import FakeStore

SOURCE = {"table": "sources", "row": {"id": "x:s", "kind": "interview", "title": "A talk"}}


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def api(store):
    return client_on(store)


def person(id, **more):
    return {"table": "persons", "row": {"id": id, "name": "A", "source_id": "x:s", "citation": "min 3", **more}}


def post(api, *rows, status=200, **options):
    response = api.post("/api/v1/claims", json={"rows": list(rows), **options})
    assert response.status_code == status, response.text
    return response.json()


def test_a_testimony_is_recorded_once_as_claims(api, store):
    rows = [
        person("x:1", names=["B", "C"], count_least=3, note="one\ntwo"),
        SOURCE,
        {"table": "events", "row": {"person_id": "x:1", "kind": "arrest", "begin": "2010-05", "source_id": "x:s"}},
    ]
    report = post(api, *rows)
    assert (report["recorded"], report["unchanged"], report["files"]) == (3, 0, ["sources", "persons", "events"])
    (told,) = (claim for claim in store.kept.values() if claim.kind == "person")
    assert (told.statement["names"], told.statement["count_least"], told.citation) == (["B", "C"], 3, "min 3")
    assert told.statement["note"] == "one\ntwo"
    assert (post(api, *rows)["recorded"], len(store.kept)) == (0, 2)


def test_a_dry_run_writes_nothing(api, store):
    assert post(api, SOURCE, person("x:1"), dry_run=True)["recorded"] == 2
    assert store.kept == {}


def test_a_wrong_row_is_named_by_its_number_and_nothing_is_recorded(api, store):
    rows = [person("x:1", note="three\nlines\nhere"), SOURCE, person("no id"), person("x:2", sex="?")]
    body = post(api, *rows, status=422)
    assert [(each["file"], each["row"], each["column"]) for each in body["report"]["problems"]] == [
        ("persons", 3, "id"),
        ("persons", 4, "sex"),
    ]
    assert (body["code"], store.kept) == ("rejected", {})


def test_a_row_with_other_content_conflicts_unless_it_corrects(api, store):
    post(api, SOURCE, person("x:1", birth="1950"))
    assert post(api, person("x:1", birth="1951"), status=422)["report"]["problems"][0]["code"] == "conflict"
    assert post(api, person("x:1", birth="1951"), correct=True)["withdrawn"] == 1


@pytest.mark.parametrize(
    "row",
    [
        {"table": "humans", "row": {"id": "x:1"}},
        {"table": "persons", "row": {"id": "x:1", "colour": "red"}},
        {"table": "persons", "row": {"id": None}},
        {"table": "persons", "row": {"id": "x:1", "names": ["a|b"]}},
        {"table": "persons", "row": {"id": "x:1", "name": True}},
        {"table": "persons", "row": {"id": {"x": 1}}},
        {"table": "persons"},
        {"table": "persons", "row": {}, "why": "x"},
    ],
    ids=["table", "column", "empty", "separator", "flag", "object", "no row", "unknown field"],
)
def test_what_is_no_row_is_refused(api, store, row):
    assert_problem(api.post("/api/v1/claims", json={"rows": [SOURCE, row]}), 422)
    assert store.version == 0


def test_two_records_are_judged_the_same_by_a_source(api, store):
    post(api, SOURCE, person("x:1"), person("x:2"))
    body = {"record_a": "x:1", "record_b": "x:2", "judgement": "same", "source_id": "x:s", "citation": "min 9"}
    assert api.post("/api/v1/judgements", json=body | {"dry_run": True}).json()["recorded"] == 1
    assert api.post("/api/v1/judgements", json=body).json()["recorded"] == 1
    assert {key.id for key in store.graph().nodes if key.label == "Person"} == {"x:1"}


@pytest.mark.parametrize(
    "change",
    [{"judgement": "alike"}, {"record_b": "x:1"}, {"record_a": "nobody"}, {"source_id": "x:none"}, {"grade": "sure"}],
    ids=["word", "one record", "no id", "unknown source", "grade"],
)
def test_a_wrong_judgement_is_refused(api, store, change):
    post(api, SOURCE, person("x:1"), person("x:2"))
    before = dict(store.kept)
    body = {"record_a": "x:1", "record_b": "x:2", "judgement": "same", "source_id": "x:s"}
    assert_problem(api.post("/api/v1/judgements", json=body | change), 422)
    assert store.kept == before
