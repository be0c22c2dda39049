"""Which nodes and ties a claim is about.

Under the identity map each claim gives fixed *keys*: the node it describes, and ties. The object at a key is the
fold of
the claims at it, so a change of claims touches only the keys of the changed claims.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.domain.claims import Claim, ClaimKind
from app.domain.row_kinship import RELATIONS
from app.domain.tables import IDENTITY_KINDS, MEMBERSHIPS, STRUCTURE


class NodeKey(NamedTuple):
    """A node: its label and its id."""

    label: str
    id: str

    def __str__(self) -> str:
        return f"{self.label}/{self.id}"


class TieKey(NamedTuple):
    """A tie: its type and its two ends."""

    type: str
    start: NodeKey
    end: NodeKey

    def __str__(self) -> str:
        return f"{self.start} -{self.type}-> {self.end}"


#: Gives the id that stands for a record: the smallest id of the records joined with it.
Resolve = Callable[[NodeKey], NodeKey]


def unjoined(record: NodeKey) -> NodeKey:
    """Resolve a record to itself: the identity map of a data set without judgements."""
    return record


@dataclass(frozen=True, slots=True)
class Keys:
    """What one claim is about under one identity map.

    Attributes
    ----------
    describes : NodeKey or None
        The one node that the claim describes.
    ties : dict of TieKey to dict
        The ties that it states, each with the properties that it gives them.
    self_ties : tuple of NodeKey
        Nodes at which a tie of the claim became a tie to itself; it is left out and listed there.
    """

    describes: NodeKey | None
    ties: dict[TieKey, dict[str, Any]]
    self_ties: tuple[NodeKey, ...] = ()

    def nodes(self) -> Iterator[NodeKey]:
        """Yield every node that must exist for this claim, possibly twice."""
        if self.describes is not None:
            yield self.describes
        for tie in self.ties:
            yield tie.start
            yield tie.end
        yield from self.self_ties


_DESCRIBED: dict[str, str] = {
    ClaimKind.PERSON: "Person",
    ClaimKind.FAMILY: "Family",
    ClaimKind.CASE: "Case",
    ClaimKind.AGENCY: "Agency",
    ClaimKind.PLACE: "Place",
    ClaimKind.EVENT: "Event",
}
#: Columns of the events table that are ties: column -> (tie type, label of the other end).
EVENT_TIES: dict[str, tuple[str, str]] = {
    "by_agency_id": ("BY_AGENCY", "Agency"),
    "from_agency_id": ("FROM_AGENCY", "Agency"),
    "to_agency_id": ("TO_AGENCY", "Agency"),
    "at_place_id": ("AT_PLACE", "Place"),
    "from_place_id": ("FROM_PLACE", "Place"),
    "to_place_id": ("TO_PLACE", "Place"),
}
_UNDIRECTED = frozenset({"SPOUSE_OF", "SIBLING_OF", "KNOWS"})
_IDENTIFIED = frozenset(IDENTITY_KINDS.values())
Stated = tuple[str, NodeKey, NodeKey, dict[str, Any]]


def stated_ties(claim: Claim) -> list[Stated]:
    """Return the ties that a claim states between records, before records are joined.

    Returns
    -------
    list of (type, start, end, properties)
    """
    reader = _STATED.get(claim.kind)
    return reader(claim.statement) if reader else []


def records_of(claim: Claim, ties: Iterable[Stated] | None = None) -> set[NodeKey]:
    """Return every record that a claim mentions, except the two of an identity claim.

    Parameters
    ----------
    claim : Claim
    ties : iterable of Stated, optional
        What :func:`stated_ties` says of it, when that is known.

    Returns
    -------
    set of NodeKey
    """
    found = {end for _, start, finish, _ in (stated_ties(claim) if ties is None else ties) for end in (start, finish)}
    described = _described(claim)
    if described is not None:
        found.add(described)
    return found


def keys_of(claim: Claim, resolve: Resolve = unjoined) -> Keys:
    """Return the keys of a claim under an identity map.

    Parameters
    ----------
    claim : Claim
    resolve : callable
        Gives the node that stands for a record.

    Returns
    -------
    Keys
        Empty for an identity claim: it describes no node and states no tie.

    Examples
    --------
    >>> claim = Claim("kinship", {"person_a": "x:2", "relation": "sibling", "person_b": "x:1"}, "x:s")
    >>> [str(tie) for tie in keys_of(claim).ties]
    ['Person/x:1 -SIBLING_OF-> Person/x:2']
    """
    described = _described(claim)
    ties: dict[TieKey, dict[str, Any]] = {}
    own: list[NodeKey] = []
    for kind, start, end, properties in stated_ties(claim):
        first, second = resolve(start), resolve(end)
        if first == second:
            own.append(first)
            continue
        if kind in _UNDIRECTED and second < first:
            first, second = second, first
        ties[TieKey(kind, first, second)] = properties
    return Keys(resolve(described) if described else None, ties, tuple(dict.fromkeys(own)))


def is_identified(record: NodeKey) -> bool:
    """Say whether records of this label can be judged the same or different."""
    return record.label in _IDENTIFIED


def described_label(claim: Claim) -> str | None:
    """Return the label of the node that a claim describes, None for a claim of ties."""
    return _DESCRIBED.get(claim.kind)


def _described(claim: Claim) -> NodeKey | None:
    label = _DESCRIBED.get(claim.kind)
    return NodeKey(label, claim.statement["id"]) if label else None


def _only(statement: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: statement[name] for name in names if name in statement}


def _kinship(statement: dict[str, Any]) -> list[Stated]:
    a, b = NodeKey("Person", statement["person_a"]), NodeKey("Person", statement["person_b"])
    relation = statement["relation"]
    period = _only(statement, "since", "until")
    if relation not in RELATIONS:
        return [("KIN_OF", a, b, {"term": relation, **period})]
    kind, turned, nature = RELATIONS[relation]
    start, end = (b, a) if turned else (a, b)
    return [(kind, start, end, {"nature": statement.get("nature", nature), **period})]


def _acquaintance(statement: dict[str, Any]) -> list[Stated]:
    a, b = NodeKey("Person", statement["person_a"]), NodeKey("Person", statement["person_b"])
    return [("KNOWS", a, b, {"term": statement["relation"], **_only(statement, "since", "until")})]


def _membership(statement: dict[str, Any]) -> list[Stated]:
    kind, label = MEMBERSHIPS[statement["relation"]]
    return [(kind, NodeKey("Person", statement["person_id"]), NodeKey(label, statement["target_id"]), {})]


def _structure(statement: dict[str, Any]) -> list[Stated]:
    kind, start, end = STRUCTURE[statement["relation"]]
    properties = _only(statement, "since", "until")
    return [(kind, NodeKey(start, statement["from_id"]), NodeKey(end, statement["to_id"]), properties)]


def _event(statement: dict[str, Any]) -> list[Stated]:
    event = NodeKey("Event", statement["id"])
    ties: list[Stated] = [("SUBJECT_OF", NodeKey("Person", statement["person_id"]), event, {})]
    for column, (kind, label) in EVENT_TIES.items():
        ties += [(kind, event, NodeKey(label, other), {}) for other in statement.get(column, ())]
    role = _only(statement, "by_role")
    properties = {"role": role["by_role"]} if role else {}
    ties += [("BY_PERSON", event, NodeKey("Person", other), properties) for other in statement.get("by_person_id", ())]
    return ties


def _because_of(statement: dict[str, Any]) -> list[Stated]:
    event = NodeKey("Event", statement["event_id"])
    if "because_event_id" in statement:
        return [("BECAUSE_OF", event, NodeKey("Event", statement["because_event_id"]), {})]
    return [("BECAUSE_OF", event, NodeKey("Person", statement["because_person_id"]), {})]


_STATED: dict[str, Callable[[dict[str, Any]], list[Stated]]] = {
    ClaimKind.KINSHIP: _kinship,
    ClaimKind.ACQUAINTANCE: _acquaintance,
    ClaimKind.MEMBERSHIP: _membership,
    ClaimKind.STRUCTURE: _structure,
    ClaimKind.EVENT: _event,
    ClaimKind.BECAUSE_OF: _because_of,
}
