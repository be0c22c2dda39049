"""Which records are one: accepted ``same`` judgements join, ``different`` judgements hold apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.claims import GRADE_RANK, Claim, decides
from app.domain.tables import IDENTITY_KINDS
from app.evidence.keys import NodeKey
from app.evidence.weighing import Forest, Weighed


@dataclass(frozen=True, slots=True)
class Groups:
    """Records joined into groups.

    Attributes
    ----------
    members : dict of NodeKey to tuple of str
        The node that stands for a group (its smallest record id) to the ids of its records; groups of one are left out.
    left_out : tuple of str
        Ids of ``same`` claims that would join two groups judged different.
    """

    members: dict[NodeKey, tuple[str, ...]]
    _stands_for: dict[NodeKey, NodeKey]
    left_out: tuple[str, ...] = ()

    def resolve(self, record: NodeKey) -> NodeKey:
        """Return the node that stands for a record: the record itself when it is joined with none."""
        return self._stands_for.get(record, record)

    def records(self, node: NodeKey) -> tuple[str, ...]:
        """Return the ids of the records joined into a node; empty for a group of one."""
        return self.members.get(node, ())


def ends_of(claim: Claim) -> tuple[NodeKey, NodeKey]:
    """Return the two records of an identity claim."""
    statement = claim.statement
    label = IDENTITY_KINDS[statement["kind"]]
    return NodeKey(label, statement["record_a"]), NodeKey(label, statement["record_b"])


def group_records(judgements: Iterable[Weighed]) -> Groups:
    """Join records by accepted judgements.

    Parameters
    ----------
    judgements : iterable of Weighed
        Accepted identity claims, in any order.

    Returns
    -------
    Groups

    Notes
    -----
    ``same`` claims are taken by grade (best first), told day (latest first, unknown last) and id; one that would
    join two
    groups with a ``different`` between them is left out. Claims of grade unlikely decide nothing.
    """
    claims = [each for each in judgements if decides(each.claim.grade)]
    apart: dict[NodeKey, set[NodeKey]] = {}
    for each in claims:
        if each.claim.statement["judgement"] == "different":
            a, b = ends_of(each.claim)
            apart.setdefault(a, set()).add(b)
            apart.setdefault(b, set()).add(a)
    forest = Forest()
    members: dict[NodeKey, set[NodeKey]] = {}
    left_out: list[str] = []
    for each in sorted((each for each in claims if each.claim.statement["judgement"] == "same"), key=_precedence):
        a, b = (forest.find(end) for end in ends_of(each.claim))
        if a == b:
            continue
        first, second = members.setdefault(a, {a}), members.setdefault(b, {b})
        if any(apart.get(record, set()) & second for record in first):
            left_out.append(each.claim.id)
            continue
        forest.join(a, b)
        members[forest.find(a)] = first | second
    return _groups(forest, left_out)


def _precedence(each: Weighed) -> tuple[int, int, str]:
    said = each.standing.said_latest
    return GRADE_RANK[each.claim.grade], -(said.toordinal() if said else 0), each.claim.id


def _groups(forest: Forest, left_out: Sequence[str]) -> Groups:
    stands_for = {record: forest.find(record) for record in forest.members()}
    members: dict[NodeKey, list[str]] = {}
    for record, node in stands_for.items():
        members.setdefault(node, []).append(record.id)
    joined = {node: tuple(sorted(ids)) for node, ids in members.items() if len(ids) > 1}
    return Groups(
        joined, {record: node for record, node in stands_for.items() if record != node}, tuple(sorted(left_out))
    )
