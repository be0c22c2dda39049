"""On a network every request needs a key that is good and has the right; a refusal shows nothing else."""

import pytest

from tests.api.test_problems import assert_problem

FILES = [("files", ("sources.csv", b"id,kind\nx:s,report\n", "text/csv"))]


def bearing(keys, right):
    return {"authorization": f"Bearer {keys.create('a', right, 9)[1]}"}


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/api/v1/health", "/api/v1/persons/x:1", "/api/openapi.json", "/static/none.css", "/none"]
)
@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer kt_a_b"}, {"authorization": "Basic a"}], ids=str)
def test_nothing_is_shown_without_a_key(api, keys, path, header):
    keys.create("a", "administer", 9)
    response = api.get(path, headers=header)
    if path in ("/", "/en/"):  # a browser is led to the page for signing in
        assert response.status_code == (401 if header else 303) and "persons taken" not in response.text
        return
    assert_problem(response, 401, "no_key")
    assert response.headers["www-authenticate"] == "Bearer"


def test_each_right_opens_what_it_says_and_no_more(api, keys):
    def statuses(right):
        header = bearing(keys, right)
        return [
            api.get("/api/v1/health", headers=header).status_code,
            api.post("/api/v1/imports", files=FILES, headers=header).status_code,
            api.post("/api/v1/withdrawals", json={"target": "x:s"}, headers=header).status_code,
        ]

    assert statuses("read") == [200, 403, 403]
    assert statuses("record") == [200, 200, 403]
    assert statuses("administer") == [200, 200, 200]


def test_a_search_needs_only_the_right_to_read(api, keys):
    response = api.post("/api/v1/search", json={"text": ""}, headers=bearing(keys, "read"))
    assert response.status_code == 422


def test_a_refusal_names_the_right_that_is_needed(api, keys):
    response = api.post("/api/v1/imports", files=FILES, headers=bearing(keys, "read"))
    assert_problem(response, 403, "forbidden")
    assert "record" in response.json()["detail"]


def test_a_revoked_key_opens_nothing_from_then_on(api, keys):
    header = bearing(keys, "read")
    assert api.get("/api/v1/health", headers=header).status_code == 200
    keys.revoke(keys.all()[0].id)
    assert_problem(api.get("/api/v1/health", headers=header), 401)
