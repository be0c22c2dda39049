"""Subgraphs: what lies within a few ties of a record, bounded, with what was left out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.claims import Grade
from app.domain.custody import event_kinds
from app.domain.identifiers import check_id
from app.errors import InvalidParameter, NotFound
from app.services.reader import LABELS, Reader, shown

MOST_DEPTH = 4
MOST_NODES = 2_000
MOST_LINKS = 6_000
TIES = (
    "PARENT_OF",
    "SPOUSE_OF",
    "SIBLING_OF",
    "KIN_OF",
    "KNOWS",
    "MEMBER_OF",
    "IN_CASE",
    "AMONG",
    "PART_OF",
    "SUCCEEDED",
    "SAME_BODY",
    "BASED_AT",
    "WITHIN",
    "SUBJECT_OF",
    "BY_AGENCY",
    "FROM_AGENCY",
    "TO_AGENCY",
    "AT_PLACE",
    "FROM_PLACE",
    "TO_PLACE",
    "BY_PERSON",
    "BECAUSE_OF",
)
#: What `kinds` may name: labels and tie types.
KINDS = frozenset((*LABELS, *TIES))
_MOST_COUNTED = 20_000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class SubgraphRequest:
    """What a subgraph is asked for.

    Attributes
    ----------
    seeds : tuple of str
        Ids of records, or ``Label/id`` where an id is used by two kinds of record.
    depth : int
        How many ties away, 0 to 4.
    kinds : frozenset of str
        Labels and tie types to follow; empty for all. Labels alone follow all ties, tie types alone all labels.
    from_day, to_day : str or None
        Events that certainly lie before or after are left out.
    max_nodes : int
        1 to 2,000.
    counted : bool
        Whether what is left out is counted; without it, it is only said that something was.
    """

    seeds: tuple[str, ...]
    depth: int = 1
    kinds: frozenset[str] = frozenset()
    from_day: str | None = None
    to_day: str | None = None
    max_nodes: int = 500
    counted: bool = True

    def check(self) -> None:
        """Refuse what is out of bounds.

        Raises
        ------
        InvalidParameter
        """
        if not self.seeds:
            raise InvalidParameter("seed", "the id of a record", "missing")
        if not 0 <= self.depth <= MOST_DEPTH:
            raise InvalidParameter("depth", f"0 to {MOST_DEPTH}")
        if not 1 <= self.max_nodes <= MOST_NODES:
            raise InvalidParameter("max_nodes", f"1 to {MOST_NODES:,}")
        if not self.kinds <= KINDS:
            raise InvalidParameter("kinds", ", ".join((*LABELS, *TIES)))


Key = tuple[str, str]


@dataclass(slots=True)
class _Walk:
    """What a walk has met: node keys with their distance, and how many of each kind were left out."""

    distance: dict[Key, int] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    more: bool = False


def read_subgraph(reader: Reader, request: SubgraphRequest) -> dict[str, Any]:
    """Return what lies within a few ties of some records.

    Parameters
    ----------
    reader : Reader
    request : SubgraphRequest

    Returns
    -------
    dict
        ``data_version, seeds`` (node keys), ``depth``; ``nodes``: key, label, id, distance, total ties, properties;
        ``links``: source, target, type, properties; ``truncated``; ``left_out``: counts by label, of the step at which
        the limit was met, and of links under ``ties``; ``left_out_at_least``: whether not all could be counted.

    Raises
    ------
    InvalidParameter, NotFound

    Notes
    -----
    Breadth first, one query a step; near records come before far ones, and at one distance by label and id. Only ties
    that start at a record are read for the links, so no agency or place with many events is walked through.
    """
    request.check()
    version = reader.data_version()
    seeds = [_locate(reader, seed) for seed in request.seeds]
    walk = _Walk(dict.fromkeys(seeds[: request.max_nodes], 0))
    frontier = list(walk.distance)
    for distance in range(1, request.depth + 1):
        if not frontier or walk.left_out:
            break
        frontier = _step(reader, request, walk, frontier, distance)
    nodes = _nodes(reader, walk)
    links = _links(reader, request, {(node["label"], node["id"]) for node in nodes})
    if len(links) > MOST_LINKS:
        walk.left_out["ties"] = len(links) - MOST_LINKS
    return {
        "data_version": version,
        "seeds": [f"{label}/{id}" for label, id in seeds],
        "depth": request.depth,
        "nodes": nodes,
        "links": links[:MOST_LINKS],
        "truncated": bool(walk.left_out),
        "left_out": dict(sorted(walk.left_out.items())),
        "left_out_at_least": walk.more,
    }


def _locate(reader: Reader, seed: str) -> Key:
    label, slash, id = seed.rpartition("/")
    if slash and label not in LABELS:
        raise InvalidParameter("seed", f"an id, or one of {', '.join(LABELS)} with / and an id")
    check_id(id, "seed")
    found = reader.node(label, id)
    if found["label"] not in LABELS:
        raise NotFound("record with ties", id)
    return found["label"], found["id"]


def _labels(request: SubgraphRequest) -> list[str]:
    return [label for label in LABELS if label in request.kinds] or list(LABELS)


def _ties(request: SubgraphRequest) -> list[str]:
    return [tie for tie in TIES if tie in request.kinds] or list(TIES)


def _step(reader: Reader, request: SubgraphRequest, walk: _Walk, frontier: Sequence[Key], distance: int) -> list[Key]:
    """Add the records one tie further on, as far as there is room, and count the others."""
    met: dict[Key, None] = {}
    room = request.max_nodes - len(walk.distance)
    # rows come nearest kind first, and those that were met before can be among them
    most = _MOST_COUNTED if request.counted else min(_MOST_COUNTED, request.max_nodes + 1)
    for ids in _chunks(id for _, id in frontier):
        rows = reader.rows(
            "records.step",
            ids=ids,
            keys=[f"{label}/{id}" for label, id in frontier if id in ids],
            labels=_labels(request),
            ties=_ties(request),
            lasting=[kind.name for kind in event_kinds().values() if kind.lasts],
            from_day=request.from_day,
            to_day=request.to_day,
            most=most,
        )
        walk.more = walk.more or len(rows) == most
        met.update(dict.fromkeys((row["label"], row["id"]) for row in rows))
    fresh = sorted((key for key in met if key not in walk.distance), key=_near_first)
    walk.distance.update(dict.fromkeys(fresh[:room], distance))
    walk.left_out.update(label for label, _ in fresh[room:])
    return fresh[:room]


def _near_first(key: Key) -> tuple[int, str]:
    return LABELS.index(key[0]), key[1]


def _chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    listed = sorted(set(ids))
    return (listed[start : start + _CHUNK] for start in range(0, len(listed), _CHUNK))


def _nodes(reader: Reader, walk: _Walk) -> list[dict[str, Any]]:
    found = []
    for ids in _chunks(id for _, id in walk.distance):
        for row in reader.rows("records.records", ids=ids, most=len(ids) * len(LABELS)):
            key = (row["label"], row["node"]["id"])
            if key in walk.distance:
                facts = {
                    "key": f"{key[0]}/{key[1]}",
                    "label": key[0],
                    "distance": walk.distance[key],
                    "total": row["ties"],
                }
                found.append({**facts, **shown(row["node"])})
    return sorted(found, key=lambda node: (node["distance"], node["label"], node["id"]))


def _links(reader: Reader, request: SubgraphRequest, keys: set[Key]) -> list[dict[str, Any]]:
    wanted = set(_ties(request))
    links = []
    for ids in _chunks(id for _, id in keys):
        for row in reader.rows("records.ties_among", ids=ids, most=_MOST_COUNTED):
            start, end = (row["start_label"], row["start"]), (row["end_label"], row["end"])
            if start in keys and end in keys and row["type"] in wanted:
                links.append(_link(start, end, row))
    return sorted(links, key=lambda link: (link["source"], link["type"], link["target"]))


def _link(start: Key, end: Key, row: Mapping[str, Any]) -> dict[str, Any]:
    tie = {"grade": Grade.UNGRADED.value, **row["tie"]}
    return {"source": "/".join(start), "target": "/".join(end), "type": row["type"], **tie}
