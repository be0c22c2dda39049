"""Answers that are worked out beside who asks."""

import threading
import time

import pytest

from app.errors import NotFound, StillWorking
from app.services.pending import Pending


@pytest.fixture
def slow():
    """A function that gives its answer when it is let, and how often it was called."""
    let, calls = threading.Event(), []

    def make():
        calls.append(1)
        assert let.wait(60)
        return b"answer"

    yield make, let, calls
    let.set()


def test_what_is_ready_in_time_is_returned_at_once():
    assert Pending().take("key", lambda: b"answer", 60) == b"answer"


def test_who_does_not_wait_is_told_and_takes_the_answer_later(slow):
    make, let, calls = slow
    pending = Pending()
    for _ in range(3):
        with pytest.raises(StillWorking) as told:
            pending.take("key", make, 0.01)
        assert told.value.seconds > 0
    let.set()
    assert pending.take("key", pytest.fail, 60) == b"answer"
    assert len(calls) == 1
    assert pending.take("key", lambda: b"new", 60) == b"new"


def test_two_questions_do_not_wait_for_each_other(slow):
    make, _let, _calls = slow
    pending = Pending()
    with pytest.raises(StillWorking):
        pending.take("slow", make, 0.01)
    assert pending.take("quick", lambda: b"other", 60) == b"other"


def test_an_error_comes_in_place_of_the_answer_and_only_once():
    pending = Pending()

    def fail():
        raise NotFound("person", "x:1", "Look")

    with pytest.raises(NotFound):
        pending.take("key", fail, 60)
    assert pending.take("key", lambda: b"answer", 60) == b"answer"


def test_what_goes_wrong_otherwise_goes_wrong_before_who_asks(monkeypatch):
    told = threading.Event()
    monkeypatch.setattr("threading.excepthook", lambda args: told.set())

    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Pending().take("key", fail, 60)
    assert told.wait(60)


def test_what_nobody_takes_is_forgotten(monkeypatch, slow):
    make, let, calls = slow
    pending = Pending()
    with pytest.raises(StillWorking):
        pending.take("key", make, 0.01)
    let.set()
    assert pending._works["key"].done.wait(60)
    monkeypatch.setattr("app.services.pending._KEPT_SECONDS", 0.0)
    time.sleep(0.001)
    pending.take("other", lambda: b"", 60)
    assert list(pending._works) == [] and len(calls) == 1


def test_all_who_wait_for_one_answer_get_it(slow):
    make, let, _calls = slow
    pending, given = Pending(), []
    threads = [threading.Thread(target=lambda: given.append(pending.take("key", make, None))) for _ in range(4)]
    for thread in threads:
        thread.start()
    let.set()
    for thread in threads:
        thread.join(60)
    assert given == [b"answer"] * 4
