"""docs/formats.md, made from the list of formats: `make docs` writes it, a test compares it.

What a format loses is not written down anywhere: each writer is given one invented story that holds something of
every kind, and says what it could not carry.
"""

from __future__ import annotations

import inspect
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.formats import FORMATS, Format
from tests.unit.formats.graphs import story

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
_HEAD = """# Files in and out

Made from the code by `make docs`; a test fails when it is not up to date.

`kintrace import PATH` recognises a file by its content (`--as NAME` names the format), and checks it as a whole before
anything is written. `kintrace export NAME OUT` writes the whole graph, or a part of it, with a manifest that holds the
data version, counts, losses and SHA-256. The same data give the same bytes.

`kintrace import PATH --quarantine` records the good rows and puts the others aside, word for word, in a folder (over
HTTP and on the page a `.zip`). Put right with an editor, `kintrace import THAT_FOLDER` records what was missing, with
the same `--dataset` and `--mapping` as the first time: the graph is then that of the undamaged file. (A place or an
agency of a GEDCOM file that another record names too keeps the claim of that one.) Wrong rows of tables, of a
workbook and of files with a mapping stand alone, in tables of their own; lines of them that cannot be cut into cells
stand in the folder `damaged`, under their header. In every other format records point to one another, so the file
itself is put aside, in `damaged` under its own name, with the numbers of lines that the report names; what is on
record from it is then unchanged. A row that may not say all, because a line of its record cannot be read, is put
aside with it. A packed file (`.gdz`, `.gz`) is put aside as text. A graph, log or workbook that cannot be read to its
end is recorded as far as it goes, and put aside as a whole.

"""
_ROLE = re.compile(r":\w+:`~?([^`]+)`")


_WITH_MAPPING = "what Kintrace wrote; any other through a mapping"


def page() -> str:
    """Return the page."""
    lines = ["| format | what it is | in | out |", "| --- | --- | --- | --- |"]
    lines += [
        f"| [`{each.name}`](#{each.name}) | {each.doc} | {_way_in(each)} | {_way_out(each)} |" for each in FORMATS
    ]
    return _HEAD + "\n".join([*lines, "", *(line for each in FORMATS for line in _section(each))])


def _way_in(format: Format) -> str:
    if format.read is None and format.read_raw is None:
        return "no"
    if format.read_raw is None:
        return "yes"
    return "yes; other activities through a mapping" if format.name == "xes" else _WITH_MAPPING


def _way_out(format: Format) -> str:
    if format.write_rows is not None:
        return "claims, as rows"
    return "the graph" if format.write is not None else "no"


def _section(format: Format) -> Iterator[str]:
    yield f"## {format.name}\n"
    ways: list[Callable[..., Any] | None] = [format.write_rows, format.write, format.read]
    texts = [_about(way) for way in ways if way is not None]
    yield from dict.fromkeys(texts)
    if format.write_rows is not None:
        yield "Lost: nothing. The rows are the claims, and give the same claims when they are imported again.\n"
    elif format.write is not None:
        yield "| lost | why |\n| --- | --- |"
        yield from (f"| {kind} | {why} |" for kind, why in _losses(format))
        yield ""


def _about(way: Callable[..., Any]) -> str:
    """Return the docstring of the module that a reader or writer stands in."""
    module = inspect.getmodule(way)
    text = inspect.cleandoc((module.__doc__ if module else "") or "")
    return _ROLE.sub(r"`\1`", text).replace("``", "`") + "\n"


def _losses(format: Format) -> list[tuple[str, str]]:
    if format.write is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        losses = format.write(story(), Path(folder) / f"out{format.suffix}").losses
    return list(dict.fromkeys((loss.kind, loss.why) for loss in losses))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
