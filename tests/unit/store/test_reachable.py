import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread

import pytest

from app.errors import StoreUnavailable
from app.store.neo4j_store import Neo4jStore
from app.store.reachable import answers_bolt


@contextmanager
def listening(answer=None):
    """Give the address of a port that accepts; it answers with some bytes, or never."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        if answer is not None:
            Thread(target=_answer, args=(server, answer), daemon=True).start()
        yield f"bolt://127.0.0.1:{server.getsockname()[1]}"


def _answer(server, answer):
    connection, _ = server.accept()
    with connection:
        connection.recv(64)
        connection.sendall(answer)


def closed_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return f"bolt://127.0.0.1:{server.getsockname()[1]}"


def test_a_port_that_greets_answers():
    with listening(b"\x00\x00\x08\x05") as uri:
        assert answers_bolt(uri, 2.0)


def test_a_port_that_refuses_does_not():
    for uri in (closed_port(), "bolt://no-such-host.invalid:1", "bolt+s://127.0.0.1:1"):
        assert not answers_bolt(uri, 2.0)


def test_a_port_that_hangs_up_or_is_silent_does_not_and_is_given_up_in_time():
    with listening(b"") as uri:
        assert not answers_bolt(uri, 2.0)
    started = time.monotonic()
    with listening() as uri:
        assert not answers_bolt(uri, 0.2)
        assert answers_bolt(uri.replace("bolt:", "bolt+s:"), 0.2)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("silent", [True, False])
def test_a_store_says_in_time_that_nothing_answers_and_then_at_once(silent):
    with listening() as open_uri:
        store = Neo4jStore(lambda: (open_uri if silent else closed_port(), "neo4j", "x"), install=False)
        started = time.monotonic()
        with pytest.raises(StoreUnavailable):
            store.data_version()
        first = time.monotonic()
        with pytest.raises(StoreUnavailable):
            store.data_version()
        assert first - started < 12
        assert time.monotonic() - first < 6


def test_many_who_wait_for_a_silent_database_hear_it_together():
    with listening() as uri:
        store = Neo4jStore(lambda: (uri, "neo4j", "x"), install=False)
        started = time.monotonic()
        with ThreadPoolExecutor(30) as threads:
            heard = [threads.submit(store.data_version) for _ in range(30)]
    assert {type(each.exception()) for each in heard} == {StoreUnavailable}
    assert time.monotonic() - started < 12
