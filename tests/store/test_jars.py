"""The jars: fetched from a mirror on this machine, checked, repaired, refused."""

import gc
import hashlib
import subprocess
import sys
import threading
import warnings
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.errors import ConfigurationError, EngineFailed
from app.store.embedded.config import DEFAULT_LOCK
from app.store.embedded.jars import Jar, JarLock, install, read_lock

INSTALL = """
import sys
from pathlib import Path
from app.store.embedded.jars import install, read_lock
install(read_lock(Path(sys.argv[1])), Path(sys.argv[2]), maven_url=sys.argv[3])
"""


@dataclass
class Mirror:
    """A Maven repository of four small jars, one with a classifier."""

    url: str = ""
    served: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def lock(self) -> JarLock:
        """The lock of what is served at the beginning."""
        return JarLock("5.0", tuple(_jar(path, content) for path, content in self.served.items()))


def _jar(path: str, content: bytes) -> Jar:
    *group, artifact, version, name = path.strip("/").split("/")
    classifier = name.removeprefix(f"{artifact}-{version}").removesuffix(".jar").lstrip("-")
    return Jar(".".join(group), artifact, version, classifier, hashlib.sha256(content).hexdigest())


@pytest.fixture
def mirror():
    served = {
        "/org/one/a/1.0/a-1.0.jar": b"a" * 10_000,
        "/org/one/b/1.1/b-1.1.jar": b"b",
        "/org/two/c/2/c-2.jar": b"",
        "/org/two/c/2/c-2-linux.jar": b"linux",
    }
    mirror = Mirror(served=served)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            mirror.asked.append(self.path)
            content = mirror.served.get(self.path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *words):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        mirror.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield mirror
        server.shutdown()
        thread.join()
    # jgo leaves the connection of a refused address to the garbage collector.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def test_every_jar_is_fetched_once_and_the_class_path_has_the_order_of_the_lock(mirror, tmp_path):
    lock, seen = mirror.lock(), []
    path = install(lock, tmp_path, maven_url=mirror.url + "/", progress=lambda *step: seen.append(step))
    assert path == [str(tmp_path / name.strip("/")) for name in mirror.served]
    assert seen == [("fetch", number, 4) for number in range(5)]
    mirror.asked.clear()
    assert install(lock, tmp_path, maven_url=mirror.url, progress=lambda *step: seen.append(step)) == path
    assert (mirror.asked, len(seen)) == ([], 5)


def test_a_damaged_jar_is_fetched_again_and_only_that(mirror, tmp_path):
    lock = mirror.lock()
    first = lock.jars[0].path(tmp_path)
    install(lock, tmp_path, maven_url=mirror.url)
    mirror.asked.clear()
    first.write_bytes(first.read_bytes()[:5_000])
    install(lock, tmp_path, maven_url=mirror.url)
    assert [path for path in mirror.asked if path.endswith(".jar")] == ["/org/one/a/1.0/a-1.0.jar"]
    assert first.read_bytes() == mirror.served["/org/one/a/1.0/a-1.0.jar"]


def test_a_jar_that_differs_from_the_lock_is_refused_and_not_kept(mirror, tmp_path):
    lock = mirror.lock()
    mirror.served["/org/one/b/1.1/b-1.1.jar"] = b"other"
    with pytest.raises(EngineFailed, match=r"b-1.1.jar differs .*checksum mismatch"):
        install(lock, tmp_path, maven_url=mirror.url)
    assert not lock.jars[1].path(tmp_path).exists()


def test_a_mirror_without_the_jar_is_said(mirror, tmp_path):
    lock = mirror.lock()
    del mirror.served["/org/two/c/2/c-2.jar"]
    with pytest.raises(EngineFailed, match=r"c-2.jar could not be fetched"):
        install(lock, tmp_path, maven_url=mirror.url)


def test_offline_nothing_is_asked_for_and_what_is_missing_or_damaged_is_counted(mirror, tmp_path):
    lock = mirror.lock()
    install(lock, tmp_path, maven_url=mirror.url)
    mirror.asked.clear()
    install(lock, tmp_path, maven_url=mirror.url, offline=True)
    lock.jars[0].path(tmp_path).write_bytes(b"x")
    lock.jars[2].path(tmp_path).unlink()
    with pytest.raises(EngineFailed, match=r"2 of 4 jars .* offline"):
        install(lock, tmp_path, maven_url=mirror.url, offline=True)
    assert mirror.asked == []


def test_a_complete_folder_is_not_written_to_and_a_file_in_its_place_is_refused(mirror, tmp_path):
    lock = mirror.lock()
    install(lock, tmp_path, maven_url=mirror.url)
    (tmp_path / "install.lock").unlink()
    install(lock, tmp_path, offline=True)
    assert not (tmp_path / "install.lock").exists()
    with pytest.raises(ConfigurationError, match="cannot be written"):
        install(lock, lock.jars[0].path(tmp_path), maven_url=mirror.url)


def test_two_processes_at_once_fetch_each_jar_once(mirror, tmp_path):
    rows = [
        f"[[dependencies]]\ngroupId = '{jar.group}'\nartifactId = '{jar.artifact}'\nversion = '{jar.version}'\n"
        f"classifier = '{jar.classifier}'\nsha256 = '{jar.sha256}'\n"
        for jar in mirror.lock().jars
    ]
    lock = tmp_path / "lock.toml"
    lock.write_text("[environment]\nname = 'neo4j-5.0'\n" + "".join(rows))
    command = [sys.executable, "-c", INSTALL, str(lock), str(tmp_path / "jars"), mirror.url]
    processes = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert sorted(path for path in mirror.asked if path.endswith(".jar")) == sorted(mirror.served)


def test_the_lock_of_the_product_pins_every_jar_with_a_sum_and_leaves_test_jars_out():
    lock = read_lock(DEFAULT_LOCK)
    assert lock.version == "5.26.30"
    assert {len(jar.sha256) for jar in lock.jars} == {64}
    assert len({(jar.group, jar.artifact, jar.classifier) for jar in lock.jars}) == len(lock.jars) > 200
    assert [jar.name for jar in lock.jars if jar.group in ("junit", "org.mockito", "org.bouncycastle")] == []
    assert {jar.version for jar in lock.jars if jar.artifact in ("neo4j", "neo4j-kernel")} == {lock.version}
