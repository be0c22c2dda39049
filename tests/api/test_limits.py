"""Limits that are settings: they reach the place where they hold, and the answer says how to narrow."""

import time
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from app.api.guard import Limits
from app.api.main import create_app
from app.bootstrap import build
from app.services.analyst import Analyst
from app.settings import read_settings
from tests.api.conftest import HERE, services_on
from tests.fakes import FakeStore

_ENDLESS = "UNWIND range(1, 1000000000) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS n"


@pytest.fixture
def wired(empty_engine, tmp_path):
    """Give a function that builds the product on the engine of the test run, from variables."""
    secret = tmp_path / "secret"
    secret.write_text(empty_engine.password)
    built = []

    def build_with(**variables):
        named = {f"KINTRACE_{name}": value for name, value in variables.items()}
        address = {"KINTRACE_NEO4J_URL": empty_engine.uri, "KINTRACE_NEO4J_PASSWORD_FILE": str(secret)}
        built.append(build(read_settings({"KINTRACE_HOME": str(tmp_path / "home"), **address, **named})))
        return built[-1]

    yield build_with
    for each in built:
        each.close()


def client_of(services, limits=None):
    return TestClient(create_app(services, limits=limits), base_url=HERE, raise_server_exceptions=False)


def test_the_time_of_a_query_is_a_setting_and_a_slow_one_is_stopped(wired):
    services = wired(QUERY_SECONDS="0.3")
    name = "quality.contradictions"
    services.reader.catalogue = {name: replace(services.reader.catalogue[name], cypher=_ENDLESS)}
    started = time.monotonic()
    response = client_of(services).get("/api/v1/queries/quality/contradictions")
    assert (response.status_code, response.json()["code"]) == (504, "timeout")
    assert "0.3 s" in response.json()["detail"]
    assert "Ask for fewer" in response.json()["detail"]
    assert time.monotonic() - started < 10


def test_the_time_of_an_analysis_is_a_setting_and_a_slow_one_is_stopped(wired):
    services = wired(ANALYSIS_SECONDS="0.1")

    def endless(book, **given):
        while True:
            pass

    slow = Analyst(services.store, {"chains": endless}, lambda snapshot: snapshot, seconds=services.analyst.seconds)
    response = client_of(replace(services, analyst=slow)).get("/api/v1/chains")
    assert (response.status_code, response.json()["code"]) == (504, "timeout")
    assert "0.1 s" in response.json()["detail"]
    assert "one person" in response.json()["detail"]


def test_the_rows_of_an_upload_are_a_setting():
    text = "id,kind\n" + "".join(f"x:{number},report\n" for number in range(3))
    files = [("files", ("sources.csv", text.encode(), "text/csv"))]
    few = client_of(services_on(FakeStore()), Limits(rows=2)).post("/api/v1/imports", files=files)
    many = client_of(services_on(FakeStore()), Limits(rows=3)).post("/api/v1/imports", files=files)
    assert (few.status_code, many.status_code) == (422, 200)
    assert "2" in few.json()["detail"]
