"""The JSON interface over the real store: records, claims, subgraphs, search, queries, analyses, writing."""

import io
import zipfile

import networkx as nx
import pytest

from tests.api.sample import TABLES


def get(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, response.text[:400]
    return response.json()


def test_health_says_the_data_version(client):
    assert get(client, "/api/v1/health") == {"status": "ok", "data_version": 1}


def test_a_person_comes_with_ties_and_no_inner_properties(client):
    person = get(client, "/api/v1/persons/t:mother")
    assert (person["label"], person["name"], person["birth"]) == ("Person", "한수진", "1960")
    assert {tie["type"] for tie in person["ties"]} == {"PARENT_OF", "SIBLING_OF", "MEMBER_OF", "SUBJECT_OF"}
    assert "search_text" not in person


@pytest.mark.parametrize(
    "address",
    ["families/t:family", "agencies/t:police", "places/t:camp", "events/t:arrest", "sources/t:report"],
)
def test_other_records_answer(client, address):
    assert get(client, f"/api/v1/{address}")["id"] == address.partition("/")[2]


def test_a_record_of_another_kind_is_not_found(client):
    assert get(client, "/api/v1/persons/t:police", 404)["code"] == "not_found"


def test_a_joined_record_is_redirected_to_the_one_that_stands_for_it(client):
    response = client.get("/api/v1/persons/t:uncle2")
    assert (response.status_code, response.headers["location"]) == (308, "/api/v1/persons/t:uncle")
    assert get(client, "/api/v1/persons/t:uncle")["records"] == ["t:uncle", "t:uncle2"]


def test_an_answer_is_not_sent_again_while_the_data_stand(client):
    first = client.get("/api/v1/persons/t:son")
    again = client.get("/api/v1/persons/t:son", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v1/persons/t:son", headers={"if-none-match": '"other"'}).status_code == 200
    assert first.headers["cache-control"] == "no-store"


def test_claims_of_a_record_and_its_ties_come_page_by_page(client):
    every = get(client, "/api/v1/claims?about=t:son&limit=100")["claims"]
    assert {claim["kind"] for claim in every} == {"person", "kinship", "membership", "event"}
    assert all(claim["source"]["id"] == "t:report" for claim in every)
    pages, after = [], ""
    while after is not None:
        page = get(client, f"/api/v1/claims?about=t:son&limit=2&after={after}")
        pages += page["claims"]
        after = page["next"]
    assert [claim["id"] for claim in pages] == [claim["id"] for claim in every]


def test_a_subgraph_is_read_by_networkx(client):
    data = get(client, "/api/v1/subgraph?seed=t:son&depth=2")
    graph = nx.node_link_graph(data)
    assert graph.has_edge("Person/t:mother", "Person/t:son", "PARENT_OF")
    assert graph.nodes["Agency/t:bowibu"]["country"] == "KP"
    assert data["truncated"] is False


def test_a_subgraph_as_cytoscape_has_the_same_nodes_and_edges(client):
    plain = nx.node_link_graph(get(client, "/api/v1/subgraph?seed=t:son&depth=2"))
    other = nx.cytoscape_graph(get(client, "/api/v1/subgraph?seed=t:son&depth=2&format=cytoscape"))
    assert set(plain.nodes) == set(other.nodes)
    assert sorted(plain.edges()) == sorted(other.edges())


def test_what_does_not_fit_is_counted_by_kind(client):
    data = get(client, "/api/v1/subgraph?seed=t:son&depth=1&max_nodes=3")
    assert len(data["nodes"]) == 3
    assert data["truncated"] is True
    assert data["left_out"] == {"Event": 4}


def test_kinds_and_days_narrow_a_subgraph(client):
    kin = get(client, "/api/v1/subgraph?seed=t:son&depth=2&kinds=Person")
    assert {node["label"] for node in kin["nodes"]} == {"Person"}
    dated = get(client, "/api/v1/subgraph?seed=t:son&kinds=Event&from=2010-01-01&to=2011-12-31")
    assert {node["record"] for node in dated["nodes"]} == {"t:son", "t:held"}


def test_a_seed_may_name_its_label(client):
    assert get(client, "/api/v1/subgraph?seed=Agency/t:police")["graph"]["seeds"] == ["Agency/t:police"]
    assert get(client, "/api/v1/subgraph?seed=Person/t:police", 404)["code"] == "not_found"
    assert get(client, "/api/v1/subgraph?seed=Claim/t:police", 422)["code"] == "invalid_parameter"


@pytest.mark.parametrize("text", ["한동호", "han tong ho", "Han Dong-ho", "HAN TONG-HO", "t:uncle"])
def test_a_name_is_found_in_any_spelling(client, text):
    hits = client.post("/api/v1/search", json={"text": text, "types": ["Person"]}).json()["hits"]
    assert hits[0]["id"] == "t:uncle"


@pytest.mark.parametrize("text", ['AND OR NOT "', "*:*", "a~9 [x TO y]", "\\", "(((", '+-&&||!(){}[]^"~*?:\\/'])
def test_search_syntax_is_only_text(client, text):
    assert client.post("/api/v1/search", json={"text": text}).status_code == 200


def test_every_query_is_listed_with_its_address(client):
    listed = {query["name"]: query for query in get(client, "/api/v1/queries")["queries"]}
    assert listed["kinship.one_step"]["address"] == "/api/v1/queries/kinship/one_step"
    found = get(client, "/api/v1/queries/kinship/one_step?person_id=t:mother")
    assert found["rows"]
    assert set(found["rows"][0]) == set(listed["kinship.one_step"]["columns"])


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("persons/t:son/trail", "stages"),
        ("persons/t:son/kin", "kin"),
        ("kinship?a=t:son&b=t:uncle", "chon"),
        ("connections?a=t:son&b=t:daughter", "paths"),
        ("chains", "links"),
        ("chains?person=t:son&class=documented", "links"),
        ("cascades", "roots"),
        ("handovers", "paths"),
        ("stages", "paths"),
        ("families", "families"),
        ("network", "ties"),
    ],
)
def test_every_analysis_has_an_address(client, address, key):
    assert get(client, f"/api/v1/{address}")[key]


def test_an_address_for_a_pair_needs_both(client):
    assert get(client, "/api/v1/kinship?a=t:son", 422)["code"] == "missing"


def test_the_description_is_openapi_3_1_and_names_every_query(client):
    described = get(client, "/api/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/queries/kinship/one_step" in described["paths"]
    parameters = described["paths"]["/api/v1/chains"]["get"]["parameters"]
    assert {"max_chon", "person", "class"} <= {each["name"] for each in parameters}


#: What is sent for any parameter of any address: nothing of it may end in a failure of ours.
ODD = [
    "",
    "%00",
    "%ff",
    "%ED%A0%80",
    "NaN",
    "1e400",
    "-1",
    "9" * 400,
    "null",
    "x:1'--",
    "${7*7}",
    "../..",
    "\U0001f4a9",
    "a" * 900,
]


def test_no_input_is_a_failure_of_ours(client):
    described = get(client, "/api/openapi.json")["paths"]
    failures = []
    for path, methods in described.items():
        for odd in ODD if "get" in methods else ():
            address = path.replace("{id}", odd or "x:1")
            names = [each["name"] for each in methods["get"].get("parameters", []) if each["in"] == "query"]
            query = "&".join(f"{name}={odd}" for name in names)
            for tail in ("", f"?{query}", f"?{query}&{query}"):
                response = client.get(address + tail)
                if response.status_code >= 500:
                    failures.append((address[:60], tail[:60], response.status_code))
    assert failures == []


def test_two_addresses_never_share_a_tag(client):
    addresses = ["persons/t:son", "persons/t:mother", "claims?about=t:son", "claims?about=t:son&limit=1"]
    tags = {client.get(f"/api/v1/{each}").headers["etag"] for each in addresses}
    assert len(tags) == len(addresses)
    assert len({tag.partition("-")[0] for tag in tags}) == 1


def uploads(**tables):
    return [("files", (f"{name}.csv", text.encode(), "text/csv")) for name, text in tables.items()]


def test_an_upload_with_a_wrong_row_records_nothing(client):
    before = get(client, "/api/v1/health")["data_version"]
    response = client.post(
        "/api/v1/imports", files=uploads(persons="id,name,source_id\nt:new,A,t:report\nbad,B,t:report\n")
    )
    body = response.json()
    assert (response.status_code, body["code"]) == (422, "rejected")
    assert body["report"]["problems"][0]["file"] == "persons.csv"
    assert body["report"]["problems"][0]["row"] == 3
    assert get(client, "/api/v1/health")["data_version"] == before


def test_a_dry_run_says_what_would_be_recorded(client):
    response = client.post(
        "/api/v1/imports?dry_run=true", files=uploads(persons="id,name,source_id\nt:new,A,t:report\n")
    )
    assert (response.status_code, response.json()["recorded"], response.json()["dry_run"]) == (200, 1, True)
    assert get(client, "/api/v1/persons/t:new", 404)["code"] == "not_found"


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return [("files", ("set.zip", out.getvalue(), "application/zip"))]


def test_an_archive_is_imported_twice_with_the_same_end(client):
    text = "id,name,source_id\nt:zip,Zip,t:report\n"
    first = client.post("/api/v1/imports", files=packed(**{"set/persons.csv": text})).json()
    again = client.post("/api/v1/imports", files=packed(**{"set/persons.csv": text})).json()
    assert (first["recorded"], again["recorded"], again["unchanged"]) == (1, 0, 1)
    assert get(client, "/api/v1/persons/t:zip")["name"] == "Zip"


@pytest.mark.parametrize(
    "files",
    [
        packed(**{"../../persons.txt": "x"}),
        packed(**{"persons.csv": b"a" * 60_000_000}),
        [("files", ("set.zip", b"PK no archive", "application/zip"))],
        [("files", ("../../../tmp/evil.csv", b"id\n", "text/csv"))],
        [("files", ("", b"id\n", "text/csv"))],
        [*uploads(persons="id,name,source_id\n"), *uploads(persons="id,name,source_id\n")],
    ],
    ids=["other file", "bomb", "damaged", "other name", "no name", "twice"],
)
def test_a_bad_upload_is_refused(client, files):
    response = client.post("/api/v1/imports", files=files)
    assert response.status_code == 422, response.text
    assert set(response.json()) >= {"code", "detail", "request_id"}


def test_a_withdrawal_first_says_what_would_fall_and_then_does_it(client):
    files = uploads(persons="id,name,source_id\nt:mistake,Mistake,t:report\n")
    assert client.post("/api/v1/imports", files=files).json()["recorded"] == 1
    claim = get(client, "/api/v1/claims?about=t:mistake")["claims"][0]["id"]
    listed = client.post("/api/v1/withdrawals", json={"target": claim, "dry_run": True}).json()
    assert listed["nodes"] == ["Person/t:mistake"]
    assert get(client, "/api/v1/persons/t:mistake")["id"] == "t:mistake"
    done = client.post("/api/v1/withdrawals", json={"target": claim, "because": "a mistake"})
    assert done.status_code == 200
    assert get(client, "/api/v1/persons/t:mistake", 404)["code"] == "not_found"


def test_the_sample_was_recorded_whole(client):
    assert len(TABLES["events"]) == 7
    assert len(get(client, "/api/v1/subgraph?seed=t:mother&depth=4&max_nodes=2000&kinds=Event,Person")["nodes"]) == 10


def test_what_is_told_as_json_is_read_again_and_judged(client):
    origin = {"source_id": "t:report", "citation": "p. 90"}
    rows = [
        {"table": "cases", "row": {"id": "t:case", "title": "One case", **origin}},
        {"table": "persons", "row": {"id": "t:told", "name": "Told", **origin}},
        {"table": "persons", "row": {"id": "t:told2", "name": "Told", **origin}},
    ]
    assert client.post("/api/v1/claims", json={"rows": rows}).json()["recorded"] == 3
    assert get(client, "/api/v1/cases/t:case")["title"] == "One case"
    assert [each["citation"] for each in get(client, "/api/v1/claims?about=t:case")["claims"]] == ["p. 90"]
    judged = {"record_a": "t:told2", "record_b": "t:told", "judgement": "same", **origin}
    assert client.post("/api/v1/judgements", json=judged).json()["recorded"] == 1
    assert client.get("/api/v1/persons/t:told2").status_code == 308


def test_ties_that_who_asks_tells_another_way_are_not_read(client):
    reader = client.app.state.kintrace.reader
    whole = {tie["type"] for tie in reader.record("Agency", "t:police")["ties"]}
    part = {tie["type"] for tie in reader.record("Agency", "t:police", without=("BY_AGENCY",))["ties"]}
    assert "BY_AGENCY" in whole and part == whole - {"BY_AGENCY"}
