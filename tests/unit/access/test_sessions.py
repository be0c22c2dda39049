from datetime import date

import pytest

from app.access.keys import Keys
from app.access.sessions import Sessions


class Clock:
    """Seconds that a test lets pass."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keys(tmp_path):
    return Keys(tmp_path / "keys.json", lambda: date(2025, 3, 1))


def opened(keys, clock, **limits):
    made, text = keys.create("office", "record", 9)
    sessions = Sessions(keys, clock, **limits)
    return sessions, made, sessions.open(text)


def test_a_session_is_its_key_and_no_two_tokens_are_alike(keys, clock):
    sessions, made, token = opened(keys, clock)
    assert sessions.key(token) == made
    assert sessions.open(keys.create("b", "read", 9)[1]) != token
    assert token not in repr(vars(sessions))


@pytest.mark.parametrize("typed", ["", "kt_a_b", "x" * 5000, "\ud800"])
def test_no_session_without_a_good_key(keys, clock, typed):
    sessions, _, _ = opened(keys, clock)
    assert sessions.open(typed) is None
    assert sessions.key(typed) is None


def test_a_session_ends_with_its_key(keys, clock):
    sessions, made, token = opened(keys, clock)
    keys.revoke(made.id)
    assert sessions.key(token) is None


def test_a_session_ends_without_use_and_in_any_case_after_its_longest_time(keys, clock):
    sessions, made, token = opened(keys, clock, idle_seconds=10, total_seconds=25)
    for clock.now in (9, 18, 24):
        assert sessions.key(token) == made
    clock.now = 25
    assert sessions.key(token) is None
    _, _, idle = opened(keys, clock, idle_seconds=10, total_seconds=25)
    clock.now = 35
    assert sessions.key(idle) is None


def test_signing_out_ends_this_session_alone(keys, clock):
    sessions, _, token = opened(keys, clock)
    other = sessions.open(keys.create("b", "read", 9)[1])
    sessions.close(token)
    sessions.close(token)
    assert sessions.key(token) is None and sessions.key(other) is not None


def test_above_the_most_the_session_unused_the_longest_ends(keys, clock):
    text = keys.create("a", "read", 9)[1]
    sessions = Sessions(keys, clock, most=2)
    first = sessions.open(text)
    clock.now = 1
    second = sessions.open(text)
    clock.now = 2
    assert sessions.key(first)
    third = sessions.open(text)
    assert [sessions.key(token) is not None for token in (first, second, third)] == [True, False, True]
