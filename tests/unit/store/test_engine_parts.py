"""The parts of the engine that need no Neo4j: when to try again, which process is meant, what the settings say."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.embedded.backoff import Backoff
from app.store.embedded.child import _reasons
from app.store.embedded.conf import as_text, child_settings, shared_settings
from app.store.embedded.launch import _compiler
from app.store.embedded.processes import State, start_mark, state

SIZES = {"pagecache": "64m", "tx_max": "192m", "tx_total": "256m", "tx_timeout": "60s"}


def test_the_first_start_after_a_crash_is_at_once_and_the_next_ones_later():
    backoff, now, delays = Backoff(), 1_000.0, []
    for _ in range(4):
        delays.append(backoff.delay(now))
        now += delays[-1]
        backoff.tried(now)
    assert delays == [0, 2, 10, 288]


def test_a_crash_long_after_the_last_is_a_first_one():
    backoff = Backoff()
    for now in (0.0, 10.0, 20.0):
        backoff.tried(now)
    assert backoff.delay(320.0) == 0


@given(st.lists(st.floats(0, 1_000), min_size=1, max_size=40))
def test_there_are_never_more_than_three_starts_in_five_minutes(crashes):
    backoff, now, starts = Backoff(), 0.0, []
    for pause in crashes:
        now += pause
        now += backoff.delay(now)
        backoff.tried(now)
        starts.append(now)
    assert all(later - earlier >= 299.999 for earlier, later in zip(starts, starts[3:], strict=False))


def test_a_process_is_known_by_its_number_and_its_start():
    mark = start_mark(os.getpid())
    assert mark is not None
    assert state(os.getpid(), mark) is State.RUNNING
    assert state(os.getpid(), mark + "0") is State.GONE


def test_a_process_that_has_ended_is_gone_even_before_it_is_reaped():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = start_mark(process.pid) or ""
    assert state(process.pid, mark) is State.RUNNING
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert state(process.pid, mark) is State.GONE
    process.communicate()
    assert (state(process.pid, mark), start_mark(process.pid)) == (State.GONE, None)


def test_the_child_listens_on_loopback_with_a_password_and_every_limit_is_set():
    settings = child_settings(SIZES)
    assert settings["server.bolt.listen_address"].startswith("127.0.0.1:")
    assert settings["dbms.security.auth_enabled"] == "true"
    assert [settings[name] for name in ("db.memory.transaction.max", "dbms.memory.transaction.total.max")] == [
        "192m",
        "256m",
    ]
    assert shared_settings(SIZES).items() <= settings.items()


def test_only_the_pause_before_the_end_is_named_after_the_version():
    old, new = child_settings(SIZES), child_settings(SIZES, calendar_version=True)
    assert len(old.keys() ^ new.keys()) == 2
    assert all("quiet_period" in name for name in old.keys() ^ new.keys())


def test_a_small_heap_does_without_the_second_compiler():
    fast = ("-XX:TieredStopAtLevel=1",)
    assert [_compiler(heap) for heap in ("512m", "1023m", "1000000k", "1g", "2048m")] == [fast, fast, fast, (), ()]


def test_settings_are_one_line_each():
    assert as_text({"a.b": "1", "c": "x y"}) == "a.b=1\nc=x y\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [(RuntimeError("one\ntwo"), "one"), (KeyError(), "KeyError"), (ValueError("x" * 400), "x" * 300)],
    ids=["first line", "no text", "cut"],
)
def test_the_reason_of_a_failed_start_is_one_line(error, words):
    assert _reasons(error) == words


def test_the_reason_names_the_causes_behind_it_once():
    class Failure(Exception):
        def __init__(self, text, cause=None):
            super().__init__(text)
            self.getCause = lambda: cause

    assert _reasons(Failure("outer", Failure("outer", Failure("inner")))) == "outer <- inner"
