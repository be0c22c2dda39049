"""Data that are being read: a page says so and comes by itself, a program waits."""

import threading

import pytest

from tests.api.conftest import client_on
from tests.fakes import FakeStore


class SlowStore(FakeStore):
    """A store whose data are read only when they are let in."""

    def __init__(self):
        super().__init__()
        self.let_in = threading.Event()
        self.reads = 0

    def snapshot(self):
        self.reads += 1
        assert self.let_in.wait(60)
        return super().snapshot()


@pytest.fixture
def slow():
    store = SlowStore()
    yield store, client_on(store, patience=0.2)
    store.let_in.set()


def test_a_page_says_that_data_are_being_read_and_comes_by_itself(slow):
    store, client = slow
    for address, said in [
        ("/en/families", "Still reading the data"),
        ("/ko/handovers?names=hidden", "아직 자료를 읽고 있습니다"),
    ]:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["refresh"], answer.headers["retry-after"]) == (503, "2", "2")
        assert said in answer.text and f'href="{address}"' in answer.text
        assert "http-equiv" not in answer.text
    assert store.reads == 1
    store.let_in.set()
    assert comes(client, "/en/families")
    assert store.reads == 1


def comes(client, address):
    """Ask for a page as a browser does that is told to come again, until it is there."""
    return any(client.get(address).status_code == 200 for _ in range(600))


def test_files_and_the_interface_for_programs_wait(slow):
    store, client = slow
    statuses = []
    asked = ("/api/v1/families", "/en/handovers.csv")
    threads = [
        threading.Thread(target=lambda a=address: statuses.append(client.get(a).status_code)) for address in asked
    ]
    for thread in threads:
        thread.start()
    assert client.get("/en/families").status_code == 503
    assert statuses == []
    store.let_in.set()
    for thread in threads:
        thread.join(60)
    assert statuses == [200, 200]


def test_a_page_that_needs_no_data_in_memory_does_not_wait(slow):
    _store, client = slow
    assert client.get("/en/about").status_code == 200


def test_a_reading_that_fails_is_told_as_what_it_is(down):
    assert "The database does not answer" in down.get("/en/families").text


def test_a_page_says_that_an_answer_is_being_worked_out_and_comes_by_itself(monkeypatch):
    let_in = threading.Event()
    client = client_on(FakeStore(), patience=0.05)
    analyst = client.app.state.kintrace.analyst
    analyst.apply(id)  # the data are in memory: what is waited for is the answer
    families = analyst._analyses["families"]

    def slowly(book, **given):
        while not let_in.wait(0.01):
            pass
        return families(book, **given)

    monkeypatch.setitem(analyst._analyses, "families", slowly)
    for language, said in [("en", "Still working this out"), ("ko", "아직 답을 계산하고 있습니다")]:
        answer = client.get(f"/{language}/families")
        assert (answer.status_code, answer.headers["refresh"]) == (503, "2")
        assert said in answer.text
    let_in.set()
    assert comes(client, "/en/families")
