"""A small good file of every format that is read, and what a stranger can do to it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from app.domain.snapshot import Snapshot
from app.formats import FORMATS, TableRow
from tests.unit.formats.graphs import dated

#: The name of the second of three persons; the changes are made at it.
NAME = "Hanname"
MIB = 1 << 20
READ = tuple(each.name for each in FORMATS if each.read is not None)
#: Members of a workbook that hold texts.
_SHEETS = "xl/"


def _rows(name: str) -> list[TableRow]:
    people = ({"id": f"x:{id}", "name": told, "source_id": "x:s"} for id, told in _people(name))
    event = {"id": "x:e", "person_id": f"x:{NAME}", "kind": "arrest", "begin": "2009-05-03", "source_id": "x:s"}
    return [("sources", {"id": "x:s", "kind": "report"}), *(("persons", each) for each in people), ("events", event)]


def _people(name: str) -> list[tuple[str, str]]:
    return [("Aname", "Aname"), (NAME, name), ("Zname", "Zname")]


def _graph(name: str) -> Snapshot:
    people = [{"id": f"x:{id}", "name": told, "claims": ["c"]} for id, told in _people(name)]
    events = [
        {"id": f"x:e{n}", "kind": "arrest", "category": "custody", "claims": ["c"], **dated("begin", day, text=day)}
        for n, day in enumerate(("2009-05-03", "2009-05-04", "2009-05-05"))
    ]
    ties = [
        {"type": "SUBJECT_OF", "a": f"x:e{n}", "b": person["id"], "claims": ["c"]} for n, person in enumerate(people)
    ]
    return Snapshot.from_rows({"Person": people, "Event": events, "event_ties": ties})


def good_file(format: str, folder: Path, name: str = NAME) -> Path:
    """Write the small file; of tables return the one with persons, beside which the others lie."""
    (spec,) = (each for each in FORMATS if each.name == format)
    out = folder / f"in{spec.suffix}" if spec.suffix else folder / "in"
    if spec.write_rows is not None:
        spec.write_rows(_rows(name), out)
    else:
        assert spec.write is not None
        spec.write(_graph(name), out)
    return out / "persons.csv" if format == "csv" else out


def path_to_import(format: str, file: Path) -> Path:
    """Return what is given to the import: of tables their folder."""
    return file.parent if format == "csv" else file


def change(format: str, file: Path, how: Callable[[bytes], bytes]) -> None:
    """Change the bytes of a file; of a workbook those of its texts."""
    if format != "workbook":
        file.write_bytes(how(file.read_bytes()))
        return
    with zipfile.ZipFile(file) as archive:
        members = {each.filename: archive.read(each) for each in archive.infolist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, how(content) if name.startswith(_SHEETS) else content)


def _is_id(before: bytes) -> bool:
    return before.endswith((b":", b"_", b".", b"3A"))


def renamed(new: bytes) -> Callable[[bytes], bytes]:
    """Return the change that gives the second person another name, and no record another id."""

    def how(content: bytes) -> bytes:
        first, *parts = content.split(NAME.encode())
        done = first
        for part in parts:
            done += (NAME.encode() if _is_id(done) else new) + part
        return done

    return how


def same_id_twice(content: bytes) -> bytes:
    """Give the third person the id of the second; the name stays."""
    first, *parts = content.split(b"Zname")
    done = first
    for part in parts:
        done += (NAME.encode() if _is_id(done) else b"Zname") + part
    return done


def cut(content: bytes) -> bytes:
    """Cut a text off within the second person."""
    place = content.rfind(NAME.encode())
    return content if place < 0 else content[: place + 3]


#: Files that are no file of any format here, whatever they are called.
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_BIG = "a" * 50_000


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", b" " * (4 * MIB))
        for number in range(2):
            archive.writestr(f"{number}.ged", b" " * (30 * MIB))
    return out.getvalue()


BOMBS: dict[str, bytes] = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]><x>&l9;</x>'.encode(),
    "quadratic entities": f'<!DOCTYPE x [<!ENTITY a "{_BIG}">]><x>{"&a;" * 5_000}</x>'.encode(),
    "an outer entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
    "a zip bomb": _zip_bomb(),
    "a gzip bomb": gzip.compress(b"<log>" + b" " * (40 * MIB), 1),
    "deep brackets": b"[" * 200_000,
    "deep elements": b"<a>" * 200_000,
    "nothing": b"",
    "zeros": bytes(MIB),
    "no line end": b"x" * (5 * MIB),
}

#: For each format: before what, and what, once for each of many columns.
COLUMNS: dict[str, tuple[str, str]] = {
    "csv": ("name", "c{n},"),
    "workbook": ("</row>", "<c><v>{n}</v></c>"),
    "graphml": ("<key ", '<key id="k{n}" for="node" attr.name="k{n}" attr.type="string"/>'),
    "gexf": ("<attribute ", '<attribute id="k{n}" title="k{n}" type="string"/>'),
    "node-link": ('"name":"Hanname"', '"k{n}":"a",'),
    "gedcom": ("1 NAME Hanname", "1 _K a\n"),
    "followthemoney": ('"name": ["Hanname"]', '"k{n}": ["a"], '),
    "xes": ('<string key="concept:name" value="x:Hanname"', '<string key="k{n}" value="a"/>'),
}


def wide(format: str, number: int) -> Callable[[bytes], bytes]:
    """Return the change that gives the file many columns, or the second person as many values."""
    before, column = COLUMNS[format]
    many = "".join(column.format(n=n) for n in range(number)).encode()

    def how(content: bytes) -> bytes:
        if format == "workbook" and NAME.encode() not in content:
            return content
        return content.replace(before.encode(), many + before.encode(), 1)

    return how
