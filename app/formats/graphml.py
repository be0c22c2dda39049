"""GraphML: a graph as XML that NetworkX, igraph, Gephi, yEd and Cytoscape read.

Nodes are named ``Label:dataset:local`` and ties ``TYPE::from::to``, because the schema allows neither ``/`` nor ``~``
in a name: a ``~`` of an id is written ``:``. The exact id is the data ``record``. A list is a string that holds a JSON
array, and the ``desc`` of its key says so. Ties are directed; those without direction are stored once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.domain.snapshot import NODE_TABLES, TIE_TABLES, Snapshot
from app.formats.base import Written
from app.formats.graph_records import (
    DAY,
    DECIMAL,
    NUMBER,
    TEXT,
    TEXTS,
    TRUTH,
    GraphRecords,
    Row,
    plain,
    tie_id,
    value_kinds,
)
from app.formats.xml_text import XmlText

_TYPES = {TEXT: "string", NUMBER: "int", DECIMAL: "double", TRUTH: "boolean", DAY: "string", TEXTS: "string"}
_DESC = {TEXTS: "<desc>a JSON array of strings</desc>", DAY: "<desc>a day, YYYY-MM-DD</desc>"}
_NS = "http://graphml.graphdrawing.org/xmlns"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="{_NS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="{_NS} {_NS}/1.0/graphml.xsd">
"""


def write_graphml(snapshot: Snapshot, out: Path) -> Written:
    """Write a snapshot as GraphML.

    Parameters
    ----------
    snapshot : Snapshot
    out : Path

    Returns
    -------
    Written
        ``counts`` by label and tie type. Lost are the claims themselves, ties without an end, and characters that XML
        cannot hold.

    Notes
    -----
    O(nodes + ties), streaming; the same data in another row order give the same bytes.
    """
    records, xml = GraphRecords(snapshot), XmlText()
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(generate_graphml(records, xml))
    return Written([out], dict(records.written), [*records.losses(), *xml.losses()])


def generate_graphml(records: GraphRecords, xml: XmlText) -> Iterator[str]:
    """Yield the lines of a GraphML document.

    Parameters
    ----------
    records : GraphRecords
    xml : XmlText
        Counts what it has to replace.

    Yields
    ------
    str
    """
    yield _HEAD
    yield '<key id="g.data_version" for="graph" attr.name="data_version" attr.type="int"/>\n'
    yield from _keys("node", "n", {"label": TEXT, "record": TEXT, **value_kinds(NODE_TABLES)})
    yield from _keys("edge", "t", {"type": TEXT, **value_kinds(TIE_TABLES)})
    yield '<graph id="kintrace" edgedefault="directed">\n'
    yield f'<data key="g.data_version">{records.snapshot.data_version}</data>\n'
    for node in records.nodes():
        cells = _data("n", {"label": node.label, "record": node.record, **node.values}, xml)
        yield f'<node id="{_name(node.key)}">{cells}</node>\n'
    for tie in records.ties():
        ends = f'source="{_name(tie.start)}" target="{_name(tie.end)}"'
        cells = _data("t", {"type": tie.type, **tie.values}, xml)
        yield f'<edge id="{tie_id(tie).replace("~", ":")}" {ends}>{cells}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _keys(domain: str, prefix: str, kinds: dict[str, str]) -> Iterator[str]:
    for name, kind in kinds.items():
        about = f'<key id="{prefix}.{name}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[kind]}"'
        yield f"{about}>{_DESC[kind]}</key>\n" if kind in _DESC else f"{about}/>\n"


def _data(prefix: str, values: Row, xml: XmlText) -> str:
    return "".join(f'<data key="{prefix}.{name}">{xml.text(plain(value))}</data>' for name, value in values.items())


def _name(key: str) -> str:
    """Return a node key as an XML name token; no two keys give the same."""
    return key.replace("/", ":", 1).replace("~", ":")
