"""Every way to fail ends in one problem document with the right status, and none repeats what was sent."""

import json

import pytest

from app import errors
from app.api.guard import Limits
from app.api.problems import STATUS, document, status_of

KEYS = {"type", "title", "status", "code", "detail", "loc", "request_id"}
MARKER = "zq9xzq9x"
JSON = {"content-type": "application/json"}


def tree(kind):
    return [kind, *(below for child in kind.__subclasses__() for below in tree(child))]


def assert_problem(response, status, code=None):
    assert response.status_code == status, response.text[:300]
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) >= KEYS
    assert body["status"] == status
    assert body["request_id"] == response.headers["x-request-id"]
    assert MARKER not in response.text
    if code:
        assert body["code"] == code


def test_every_error_class_has_its_own_line_in_the_table():
    own = {kind for kind in tree(errors.KintraceError) if kind.__module__ == "app.errors"}
    assert own == set(STATUS)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.InvalidParameter("depth", "1 to 4"), 422),
        (errors.NotFound("person", "x:1"), 404),
        (errors.Forbidden("record"), 403),
        (errors.Conflict("x:1", "x:2"), 409),
        (errors.TooLarge("5 rows", "Send fewer"), 422),
        (errors.StoreUnavailable(), 503),
        (errors.StoreTimeout(5), 504),
        (errors.EngineFailed("engine.log"), 503),
    ],
    ids=lambda value: value if isinstance(value, int) else type(value).__name__,
)
def test_an_error_has_its_status(error, status):
    assert status_of(error) == status


def test_a_document_has_exactly_the_agreed_keys():
    assert set(document(404, "not_found", "Nothing.")) == KEYS


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", f"/api/v1/{MARKER}", 404, "not_found"),
        ("GET", f"/{MARKER}", 404, "not_found"),
        ("POST", "/api/v1/health", 405, "method_not_allowed"),
        ("DELETE", "/api/v1/persons/x:1", 405, "method_not_allowed"),
        ("GET", f"/api/v1/persons/{MARKER}", 422, "invalid_parameter"),
        ("GET", "/api/v1/persons/%ED%A0%80", 422, "invalid_parameter"),
        ("GET", "/api/v1/persons/%00", 422, "invalid_parameter"),
        ("GET", f"/api/v1/health?{MARKER}=1", 422, "unknown_parameter"),
        ("GET", "/api/v1/claims?about=x:1&about=x:2", 422, "repeated_parameter"),
        ("GET", "/api/v1/claims?about=%ff", 422, "malformed_parameter"),
        ("GET", "/api/v1/claims?about=x:1%00", 422, "malformed_parameter"),
        ("GET", "/api/v1/claims", 422, "missing"),
        ("GET", f"/api/v1/claims?about=x:1&limit={MARKER}", 422, "invalid"),
        ("GET", "/api/v1/claims?about=x:1&limit=1e400", 422, "invalid"),
        ("GET", f"/api/v1/claims?about=x:1&limit={'9' * 5000}", 422, "invalid"),
        ("GET", "/api/v1/subgraph?seed=x:1&depth=5", 422, "invalid"),
        ("GET", "/api/v1/subgraph?seed=x:1&max_nodes=2001", 422, "invalid"),
        ("GET", f"/api/v1/subgraph?seed=x:1&kinds={MARKER}", 422, "invalid_parameter"),
        ("GET", f"/api/v1/subgraph?seed=x:1&format={MARKER}", 422, "invalid"),
        ("GET", f"/api/v1/chains?{MARKER}=1", 422, "unknown_parameter"),
        ("GET", f"/api/v1/chains?max_chon={MARKER}", 422, "invalid_parameter"),
        ("GET", f"/api/v1/queries/kinship/ancestors?{MARKER}=1", 422, "unknown_parameter"),
        ("GET", "/api/v1/queries/kinship/ancestors", 422, "invalid_parameter"),
        ("GET", f"/api/v1/queries/kinship/{MARKER}", 404, "not_found"),
        ("GET", f"/static/{MARKER}.js", 404, "not_found"),
        ("GET", "/vendor/..%2f..%2fetc%2fpasswd", 404, "not_found"),
    ],
)
def test_a_wrong_request_is_a_problem(idle, method, address, status, code):
    assert_problem(idle.request(method, address), status, code)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "missing"),
        (b"{", 400, "malformed"),
        (b"\xff", 400, "malformed"),
        (b'{"text": "a", "text": "b"}', 400, "malformed"),
        (b'{"text": NaN}', 400, "malformed"),
        (b'{"text": "a", "limit": 1e400}', 400, "malformed"),
        (b'{"text": "a", "limit": ' + b"9" * 5000 + b"}", 400, "malformed"),
        (b'{"text": "\\ud800"}', 400, "malformed"),
        (b"[" * 100_000, 400, "malformed"),
        (b'{"text": ' + b"[" * 40 + b"]" * 40 + b"}", 400, "malformed"),
        (b'{"text": "a", "zq9xzq9x": 1}', 422, "unknown_field"),
        (b'{"text": "a", "limit": true}', 422, "invalid"),
        (b'{"text": "a", "limit": 101}', 422, "invalid"),
        (b'{"text": "a", "types": ["zq9xzq9x"]}', 422, "invalid"),
        (b'{"text": ["zq9xzq9x"]}', 422, "invalid"),
        (b'{"text": "zq9xzq9x\\u0000"}', 422, "invalid_text"),
        (b'{"text": ""}', 422, "invalid"),
        (b'{"text": "   "}', 422, "invalid_parameter"),
        (json.dumps({"text": "a" * 201}).encode(), 422, "invalid"),
        (b'["zq9xzq9x"]', 422, "invalid"),
        (b"null", 422, None),
    ],
    ids=range(21),
)
def test_a_wrong_body_is_a_problem(idle, body, status, code):
    assert_problem(idle.post("/api/v1/search", content=body, headers=JSON), status, code)


def test_another_content_type_is_refused(idle):
    response = idle.post("/api/v1/search", content=b'{"text": "a"}', headers={"content-type": "text/plain"})
    assert_problem(response, 415, "unsupported_media_type")


def test_a_body_above_the_limit_is_refused(idle):
    body = b'{"text": "' + b"a" * Limits().body + b'"}'
    assert_problem(idle.post("/api/v1/search", content=body, headers=JSON), 413, "body_too_large")


def test_a_body_that_does_not_say_its_length_is_counted(idle):
    pieces = (b"a" * 65_536 for _ in range(20))
    assert_problem(idle.post("/api/v1/search", content=pieces, headers=JSON), 413, "body_too_large")


def test_a_length_that_is_no_number_is_refused(idle):
    response = idle.post("/api/v1/search", content=b"{}", headers={**JSON, "content-length": "9" * 4400})
    assert_problem(response, 413, "body_too_large")


def test_a_long_address_and_large_headers_are_refused(idle):
    assert_problem(idle.get(f"/api/v1/persons/{'a' * 9000}"), 414, "url_too_long")
    assert_problem(idle.get("/api/v1/health", headers={"x-much": "a" * 17_000}), 431, "headers_too_large")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.example:8000", "a b", "[::1"]
)
def test_another_host_name_is_refused(idle, host):
    assert_problem(idle.get("/api/v1/health", headers={"host": host}), 400, "host_not_allowed")


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000", "LOCALHOST"])
def test_the_names_of_this_machine_are_served(idle, host):
    assert idle.get("/api/v1/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": "http://localhost:8000"},
        {"sec-fetch-site": "none"},
    ],
)
def test_our_own_pages_and_programs_can_write(idle, headers):
    response = idle.post("/api/v1/withdrawals", content=b"{}", headers={**JSON, **headers})
    assert_problem(response, 422, "missing")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://[::1"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null"},
    ],
)
def test_another_site_cannot_write(idle, headers):
    response = idle.post("/api/v1/withdrawals", content=b'{"target": "x:1"}', headers={**JSON, **headers})
    assert_problem(response, 403, "foreign_origin")


def test_a_database_that_does_not_answer_is_503_with_a_time_to_try_again(down):
    for address in (
        "/api/v1/health",
        "/api/v1/persons/x:1",
        "/api/v1/chains",
        "/api/v1/queries/kinship/ancestors?person_id=x:1",
    ):
        response = down.get(address)
        assert_problem(response, 503, "store_unavailable")
        assert int(response.headers["retry-after"]) > 0


def test_a_page_tells_the_same_in_words(down):
    response = down.get("/en/persons/x:1")
    assert response.status_code == 503
    assert response.headers["content-type"].startswith("text/html")
    assert "retry-after" in response.headers
    assert "The database does not answer" in response.text


def test_a_failure_inside_is_500_without_its_message(idle, caplog):
    idle.app.state.kintrace.reader.catalogue = {}
    response = idle.get("/api/v1/persons/x:1")
    assert_problem(response, 500, "internal")
    assert "records.node" not in response.text
    assert "KeyError" in caplog.text
    assert "records.node" not in caplog.text
