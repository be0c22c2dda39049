"""GEXF 1.3: a dynamic graph that Gephi shows over time and NetworkX reads.

A spell is the widest stretch that the dates allow: from the first possible day of the begin to the last possible day
of the end. Persons run from birth to death, agencies over their name period, events over their day or period, ties
from ``since`` to ``until``. A side that is not known is open, as the standard allows, and counted; dates as told and
their bounds stand in the attributes. The label of a node is what it is called; what it is stands in ``entity``, and
the type of a tie in ``tie``, because readers take ``label`` and ``type`` for themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.domain.custody import event_kinds
from app.domain.snapshot import NODE_TABLES, TIE_TABLES, Snapshot
from app.formats.base import Loss, Written
from app.formats.graph_records import (
    DAY,
    DECIMAL,
    NUMBER,
    TEXT,
    TEXTS,
    TRUTH,
    GraphRecords,
    Row,
    node_title,
    plain,
    tie_id,
    value_kinds,
)
from app.formats.xml_text import XmlText

_TYPES = {TEXT: "string", NUMBER: "integer", DECIMAL: "double", TRUTH: "boolean", DAY: "string", TEXTS: "liststring"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>Kintrace</creator></meta>
<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
_PERIODS = {"Person": ("birth", "death"), "Agency": ("valid_from", "valid_to")}
_WHY = {
    "spells without dates": "no date is known, so the node or tie is there at all times",
    "spells open on one side": "one date is not known, so the spell has no start or no end",
    "spells that end before they start": "the dates contradict each other, so there is no spell",
}
_NONE, _OPEN, _TURNED = _WHY
#: Labels and ties that have no time of their own.
_TIMELESS = frozenset({"Family", "Case", "Place", "Source"})


def write_gexf(snapshot: Snapshot, out: Path) -> Written:
    """Write a snapshot as GEXF.

    Parameters
    ----------
    snapshot : Snapshot
    out : Path

    Returns
    -------
    Written
        ``counts`` by label and tie type. Lost are the claims themselves, ties without an end, open spells, and
        characters that XML cannot hold.

    Notes
    -----
    O(nodes + ties), streaming; the same data in another row order give the same bytes.
    """
    records, xml, lost = GraphRecords(snapshot), XmlText(), Counter[str]()
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(generate_gexf(records, xml, lost))
    open_spells = [Loss(kind, lost[kind], why) for kind, why in _WHY.items() if lost[kind]]
    return Written([out], dict(records.written), [*records.losses(), *open_spells, *xml.losses()])


def generate_gexf(records: GraphRecords, xml: XmlText, lost: Counter[str]) -> Iterator[str]:
    """Yield the lines of a GEXF document.

    Parameters
    ----------
    records : GraphRecords
    xml : XmlText
        Counts what it has to replace.
    lost : Counter
        Takes the spells that are open or missing.

    Yields
    ------
    str
    """
    yield _HEAD
    yield from _attributes("node", "n", {"entity": TEXT, "record": TEXT, **value_kinds(NODE_TABLES)})
    yield from _attributes("edge", "t", {"tie": TEXT, **value_kinds(TIE_TABLES)})
    yield "<nodes>\n"
    for node in records.nodes():
        values = {"entity": node.label, "record": node.record, **node.values}
        title = xml.attribute(node_title(node))
        spell = "" if node.label in _TIMELESS else _spell(node.values, *_node_period(node.label, node.values), lost)
        yield f'<node id="{node.key}" label="{title}">{_values("n", values, xml)}{spell}</node>\n'
    yield "</nodes>\n<edges>\n"
    for tie in records.ties():
        values = {"tie": tie.type, **tie.values}
        timed = "since" in tie.values or "until" in tie.values
        spell = _spell(tie.values, "since", "until", lost) if timed else ""
        about = f'source="{tie.start}" target="{tie.end}" kind="{tie.type}" label="{tie.type}"'
        yield f'<edge id="{tie_id(tie)}" {about}>{_values("t", values, xml)}{spell}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(domain: str, prefix: str, kinds: dict[str, str]) -> Iterator[str]:
    yield f'<attributes class="{domain}" mode="static">\n'
    for name, kind in kinds.items():
        yield f'<attribute id="{prefix}.{name}" title="{name}" type="{_TYPES[kind]}"/>\n'
    yield "</attributes>\n"


def _values(prefix: str, values: Row, xml: XmlText) -> str:
    cells = "".join(
        f'<attvalue for="{prefix}.{name}" value="{xml.attribute(plain(value))}"/>' for name, value in values.items()
    )
    return f"<attvalues>{cells}</attvalues>"


def _node_period(label: str, values: Row) -> tuple[str, str]:
    """Return the names of the dates between which a node is there; what does not last has one."""
    if label in _PERIODS:
        return _PERIODS[label]
    kind = event_kinds().get(values.get("kind", ""))
    return ("begin", "end") if "end" in values or (kind is not None and kind.lasts) else ("begin", "begin")


def _spell(values: Row, begin: str, end: str, lost: Counter[str]) -> str:
    start, stop = values.get(f"{begin}_earliest"), values.get(f"{end}_latest")
    if start is None and stop is None:
        lost[_NONE] += 1
        return ""
    if start is not None and stop is not None and stop < start:
        lost[_TURNED] += 1
        return ""
    if start is None or stop is None:
        lost[_OPEN] += 1
    sides = (("start", start), ("end", stop))
    told = "".join(f' {name}="{day}"' for name, day in sides if day is not None)
    return f"<spells><spell{told}/></spells>"
