import networkx as nx
import pytest

from app.client import Client, Problem


@pytest.fixture
def kintrace(client):
    """The Python client over the application, without a socket."""

    def send(method, address, headers, body):
        answer = client.request(method, address, headers=dict(headers), content=body, follow_redirects=True)
        return answer.status_code, answer.content

    return Client("http://localhost", send=send)


def test_records_claims_and_search(kintrace):
    assert kintrace.record("person", "t:mother")["name"] == "한수진"
    assert kintrace.record("person", "t:uncle2")["id"] == "t:uncle"
    assert len({claim["id"] for claim in kintrace.claims("t:son")}) > 6
    assert kintrace.search("han tong ho", types=["Person"])[0]["id"] == "t:uncle"


def test_subgraphs_queries_and_analyses(kintrace):
    graph = nx.node_link_graph(kintrace.subgraph("t:son", depth=2, from_="2009-01-01"))
    assert "Person/t:mother" in graph
    assert kintrace.query("kinship.one_step", person_id="t:son")
    assert kintrace.get("chains", person="t:son", **{"class": "documented"})["links"]


def test_a_problem_is_an_error_with_its_code(kintrace):
    with pytest.raises(Problem, match="not_found") as caught:
        kintrace.record("person", "t:nobody")
    assert (caught.value.status, caught.value.code) == (404, "not_found")


def test_a_withdrawal_is_first_listed(kintrace):
    listed = kintrace.withdraw("t:invented", dry_run=True)
    assert "Person/t:daughter" in listed["nodes"]
    assert kintrace.record("person", "t:daughter")


def test_true_and_false_are_written_as_the_interface_reads_them():
    assert (
        Client("http://h/").address("chains", {"own_reason": True, "b": None})
        == "http://h/api/v1/chains?own_reason=true"
    )


def test_rows_are_told_and_a_wrong_one_is_named(kintrace):
    row = {"id": "t:client", "name": "Client", "source_id": "t:report"}
    assert kintrace.tell([("persons", row)], dry_run=True)["recorded"] == 1
    with pytest.raises(Problem, match="rejected") as caught:
        kintrace.tell([("persons", row), ("persons", row | {"id": "no id"})])
    assert [each["row"] for each in caught.value.document["report"]["problems"]] == [2]


def test_a_key_travels_in_a_header_of_every_request():
    sent = []

    def send(method, address, headers, body):
        sent.append((address, headers))
        return 200, b"{}"

    Client("http://h", send=send, key="kt_a_b").post("search", {})
    Client("http://h", send=send).get("health")
    assert [headers.get("Authorization") for _, headers in sent] == ["Bearer kt_a_b", None]
    assert not any("kt_a_b" in address for address, _ in sent)
