import io
import zipfile
from hashlib import sha256

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
    with pytest.raises(TooLarge, match=rf"^set\.zip: .*{words}"):
        unpack_uploads([("set.zip", archive)], tmp_path, limits)
    assert files_in(tmp_path) == {}


def test_an_archive_that_lies_about_its_size_is_stopped_while_unpacking(tmp_path):
    archive = packed([("persons.csv", "a" * 5_000)]).getvalue()
    honest = (5_000).to_bytes(4, "little")
    lying = archive.replace(honest, (10).to_bytes(4, "little"))
    with pytest.raises((TooLarge, InvalidDocument)):
        unpack_uploads([("set.zip", io.BytesIO(lying))], tmp_path, ArchiveLimits(inflated=100))


_WHOLE = packed([("persons.csv", "id\n")]).getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", _WHOLE[:-30]], ids=["empty", "broken", "cut"])
def test_a_damaged_archive_is_refused(tmp_path, content):
    with pytest.raises(InvalidDocument, match="cannot be read"):
        unpack_uploads([("set.zip", io.BytesIO(content))], tmp_path)


def test_a_plain_table_has_the_same_limit(tmp_path):
    with pytest.raises(TooLarge, match=r"^persons\.csv: above the limit of 100 bytes"):
        unpack_uploads([("persons.csv", io.BytesIO(b"a" * 200))], tmp_path, ArchiveLimits(inflated=100))


def test_files_of_other_formats_keep_their_names_in_folders_of_their_own(tmp_path):
    files = [
        ("../My list.XLSX", io.BytesIO(b"PK")),
        ("a\nb.ged", io.BytesIO(b"0 HEAD\n")),
        ("persons.csv", io.BytesIO(b"id\n")),
    ]
    found = unpack_uploads(files, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found.paths] == [
        ".",
        "other/1/My list.XLSX",
        f"other/2/{sha256(b'a' + bytes([10]) + b'b.ged').hexdigest()[:12]}.ged",
    ]
    assert found.named(f"{found.paths[1]} [persons]") == "My list.XLSX [persons]"
    assert found.named(str(found.paths[2])) == "file 2.ged" and found.mapping is None
    assert (found.named(str(tmp_path)), found.named(f"{tmp_path}/persons.csv")) == ("the upload", "persons.csv")


def test_with_a_mapping_all_other_files_are_read_through_it(tmp_path):
    files = [("list.csv", io.BytesIO(b"a;b\n")), ("m.toml", io.BytesIO(b"")), ("more.tsv", io.BytesIO(b"a\tb\n"))]
    found = unpack_uploads(files, tmp_path)
    assert [found.named(str(path)) for path in found.paths] == ["list.csv", "more.tsv"]
    assert found.mapping is not None and found.named(str(found.mapping)) == "m.toml"
    with pytest.raises(InvalidDocument, match="two mappings"):
        unpack_uploads([("a.toml", io.BytesIO()), ("b.toml", io.BytesIO())], tmp_path)


@pytest.mark.parametrize("name", ["list.csv", "notes.txt", "run.exe", "x.toml.exe"])
def test_other_files_are_refused(tmp_path, name):
    with pytest.raises(InvalidDocument, match=f"{name}: is no table"):
        unpack_uploads([("persons.csv", io.BytesIO(b"id\n")), (name, io.BytesIO(b"x"))], tmp_path)


@pytest.mark.parametrize(
    "name", ["../../a.ged", "/etc/a.ged", "..\\a.ged", "가" * 90 + ".ged", "a\0.ged", "\ud800.ged"]
)
def test_no_name_of_an_upload_leads_out_of_its_folder(tmp_path, name):
    (tmp_path / "in").mkdir()
    found = unpack_uploads([(name, io.BytesIO(b"0 HEAD\n"))], tmp_path / "in")
    assert [path.parent for path in found.paths] == [tmp_path / "in" / "other" / "1"]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == found.paths
