"""One thread makes the next item ready: same items, same order, never more than one ahead, errors in their place."""

import gc
import threading
from collections.abc import Iterator

import pytest

from app.errors import StoreUnavailable
from app.services.ahead import one_ahead
from app.services.importing import ImportOptions
from app.services.ledger import Ledger
from seed import published_folder
from tests.fakes import FakeClock, FakeStore


def test_items_come_in_order_from_one_other_thread():
    threads: set[int] = set()

    def made() -> Iterator[int]:
        for number in range(50):
            threads.add(threading.get_ident())
            yield number

    with one_ahead(made()) as items:
        assert list(items) == list(range(50))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_the_next_item_is_made_while_the_one_before_is_in_use_and_no_other():
    made: list[int] = []
    second = threading.Event()

    def making() -> Iterator[int]:
        for number in range(5):
            made.append(number)
            if number == 1:
                second.set()
            yield number

    with one_ahead(making()) as items:
        assert next(items) == 0
        assert second.wait(10)
        assert made == [0, 1]
        assert next(items) == 1
    assert len(made) <= 3


def test_an_error_comes_after_all_items_before_it():
    def failing() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError("the third")

    taken: list[int] = []
    taken: list[int] = []
    with pytest.raises(ValueError, match="the third"), one_ahead(failing()) as items:
        for number in items:
            taken.append(number)
    assert taken == [1, 2]


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt])
def test_who_stops_leaves_no_thread_and_nothing_more_is_made(stop):
    made: list[int] = []

    def making() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    with pytest.raises(stop), one_ahead(making()) as items:
        for number in items:
            if number == 1:
                raise stop
    assert made[-1] == 2
    assert not [each for each in threading.enumerate() if each.name.startswith("one-ahead")]


def test_a_failing_batch_leaves_the_batches_before_it_and_nothing_running():
    store = FakeStore()
    store.fail_at_batch = 2
    with pytest.raises(StoreUnavailable):
        Ledger(store, FakeClock(), "tester").import_paths([published_folder()], ImportOptions(batch_rows=100))
    assert [batch.id.rpartition("-")[2] for batch in store.batches] == ["1", "2"]
    assert len(store.known_sources) + len(store.repeats) + len(store.kept) == 200
    assert gc.isenabled()
    assert not [each for each in threading.enumerate() if each.name.startswith("one-ahead")]
