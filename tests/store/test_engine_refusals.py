"""When the engine is not started: what is said, and that nothing is left behind."""

import json
import os
import socket
import subprocess
import sys

import pytest

from app.errors import ConfigurationError, EngineFailed
from app.store.embedded import disk_warning, open_engine
from app.store.embedded.folder import Address, Folder
from app.store.embedded.probe import Answer, ask
from app.store.embedded.processes import State, start_mark
from tests.engine_fixture import small_engine

HOLD = (
    "import fcntl, sys; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); input()"
)


@pytest.fixture
def held(tmp_path):
    """A folder whose lock another process holds, without an engine."""
    folder = Folder(tmp_path / "home")
    command = [sys.executable, "-c", HOLD, str(folder.home / "engine.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        note = {"pid": holder.pid, "create_time": start_mark(holder.pid), "doing": "start"}
        (folder.home / "engine.lock").write_text(json.dumps(note))
        yield folder, holder
        holder.communicate("\n")


def own_address(port):
    """The address of an engine that would be this very process."""
    return Address(os.getpid(), start_mark(os.getpid()) or "", port, "5.26.30")


def test_a_holder_without_an_engine_is_named(held):
    folder, holder = held
    with pytest.raises(EngineFailed, match=f"process {holder.pid} holds .* 0.5 s"):
        open_engine(small_engine(folder.home, wait_seconds=0.5))


def test_an_address_of_a_dead_or_other_process_is_not_believed(held):
    folder, holder = held
    folder.write_address(Address(holder.pid, "another start", 7687, "5.26.30"))
    assert folder.address().state() is State.GONE
    with pytest.raises(EngineFailed, match="has not had it running"):
        open_engine(small_engine(folder.home, wait_seconds=0.5))


def test_a_port_that_refuses_is_named(held):
    folder, _ = held
    folder.password()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    folder.write_address(own_address(port))
    with pytest.raises(EngineFailed, match=f"port {port} refuses"):
        open_engine(small_engine(folder.home, wait_seconds=0.5))


def test_an_engine_that_refuses_the_password_is_not_joined(held, running_engine):
    folder, _ = held
    folder.password()
    folder.write_address(own_address(int(running_engine.uri.rpartition(":")[2])))
    with pytest.raises(ConfigurationError, match=r"engine\.secret.* refuses the password"):
        open_engine(small_engine(folder.home))


def test_the_probe_tells_a_wrong_password_from_silence(engine):
    assert ask(*engine) is Answer.YES
    assert ask(engine.uri, engine.user, "wrong") is Answer.WRONG_PASSWORD
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert ask(f"bolt://127.0.0.1:{port}", "neo4j", "x") is Answer.SILENT


def test_data_without_their_password_file_are_not_started(tmp_path):
    folder = Folder(tmp_path / "home")
    (folder.data / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(ConfigurationError, match=r"engine\.secret.* is missing"):
        open_engine(small_engine(folder.home))
    assert not (folder.home / "engine.secret").exists()


def test_a_start_that_fails_shows_the_end_of_the_log_and_gives_the_lock_back(tmp_path):
    home = tmp_path / "home"
    with pytest.raises(EngineFailed) as failed:
        open_engine(small_engine(home, jvm=("-XX:NoSuchOption",)))
    assert failed.value.log_file == str(home / "engine.log")
    assert "NoSuchOption" in "\n".join(failed.value.log_tail)
    assert len(failed.value.log_tail) <= 30
    lock = Folder(home).try_lock()
    assert lock is not None
    lock.release()


def test_a_lock_file_that_is_none_is_refused(tmp_path):
    for text in (None, "nonsense", "[environment]\nname = 'neo4j-5'\n[[dependencies]]\ngroupId = 'a'\n"):
        file = tmp_path / "lock.toml"
        if text is not None:
            file.write_text(text)
        with pytest.raises(ConfigurationError, match="cannot be read as a lock"):
            open_engine(small_engine(tmp_path / "home", lock_file=file))


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="KINTRACE_HOME"):
        open_engine(small_engine(tmp_path / "file" / "home"))


@pytest.mark.parametrize("size", ["0", "1", "512", "1t", "-1g", "1 g", ""])
def test_an_amount_of_memory_needs_a_unit_and_is_never_nothing(tmp_path, size):
    with pytest.raises(ConfigurationError, match="512m"):
        small_engine(tmp_path, heap=size)


def test_a_disk_that_gets_full_is_said_and_a_full_one_is_refused(tmp_path):
    assert disk_warning(tmp_path, 2_000_000_000) is None
    assert "1999 MB" in str(disk_warning(tmp_path, 1_999_999_999))
    assert "500 MB" in str(disk_warning(tmp_path, 500_000_000))
    with pytest.raises(ConfigurationError, match="499 MB"):
        disk_warning(tmp_path, 499_999_999)
