"""The search for garbage is held during long work, and what the work itself drops is found all the same."""

import gc
import weakref

import pytest

from app.domain.garbage import collect_new, collected_in_steps, leave_out_what_stays, uncollected


class Loop:
    """Refers to itself, as a transaction and its results do."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def restored():
    """Leave the search as it was."""
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.parametrize("held", [uncollected, collected_in_steps])
def test_the_search_is_held_and_taken_up_again(held):
    with held():
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize("held", [uncollected, collected_in_steps])
def test_a_search_that_was_held_before_stays_so(held):
    gc.disable()
    with held():
        pass
    assert not gc.isenabled()


def test_what_was_there_before_is_left_out_of_the_steps_and_of_nothing_else():
    with uncollected():
        assert gc.get_freeze_count() == 0  # a short answer must not make everything old
    with collected_in_steps():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


def test_what_was_in_use_at_one_look_is_found_when_it_no_longer_is():
    with collected_in_steps():
        loop = Loop()
        collect_new()
        seen = weakref.ref(loop)
        del loop
        for _ in range(20):
            collect_new()
        assert seen() is None


def test_many_steps_that_each_look_at_what_the_last_one_used_keep_nothing():
    seen = []
    with collected_in_steps():
        for _ in range(40):
            loop = Loop()
            seen.append(weakref.ref(loop))
            collect_new()
        del loop
        for _ in range(20):
            collect_new()
        assert [each() for each in seen] == [None] * 40


def test_what_stays_is_left_out_of_later_searches_until_nobody_holds_it():
    loop = Loop()
    leave_out_what_stays()
    assert gc.get_freeze_count() > 0
    seen = weakref.ref(loop)
    del loop
    gc.collect()
    assert seen() is not None  # left out
    leave_out_what_stays()
    assert seen() is None


def test_nothing_is_left_out_while_long_work_holds_the_search():
    with uncollected():
        leave_out_what_stays()
        assert gc.get_freeze_count() == 0
