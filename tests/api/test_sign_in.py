"""A browser signs in with a key: the cookie, what it opens, that no other site can use it, signing out."""

import re

import pytest

from tests.api.conftest import client_on
from tests.api.test_problems import assert_problem
from tests.fakes import FakeStore

FILES = [("files", ("sources.csv", b"id,kind\nx:s,report\n", "text/csv"))]
OURS = {"sec-fetch-site": "same-origin"}
WITHDRAWAL = {"target": "x:s", "because": "wrong"}


def sign_in(api, keys, right="record", **form):
    key = keys.create("the office", right, 9)[1]
    return api.post("/en/sign-in", data={"key": key, **form}, headers=OURS)


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/", "/en/sign-in?to=/"),
        ("/en/", "/en/sign-in?to=/en/"),
        ("/ko/map?ext=border", "/ko/sign-in?to=/ko/map?ext%3Dborder"),
    ],
)
def test_a_browser_without_a_session_is_led_to_sign_in(api, path, leads):
    response = api.get(path)
    assert (response.status_code, response.headers["location"].replace("%2F", "/").replace("%3F", "?")) == (303, leads)


def test_the_page_to_sign_in_shows_nothing_of_the_data_and_needs_only_open_files(api):
    response = api.get("/ko/sign-in")
    assert response.status_code == 200 and "접근 키" in response.text
    assert "<nav" not in response.text and "<script" not in response.text
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', response.text)
    assert files and all(api.get(file).status_code == 200 for file in files)
    assert_problem(api.get("/static/app.js"), 401, "no_key")


def test_a_good_key_gives_a_cookie_that_no_script_and_no_other_site_can_use(api, keys):
    response = sign_in(api, keys, to="/ko/map?ext=border")
    assert (response.status_code, response.headers["location"]) == (303, "/ko/map?ext=border")
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie and "Secure" not in cookie
    assert keys.all()[0].id not in cookie and "max-age" not in cookie.lower()
    assert api.get("/en/about").status_code == 200
    assert api.get("/static/app.js").status_code == 200


def test_behind_https_the_cookie_never_travels_in_clear(api, keys):
    key = keys.create("a", "read", 9)[1]
    response = api.post("/en/sign-in", data={"key": key}, headers={**OURS, "x-forwarded-proto": "https"})
    assert "Secure" in response.headers["set-cookie"]


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example/", "/en/\\evil", "/en/sign-out", "/api/docs", "x"]
)
def test_signing_in_leads_nowhere_else(api, keys, to):
    assert sign_in(api, keys, to=to).headers["location"] == "/en/"


def test_a_wrong_key_opens_nothing(api, keys):
    keys.create("a", "administer", 9)
    response = api.post("/en/sign-in", data={"key": "kt_a_b"}, headers=OURS)
    assert response.status_code == 401 and 'role="alert"' in response.text and "kt_a_b" not in response.text
    assert "set-cookie" not in response.headers and api.get("/en/about").status_code == 303


def test_another_site_can_neither_sign_in_nor_write_nor_sign_out(api, keys):
    foreign = {"sec-fetch-site": "cross-site"}
    key = keys.create("a", "record", 9)[1]
    assert api.post("/en/sign-in", data={"key": key}, headers=foreign).status_code == 403
    sign_in(api, keys)
    for path, sent in (("/en/import", {"files": FILES}), ("/en/sign-out", {})):
        refused = api.post(path, headers=foreign, **sent)
        assert refused.status_code == 403 and "<h1>" in refused.text
    assert api.post("/en/import", files=FILES, headers={"origin": "null"}).status_code == 403
    assert api.post("/en/import", files=FILES, headers=OURS).status_code in (200, 422)


def test_a_session_has_the_right_of_its_key_and_no_more(api, keys):
    sign_in(api, keys, "read")
    refused = api.post("/en/import", files=FILES, headers=OURS)
    assert refused.status_code == 403 and "record" in refused.text and "<h1>" in refused.text
    assert api.get("/api/v1/health").status_code == 200
    sign_in(api, keys, "record")
    assert_problem(api.post("/api/v1/withdrawals", json=WITHDRAWAL, headers=OURS), 403, "forbidden")


def test_a_header_decides_where_there_is_one(api, keys):
    sign_in(api, keys)
    assert api.get("/en/about", headers={"authorization": "Bearer kt_a_b"}).status_code == 401


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(api, keys):
    sign_in(api, keys)
    kept = api.cookies["kintrace_session"]
    shown = api.get("/en/about").text
    assert 'action="/en/sign-out"' in shown and "the office" in shown
    response = api.post("/en/sign-out", headers=OURS)
    assert (response.status_code, response.headers["location"]) == (303, "/en/sign-in")
    assert "kintrace_session" not in api.cookies
    assert api.get("/en/about", headers={"cookie": f"kintrace_session={kept}"}).status_code == 303


def test_a_session_ends_when_its_key_is_revoked_and_a_form_says_so(api, keys):
    sign_in(api, keys)
    keys.revoke(keys.all()[-1].id)
    response = api.post("/ko/import", files=FILES, headers=OURS)
    assert (response.status_code, response.headers["location"]) == (303, "/ko/sign-in?ended=1")
    assert "쓴 내용은 그대로" in api.get("/ko/sign-in?ended=1").text


@pytest.mark.parametrize("cookie", ["kintrace_session", "kintrace_session=;;", '"', "kintrace_session=" + "a" * 5000])
def test_a_damaged_cookie_is_no_session(api, keys, cookie):
    keys.create("a", "read", 9)
    assert_problem(api.get("/api/v1/health", headers={"cookie": cookie}), 401, "no_key")


def test_on_loopback_nobody_signs_in():
    here = client_on(FakeStore())
    assert here.get("/en/about").status_code == 200 and "sign-out" not in here.get("/en/about").text
    assert here.post("/en/sign-in", data={"key": "kt_a_b"}).status_code == 401
    assert here.post("/en/sign-out").headers["location"] == "/en/sign-in"
