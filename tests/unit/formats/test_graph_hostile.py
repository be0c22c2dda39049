"""Facts about hostile graph files: each gives one clear word, in little time and memory."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from app.formats.base import FileNote, FileRow
from app.formats.gexf_reader import read_graph_gexf, recognise_gexf
from app.formats.graph_file import GraphFile
from app.formats.graphml_reader import read_graph_graphml, recognise_graphml
from app.formats.json_graph_reader import read_graph_node_link, recognise_node_link

MIB = 1 << 20
#: Seconds of the processor, and memory: more than any of them needs, with coverage being measured too.
MOST_SECONDS, MOST_BYTES = 20, 12 * MIB
READERS: dict[str, Callable[[Path], GraphFile]] = {"graphml": read_graph_graphml, "gexf": read_graph_gexf}

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PROLOGUES = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]>',
    "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY l9 "{"a" * 100_000}">]>',
    "an outer entity": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "an outer DTD": '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
}


def document(format: str, nodes: str, prologue: str = "", head: str = "") -> str:
    root = {"graphml": "graphml", "gexf": 'gexf xmlns="http://gexf.net/1.3"'}[format]
    inner = f"<nodes>{nodes}</nodes>" if format == "gexf" else nodes
    return f"{head}{prologue}<{root}><graph>\n{inner}</graph></{root.partition(' ')[0]}>"


def answer(reader: Callable[[Path], GraphFile], path: Path, content: bytes) -> list[tuple[int | None, str]]:
    """Return what is told of a file, which must take little time and memory."""
    path.write_bytes(content)
    del content
    started = time.process_time()
    tracemalloc.start()
    try:
        found = ((item.row, item.note if isinstance(item, FileNote) else item.problem) for item in reader(path).items())
        items = [(row, problem.code) for row, problem in found if problem is not None]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < MOST_SECONDS
    assert peak < MOST_BYTES, f"{peak / MIB:.0f} MiB"
    return items


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("prologue", PROLOGUES)
def test_a_document_type_is_refused_before_anything_is_expanded(format: str, prologue: str, tmp_path: Path) -> None:
    text = document(format, '<node id="&l9;&l9;"/>' * 100, PROLOGUES[prologue])
    assert answer(READERS[format], tmp_path / "f", text.encode()) == [(1, "dtd")]
    # where its first tag is near, it is recognised, so that the word for it is not that its format is not known
    is_near = len(PROLOGUES[prologue]) < 4_000
    assert {"graphml": recognise_graphml, "gexf": recognise_gexf}[format](tmp_path / "f") is is_near


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [(1, "cut")]),
        (document("graphml", '<node id="a"/>').encode()[:-20], [(2, "cut")]),
        (document("graphml", '<node id="a').encode(), [(2, "not_xml")]),
        (b"<graphml><graph><node", [(1, "cut")]),
        (b"<graphml>\n<graph></graphml>", [(2, "not_xml")]),
        (b"<graphml>\n\x00</graphml>", [(2, "not_xml")]),
        (b"<graphml>\n<graph><node id='\xff\xfe'/></graph></graphml>", [(2, "not_xml")]),
        (b"<graphml>\n&nothing;</graphml>", [(2, "not_xml")]),
        (b"<graphml>\n<y:node/></graphml>", [(2, "not_xml")]),
        (b"<graphml/><graphml/>", [(1, "not_xml")]),
        (b'<?xml version="1.0" encoding="euc-kr"?><graphml>\xb1\xe8</graphml>', [(1, "encoding")]),
        (b'<?xml version="1.0" encoding="no-such"?><graphml/>', [(1, "encoding")]),
        ("<graphml><graph>김</graph></graphml>".encode("cp949"), [(1, "not_xml")]),
        (b'<?xml version="1.0" encoding="UTF-16"?><graphml></graphml>', [(1, "not_xml")]),
        (b"<graphml>" * 10_000, [(1, "too_deep")]),
        (b"<" + b"g" * 3 * MIB, [(1, "too_long")]),
    ],
)
def test_damage_is_named_with_its_line(
    format: str, content: bytes, expected: list[tuple[int, str]], tmp_path: Path
) -> None:
    assert answer(READERS[format], tmp_path / "f", content) == expected


@pytest.mark.parametrize("format", READERS)
def test_other_encodings_that_are_declared_are_read(format: str, tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="{}"?>\n'
    for encoding in ("UTF-16", "ISO-8859-1", "UTF-8"):
        text = document(format, '<node id="é"/>', head=head.format(encoding))
        assert answer(READERS[format], tmp_path / "f", text.encode(encoding)) == []
        (node,) = READERS[format](tmp_path / "f").nodes()
        assert isinstance(node, FileRow) and node.cells["id"] == "é"


@pytest.mark.parametrize("format", READERS)
def test_an_attribute_of_3_mb_stops_the_reading_there(format: str, tmp_path: Path) -> None:
    text = document(format, f'\n<node id="{"a" * 3 * MIB}"/>')
    assert answer(READERS[format], tmp_path / "f", text.encode()) == [(3, "too_long")]


@pytest.mark.parametrize("format", READERS)
def test_an_attribute_that_is_too_long_for_a_cell_costs_only_its_row(format: str, tmp_path: Path) -> None:
    text = document(format, f'<node id="{"a" * 40_000}"/>\n<node id="b"/>')
    assert answer(READERS[format], tmp_path / "f", text.encode()) == [(2, "too_long")]
    assert len([item for item in READERS[format](tmp_path / "f").nodes() if item.row == 3]) == 1


def test_graphml_text_of_30_mb_costs_only_its_row(tmp_path: Path) -> None:
    nodes = f'<node id="a"><data key="k">{"x" * 30 * MIB}</data></node>\n<node id="b"/>'
    text = document("graphml", nodes).replace("<graph>", '<key id="k" for="node" attr.name="k"/><graph>')
    assert answer(read_graph_graphml, tmp_path / "f", text.encode()) == [(2, "too_long")]


@pytest.mark.parametrize("format", READERS)
def test_more_attributes_than_a_table_may_have_columns_are_refused(format: str, tmp_path: Path) -> None:
    keys = "".join(f'<key id="{n}" for="node" attr.name="{n}"/>' for n in range(100_000))
    declared = "".join(f'<attribute id="{n}" title="{n}" type="string"/>' for n in range(100_000))
    inside = {"graphml": keys, "gexf": f'<attributes class="node">{declared}</attributes>'}[format]
    assert answer(READERS[format], tmp_path / "f", document(format, inside).encode()) == [(2, "too_many_columns")]


@pytest.mark.parametrize("format", READERS)
def test_many_equal_nodes_need_no_more_memory_than_one(format: str, tmp_path: Path) -> None:
    text = document(format, '<node id="a"/>\n' * 8_000)
    found = answer(READERS[format], tmp_path / "f", text.encode())
    assert len(found) == 7_999
    assert {code for _, code in found} == {"repeated_id"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x00\x00", [(1, "not_json")]),
        (b'{"nodes": [{"id": "\xff"}]}', [(1, "encoding")]),
        ('{"nodes": [{"id": "김"}]}'.encode("cp949"), [(1, "encoding")]),
        ('{"nodes": [{"id": "a"}]}'.encode("utf-16"), [(1, "encoding")]),
        (b'{"nodes": [{"id": "a\x00b", "more": "text"}]}', [(1, "not_json")]),
        (b'{"nodes": [\n{"id": "' + b"a" * 3 * MIB + b'"}]}', [(2, "too_long")]),
        (b'{"nodes": [\n{"id": "' + b"a" * 3 * MIB, [(2, "too_long")]),
        (b'{"nodes": [' + b"[" * 5 * MIB, [(1, "not_json")]),
        (b'{"nodes": [' + b'{"a":' * MIB, [(1, "not_json")]),
        (b'{"nodes": [' + b"9" * 5 * MIB, [(1, "not_json")]),
        (b'{"' + b"n" * 3 * MIB, [(1, "too_long")]),
        (b'{"nodes": [{"id": "' + b"a" * (MIB + 10) + b'"}]}' + b" " * 4 * MIB, [(1, "too_long")]),
        (b" " * 5 * MIB, [(1, "cut")]),
        (b'{"nodes": [' + b"1," * 8_000 + b"1]}", None),
    ],
    ids=range(14),
)
def test_hostile_json_is_named_too(content: bytes, expected: list[tuple[int, str]] | None, tmp_path: Path) -> None:
    found = answer(read_graph_node_link, tmp_path / "f", content)
    assert found == expected if expected is not None else {code for _, code in found} == {"not_an_object"}
    assert recognise_node_link(tmp_path / "f") in (True, False)


def test_names_with_markup_stay_text(tmp_path: Path) -> None:
    text = '{"nodes": [{"id": "a", "name": "<script>alert(1)</script>"}]}'
    (tmp_path / "f").write_text(text)
    (node,) = read_graph_node_link(tmp_path / "f").nodes()
    assert isinstance(node, FileRow) and node.cells["name"] == "<script>alert(1)</script>"


def test_a_long_honest_file_is_read_with_flat_memory(tmp_path: Path) -> None:
    items = ",\n".join(f'{{"id": "{n % 7}{"x" * 1_000}"}}' for n in range(8_000))
    found = answer(read_graph_node_link, tmp_path / "f", f'{{"nodes": [{items}]}}'.encode())
    assert len(found) == 8_000 - 7
