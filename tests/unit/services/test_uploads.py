import io
import zipfile

import pytest

from app.errors import InvalidDocument, TooLarge
from app.formats.archives import ArchiveLimits
from app.services.uploads import unpack_uploads


def packed(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    out.seek(0)
    return out


def files_in(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_tables_and_archives_become_one_folder(tmp_path):
    archive = packed([("set/persons.csv", "id\n"), ("set/", "")])
    unpack_uploads([("C:\\data\\events.csv", io.BytesIO(b"id,kind\n")), ("set.ZIP", archive)], tmp_path)
    assert files_in(tmp_path) == {"events.csv": "id,kind\n", "persons.csv": "id\n"}


@pytest.mark.parametrize(
    "name",
    [
        "../../persons.txt",
        "/etc/passwd",
        "..",
        "",
        "persons.csv.exe",
        "PERSONS.CSV",
        "__MACOSX/._persons.csv",
    ],
)
def test_only_names_of_tables_are_taken(tmp_path, name):
    with pytest.raises(InvalidDocument, match="no table"):
        unpack_uploads([("set.zip", packed([(name or "x", "id\n")]))], tmp_path)
    assert files_in(tmp_path) == {}


def test_a_path_in_an_archive_leads_nowhere(tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    unpack_uploads([("set.zip", packed([("../../../persons.csv", "id\n")]))], inner)
    assert [path.name for path in tmp_path.rglob("*.csv")] == ["persons.csv"]
    assert (inner / "persons.csv").exists()


def test_a_table_that_comes_twice_is_refused(tmp_path):
    with pytest.raises(InvalidDocument, match="twice"):
        unpack_uploads([("a.zip", packed([("a/persons.csv", "id\n"), ("b/persons.csv", "id\n")]))], tmp_path)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (ArchiveLimits(members=1), "1 files"),
        (ArchiveLimits(inflated=1000), "1,000 bytes"),
        (ArchiveLimits(ratio=10), "10 inflated"),
    ],
    ids=["members", "inflated", "ratio"],
)
def test_an_archive_above_a_limit_is_refused_before_it_is_unpacked(tmp_path, limits, words):
    archive = packed([("persons.csv", "a" * 3_000_000), ("events.csv", "b")])
    with pytest.raises(TooLarge, match=words):
        unpack_uploads([("set.zip", archive)], tmp_path, limits)
    assert files_in(tmp_path) == {}


def test_an_archive_that_lies_about_its_size_is_stopped_while_unpacking(tmp_path):
    archive = packed([("persons.csv", "a" * 5_000)]).getvalue()
    honest = (5_000).to_bytes(4, "little")
    lying = archive.replace(honest, (10).to_bytes(4, "little"))
    with pytest.raises((TooLarge, InvalidDocument)):
        unpack_uploads([("set.zip", io.BytesIO(lying))], tmp_path, ArchiveLimits(inflated=100))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", packed([("persons.csv", "id\n")]).getvalue()[:-30]])
def test_a_damaged_archive_is_refused(tmp_path, content):
    with pytest.raises(InvalidDocument, match="cannot be read"):
        unpack_uploads([("set.zip", io.BytesIO(content))], tmp_path)


def test_a_plain_table_has_the_same_limit(tmp_path):
    with pytest.raises(TooLarge):
        unpack_uploads([("persons.csv", io.BytesIO(b"a" * 200))], tmp_path, ArchiveLimits(inflated=100))
