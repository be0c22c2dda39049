"""The parts of an answer by a key that stays the same when their evidence changes, and two answers part by part."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Answer = dict[str, Any]
Parts = dict[str, dict[str, Any]]
#: Keys that say how well a part is supported, not what it says.
_STRENGTH = ("grade", "independent_sources")
_CLAIMS = "claims"
#: What a kinship of two persons says.
_RELATION = ("chon", "blood", "affinity", "spouses", "relation")
#: What of a published figure the data say.
_COUNTED = ("least", "most", "agrees")


def parts_of(name: str, answer: Answer) -> Parts:
    """Return the parts of an answer.

    Parameters
    ----------
    name : str
        Of the analysis.
    answer : dict
        Its answer; empty when there was nothing to answer.

    Returns
    -------
    mapping of str to dict
        By key, such as ``event x:1``; in the order of the answer.
    """
    return dict(_SPLIT[name](answer)) if answer else {}


def _key(*values: Any) -> str:
    return " ".join("?" if value is None else str(value) for value in values)


def _links(answer: Answer) -> Iterator[tuple[str, Answer]]:
    for link in answer["links"]:
        trigger, punishment = link["trigger"], link["punishment"]
        yield _key("link", trigger["event"] or trigger["person"], punishment["event"]), link
    for group in answer["together"]:
        yield _key("together", *group["events"]), group


def _nodes(answer: Answer) -> Iterator[tuple[str, Answer]]:
    for root in answer["roots"]:
        top = root["trigger"]
        for node in root["nodes"]:
            yield _key("node", top["event"] or top["person"], node["event"]), node


def _stages(answer: Answer) -> Iterator[tuple[str, Answer]]:
    yield "status", {"status": answer["status"], "last_known": answer["last_known"]}
    before = None
    for stage in answer["stages"]:
        if stage["stage"] == "event":
            before = stage["event"]
            yield _key("event", before), stage
        else:
            yield _key("gap after", before), stage


def _families(answer: Answer) -> Iterator[tuple[str, Answer]]:
    for family in answer["families"]:
        yield from ((_key("member", family["kind"], each), {}) for each in family["members"])
        yield from ((_key("taking", family["kind"], each["event"]), each) for each in family["takings"])


def _paths(answer: Answer) -> Iterator[tuple[str, Answer]]:
    for path in answer["paths"]:
        yield _key("path", path["person"], path["taking"]), path


def _relatives(answer: Answer) -> Iterator[tuple[str, Answer]]:
    if "kin" not in answer:
        yield "relation", {name: answer[name] for name in (*_RELATION, *_STRENGTH) if name in answer}
        return
    yield from ((_key("kin", each["person"]), each) for each in answer["kin"])
    yield from ((_key("kin", each["person"], each["term"], each["of"]), each) for each in answer["unknown_degree"])


def _connections(answer: Answer) -> Iterator[tuple[str, Answer]]:
    yield "length", {"length": answer["length"]}
    yield from ((_key("path", *(node["id"] for node in path["nodes"])), {}) for path in answer["paths"])


def _records(answer: Answer) -> Iterator[tuple[str, Answer]]:
    yield "total", {"total": answer["total"]}
    yield from ((_key("record", each["id"]), each) for each in answer["records"])


def _periods(answer: Answer) -> Iterator[tuple[str, Answer]]:
    yield "total", {name: answer[name] for name in ("total", "unknown")}
    yield from ((_key("period", each["period"]), each) for each in answer["periods"])


def _figures(answer: Answer) -> Iterator[tuple[str, Answer]]:
    for figure in answer["figures"]:
        yield _key("figure", figure["id"]), {name: figure[name] for name in _COUNTED}


def _network(answer: Answer) -> Iterator[tuple[str, Answer]]:
    yield from ((_key("node", each["id"]), each) for each in answer["nodes"])
    yield from ((_key("tie", each["from"], each["to"]), each) for each in answer["ties"])
    yield from ((_key("cut point", each), {}) for each in answer["cut_points"])
    yield from ((_key("bridge", *each), {}) for each in answer["bridges"])


def _moves(answer: Answer) -> Iterator[tuple[str, Answer]]:
    yield from ((_key("leg", each["kind"], each["from"], each["to"]), each) for each in answer["legs"])
    yield from ((_key("facility", each["place"]), each) for each in answer["facilities"])


def _agencies(answer: Answer) -> Iterator[tuple[str, Answer]]:
    yield from ((_key("agency", each["id"]), each) for each in answer["agencies"])


def _presence(answer: Answer) -> Iterator[tuple[str, Answer]]:
    yield "counts", answer["counts"]
    yield from ((_key("event", each["event"], each["role"]), each) for each in answer["events"])


_SPLIT: Mapping[str, Callable[[Answer], Iterable[tuple[str, Answer]]]] = {
    "chains": _links,
    "cascade": _nodes,
    "trail": _stages,
    "families": _families,
    "handovers": _paths,
    "stages": _paths,
    "kin": _relatives,
    "connect": _connections,
    "directory": _records,
    "compare": _periods,
    "figures": _figures,
    "network": _network,
    "moves": _moves,
    "agencies": _agencies,
    "presence": _presence,
}


def compared(old: Parts, new: Parts) -> dict[str, list[str]]:
    """Return what falls, appears, changes and only weakens between two answers.

    Parameters
    ----------
    old, new : mapping of str to dict
        Parts by key.

    Returns
    -------
    dict of str to list of str
        Keys, sorted.

    Examples
    --------
    >>> compared({"a": {"x": 1}, "b": {"x": 1}}, {"b": {"x": 2}, "c": {}})
    {'falls': ['a'], 'appears': ['c'], 'changes': ['b'], 'weakens': []}
    """
    both = sorted(old.keys() & new.keys())
    changes = [key for key in both if _said(old[key]) != _said(new[key])]
    return {
        "falls": sorted(old.keys() - new.keys()),
        "appears": sorted(new.keys() - old.keys()),
        "changes": changes,
        "weakens": [key for key in both if key not in changes and _strength(old[key]) != _strength(new[key])],
    }


def _said(part: Answer) -> Answer:
    return {name: value for name, value in part.items() if name not in (*_STRENGTH, _CLAIMS)}


def _strength(part: Answer) -> tuple[Any, ...]:
    return tuple(part.get(name) for name in _STRENGTH)
