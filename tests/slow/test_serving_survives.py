"""A server whose engine dies says so and comes back; a server that is killed leaves nothing and loses nothing.

One server goes through all of it; the tests read what was seen.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.store.embedded.folder import Folder
from app.store.embedded.processes import State
from app.store.reachable import answers_bolt
from tests.engine_fixture import JARS

pytestmark = pytest.mark.slow
_ROWS = 40
_START = "from app.cli.main import run; run()"


@dataclass
class Server:
    """A ``kintrace serve`` of its own process and data folder."""

    home: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None
    acknowledged: list[str] = field(default_factory=list)

    def start(self) -> float:
        """Start it and return the seconds until it says its address."""
        self.port = _free_port()
        given = {"HOME": self.home, "PORT": self.port, "ENGINE_JARS": JARS, "ENGINE_HEAP": "512m"}
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, "serve"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **{f"KINTRACE_{name}": str(value) for name, value in given.items()}},
        )
        assert self.process.stdout is not None
        assert "Kintrace on http" in self.process.stdout.readline()
        return time.monotonic() - began

    @property
    def engine(self) -> Folder:
        return Folder(self.home / "engine")

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, dict[str, object], float]:
        """Return status, body and seconds of one request."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1/{path}", body, {"content-type": kind})
        began = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.load(response), time.monotonic() - began
        except urllib.error.HTTPError as error:
            return error.code, json.load(error), time.monotonic() - began

    def record(self, number: int) -> None:
        """Record one person by upload and note it when that was acknowledged."""
        source = "id,kind,title\nx:s,report,One\n"
        person = f"id,name,source_id,citation\nx:p{number},Person {number},x:s,{number}\n"
        status, report, _ = self.ask("imports", *_upload(sources=source, persons=person))
        assert status == 200, report
        self.acknowledged.append(f"x:p{number}")

    def kill(self) -> None:
        """End it as hard as can be."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _upload(**tables: str) -> tuple[bytes, str]:
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="files"; filename="{name}.csv"\r\n\r\n{text}\r\n'
        for name, text in tables.items()
    ]
    return ("".join(parts) + "--cut--\r\n").encode(), "multipart/form-data; boundary=cut"


@dataclass
class Outage:
    """What was seen from the end of the engine to the first good answer."""

    failures: list[tuple[int, dict[str, object], float]]
    engine_seconds: float
    answer_seconds: float


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("serving") / "home")
    server.start()
    for number in range(_ROWS // 2):
        server.record(number)
    yield server
    server.kill()


@pytest.fixture(scope="module")
def outage(server: Server) -> Outage:
    """Kill the engine and ask until an answer is good again."""
    address = server.engine.address()
    assert address is not None
    os.kill(address.pid, signal.SIGKILL)
    began, engine_seconds, failures = time.monotonic(), 0.0, []
    while (seen := server.ask("persons/x:p1"))[0] != 200:
        failures.append(seen)
        now = server.engine.address()
        if not engine_seconds and now is not None and now != address and answers_bolt(now.uri, 1):
            engine_seconds = time.monotonic() - began
        assert time.monotonic() - began < 400
        time.sleep(0.05)
    answered = time.monotonic() - began
    return Outage(failures, engine_seconds or answered, answered)


@pytest.fixture(scope="module")
def second(server: Server, outage: Outage) -> float:
    """Kill the server while it records, and start another one; gives the seconds of that start."""
    for number in range(_ROWS // 2, _ROWS):
        server.record(number)
    address = server.engine.address()
    assert address is not None
    server.kill()
    limit = time.monotonic() + 60
    while address.state() is not State.GONE:
        assert time.monotonic() < limit, "the engine outlives the server"
        time.sleep(0.05)
    return server.start()


def test_while_the_engine_is_down_every_answer_is_a_problem_and_comes_at_once(outage):
    assert outage.failures
    assert {(status, body["code"]) for status, body, _ in outage.failures} == {(503, "store_unavailable")}
    assert {body["status"] for _, body, _ in outage.failures} == {503}
    seconds = [spent for _, _, spent in outage.failures]
    assert seconds[0] < 20
    assert sorted(seconds)[len(seconds) // 2] < 8


def test_the_server_answers_soon_after_the_engine_does(outage, record_property):
    record_property("engine_seconds", outage.engine_seconds)
    record_property("answer_seconds", outage.answer_seconds)
    assert outage.answer_seconds - outage.engine_seconds < 30


def test_a_killed_server_leaves_no_engine_and_another_has_every_acknowledged_claim(server, second, record_property):
    record_property("second_start_seconds", second)
    assert len(server.acknowledged) == _ROWS
    for person in server.acknowledged:
        status, body, seconds = server.ask(f"claims?about={person}")
        assert status == 200, (person, seconds, body)
        assert len(body["claims"]) == 1, (person, body)
