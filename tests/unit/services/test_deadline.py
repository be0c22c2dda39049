import subprocess
import sys
import threading
import time

import pytest

from app.errors import StoreTimeout
from app.services.deadline import limited


def spin():
    while True:
        pass


def test_work_in_time_gives_its_result_and_leaves_no_thread():
    assert limited(lambda: 7, 60.0, "") == 7
    watches = [thread for thread in threading.enumerate() if thread.name == "time-limit"]
    for watch in watches:
        watch.join(30)  # less than the limit: its end was told to it
    assert not any(watch.is_alive() for watch in watches)


def test_work_that_catches_errors_is_stopped_all_the_same():
    def stubborn():
        while True:
            try:
                spin()
            except Exception:  # noqa: BLE001  # what this test is about
                continue

    started = time.monotonic()
    with pytest.raises(StoreTimeout, match=r"the analysis took longer than 0\.05 s and was stopped\. Ask for less"):
        limited(stubborn, 0.05, "Ask for less")
    assert time.monotonic() - started < 10


def test_an_error_of_the_work_stays_what_it_is():
    with pytest.raises(KeyError):
        limited(lambda: {}["a"], 5.0, "")


def test_work_that_ends_near_the_limit_is_either_done_or_stopped_and_nothing_comes_later():
    done = stopped = 0
    for _ in range(300):
        until = time.monotonic() + 0.002
        try:
            limited(lambda until=until: [None for _ in iter(lambda: time.monotonic() > until, True)], 0.002, "")
            done += 1
        except StoreTimeout:
            stopped += 1
        sum(range(2_000))
    assert done + stopped == 300


def test_only_the_thread_that_works_is_stopped():
    counted = []
    other = threading.Thread(target=lambda: counted.append(limited(lambda: sum(range(3_000_000)), 30.0, "")))
    other.start()
    with pytest.raises(StoreTimeout):
        limited(spin, 0.02, "")
    other.join()
    assert counted == [sum(range(3_000_000))]


def test_a_thread_that_is_traced_goes_on_after_the_limit():
    program = (
        "import sys, threading, time\n"
        "from app.services.deadline import limited\n"
        "def late(): time.sleep(0.2)\n"
        "sys.settrace(lambda *given: lambda *more: None)\n"
        "for work in (late, int):\n"
        "    try: limited(work, 0.1, '')\n"
        "    except Exception: pass\n"
        "print(sum(map(lambda number: number, range(1_000))))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "499500\n"
