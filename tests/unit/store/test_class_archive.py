"""The archive of classes: made by a real Java from a small list, and never a reason for a start to fail."""

import lzma
from pathlib import Path
from threading import Event

import pytest

from app.errors import StoreUnavailable
from app.store.embedded.class_archive import ClassArchive
from app.store.embedded.config import DEFAULT_LOCK, EngineConfig


@pytest.fixture
def archive(tmp_path):
    listed = tmp_path / "lock.classes.xz"
    listed.write_bytes(lzma.compress(b"java/lang/Object\njava/lang/String\n"))
    (tmp_path / "jars").mkdir()
    return ClassArchive(tmp_path / "jars", listed, ())


def make(archive, tmp_path, **given):
    with (tmp_path / "log").open("ab") as log:
        archive.make(log=log, **given)
    return (tmp_path / "log").read_text()


def test_an_archive_is_made_once_and_told_to_java(archive, tmp_path):
    assert archive.options() == ()
    told = []
    make(archive, tmp_path, progress=lambda *words: told.append(words))
    made = archive.path.stat()
    assert told and {(what, total) for what, _, total in told} == {("prepare", 0)}
    assert f"-XX:SharedArchiveFile={archive.path}" in archive.options()
    assert sorted(path.name for path in archive.repo.iterdir()) == [archive.path.name, "classes.lock"]
    make(archive, tmp_path, progress=pytest.fail)
    assert archive.path.stat().st_mtime_ns == made.st_mtime_ns


def test_one_that_cannot_be_made_is_not_tried_again_and_java_starts_without(archive, tmp_path):
    archive.classes.write_bytes(lzma.compress(b"no list of classes\n"))
    assert make(archive, tmp_path)
    assert archive.path.read_bytes() == b""
    assert archive.options() == ()


def test_one_that_others_could_have_written_is_not_used(archive):
    archive.path.write_bytes(b"archive")
    archive.path.chmod(0o644)
    assert archive.options()
    archive.path.chmod(0o664)
    assert archive.options() == ()


def test_the_name_tells_what_it_was_made_from(archive):
    other = ClassArchive(archive.repo, archive.classes, ("other.jar",))
    assert other.path != archive.path


def test_an_older_one_makes_room(archive, tmp_path):
    (archive.repo / "classes-older.jsa").write_bytes(b"archive")
    make(archive, tmp_path)
    assert [path.name for path in archive.repo.glob("*.jsa")] == [archive.path.name]


@pytest.mark.parametrize("classpath", [(), ("/김/a.jar",)])
def test_without_a_list_or_with_a_class_path_that_java_loads_otherwise_there_is_none(archive, tmp_path, classpath):
    classes = archive.classes if classpath else tmp_path / "none.xz"
    other = ClassArchive(archive.repo, classes, classpath)
    make(other, tmp_path, progress=pytest.fail)
    assert list(archive.repo.iterdir()) == []


def test_a_start_that_nobody_wants_any_more_ends_it(archive, tmp_path):
    cancelled = Event()
    cancelled.set()
    with pytest.raises(StoreUnavailable):
        make(archive, tmp_path, cancelled=cancelled)
    assert not archive.path.exists()


def test_the_lock_of_neo4j_comes_with_its_list(tmp_path):
    lines = lzma.decompress(EngineConfig(tmp_path).classes.read_bytes()).decode().splitlines()
    assert DEFAULT_LOCK.with_name("lock-5.26.classes.xz") == EngineConfig(tmp_path).classes
    assert "org/neo4j/dbms/api/DatabaseManagementServiceBuilder" in lines
    assert not any("/tmp/" in line or "$Proxy" in line for line in lines)


def test_the_folder_of_the_jars_is_the_same_however_it_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert EngineConfig(tmp_path, jars=Path("jars")).repo == tmp_path / "jars"
