"""What the safety rules expect of Neo4j itself, on the engine as Kintrace starts it."""

import socket
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j import READ_ACCESS, GraphDatabase, Query
from neo4j.exceptions import AuthError, ClientError, Neo4jError, TransientError

from app.store.embedded.conf import shared_settings

WRITES = {
    "create": "CREATE (:Person {id: 'x:1'})",
    "merge": "MERGE (:Person {id: 'x:1'})",
    "set": "MATCH (n) SET n.seen = true",
    "remove": "MATCH (n) REMOVE n.name",
    "delete": "MATCH (n) DETACH DELETE n",
    "foreach": "FOREACH (x IN [1] | CREATE (:Person {id: 'x:1'}))",
    "subquery": "CALL () { CREATE (:Person {id: 'x:1'}) }",
    "label": "MATCH (n) SET n:Other",
    "index": "CREATE INDEX other FOR (n:Other) ON (n.x)",
    "constraint": "DROP CONSTRAINT constraint_unique_Person_id",
    "new label": "CALL db.createLabel('Other')",
    "behind nothing": "MATCH (n:Nobody) CREATE (:Person {id: 'x:1'})",
    "user": "CREATE USER other SET PASSWORD 'long-enough-1'",
}


@pytest.fixture
def one_person(empty_engine, driver):
    driver.execute_query("CREATE (:Person {id: 'x:0', name: 'A'})")


@pytest.mark.parametrize("text", WRITES.values(), ids=WRITES.keys())
def test_a_read_transaction_refuses_every_write(one_person, driver, text):
    with driver.session(default_access_mode=READ_ACCESS) as session:
        with pytest.raises(ClientError) as refused:
            session.execute_read(lambda tx: tx.run(text).consume())
        with pytest.raises(ClientError):
            session.run(text).consume()
    assert "AccessMode" in refused.value.code
    rows = driver.execute_query("MATCH (n) RETURN n {.*} AS n, labels(n) AS labels").records
    assert [(row["n"], row["labels"]) for row in rows] == [({"id": "x:0", "name": "A"}, ["Person"])]


def test_a_query_that_takes_too_long_is_ended_at_its_limit(driver):
    text = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a < 0 RETURN count(*)"
    with driver.session() as session, pytest.raises(ClientError) as ended:
        session.run(Query(text, timeout=0.5)).consume()
    assert "TransactionTimedOut" in ended.value.code


def test_a_query_that_needs_too_much_memory_ends_and_the_server_lives(driver):
    with driver.session() as session, pytest.raises(TransientError) as ended:
        session.run("UNWIND range(1, 60000000) AS x RETURN size(collect(x))").consume()
    assert "MemoryPoolOutOfMemory" in ended.value.code
    assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine that counts who comes."""
    hits: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def count() -> None:
            while not stop.is_set():
                try:
                    connection, peer = server.accept()
                except TimeoutError:
                    continue
                hits.append(str(peer))
                connection.close()

        thread = threading.Thread(target=count)
        thread.start()
        yield server.getsockname()[1], hits
        stop.set()
        thread.join()


def test_load_csv_reaches_no_address_and_no_file(driver, tmp_path):
    table = tmp_path / "a.csv"
    table.write_text("a\n1\n")
    with listener() as (port, hits):
        for url in (f"http://127.0.0.1:{port}/a.csv", f"ftp://127.0.0.1:{port}/a.csv", table.as_uri()):
            with pytest.raises(Neo4jError):
                driver.execute_query("LOAD CSV FROM $url AS row RETURN row", url=url)
    assert hits == []


def test_the_default_password_and_none_are_refused(engine):
    for auth in (("neo4j", "neo4j"), ("neo4j", ""), None):
        with GraphDatabase.driver(engine.uri, auth=auth) as stranger, pytest.raises((AuthError, ClientError)):
            stranger.verify_connectivity()


def test_it_listens_on_one_loopback_port_only(running_engine):
    listening = "0A"
    own = {link.readlink().name for link in Path(f"/proc/{running_engine.pid}/fd").iterdir() if link.is_symlink()}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{running_engine.pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == listening and f"socket:[{fields[9]}]" in own:
                found.append(fields[1])
    address, port = found[0].split(":")
    assert len(found) == 1
    assert int(port, 16) == int(running_engine.uri.rpartition(":")[2])
    assert address in ("0100007F", "0000000000000000FFFF00000100007F")


def test_it_starts_with_the_archive_of_its_classes(running_engine):
    mapped = Path(f"/proc/{running_engine.pid}/maps").read_text()
    assert "/classes-" in mapped and ".jsa" in mapped


def test_nobody_else_can_read_its_files(running_engine):
    home = running_engine._folder.home
    loose = [
        str(path)
        for path in [home, *home.rglob("*")]
        if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    assert loose == []
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "engine.secret").stat().st_mode) == 0o600


def test_the_password_is_in_no_file_but_its_own_and_in_no_list_of_processes(running_engine):
    password = running_engine.password.encode()
    home = running_engine._folder.home
    files = [path for path in home.rglob("*") if path.is_file() and path.name != "engine.secret"]
    assert [str(path) for path in files if password in path.read_bytes()] == []
    for name in ("cmdline", "environ"):
        assert password not in Path(f"/proc/{running_engine.pid}/{name}").read_bytes()


def test_it_is_the_version_of_the_lock_with_the_settings_of_the_table(running_engine, driver):
    row = driver.execute_query(
        "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS v, edition"
    ).records
    assert (row[0]["v"], row[0]["edition"]) == (running_engine.version, "community")
    sizes = {"pagecache": "64m", "tx_max": "192m", "tx_total": "256m", "tx_timeout": "60s"}
    wanted = shared_settings(sizes)
    rows = driver.execute_query(
        "SHOW SETTINGS YIELD name, value WHERE name IN $names RETURN *", names=[*wanted]
    ).records
    shown = {row["name"]: row["value"] for row in rows}
    off = {name: shown[name] for name, value in wanted.items() if value in ("false", "OFF")}
    assert set(off.values()) == {"false", "OFF"}
    assert shown["db.transaction.timeout"] == "1m"
    assert shown["db.memory.transaction.max"].startswith("192")


def test_no_plug_in_is_loaded(driver):
    rows = driver.execute_query("SHOW PROCEDURES YIELD name RETURN name").records
    assert {row["name"].split(".")[0] for row in rows} <= {"db", "dbms", "jwt", "tx"}
