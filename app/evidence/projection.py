"""The full projection: all accepted claims become the graph.

The store does the same fold for the keys that a batch changes. A test compares the two after every random batch.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.claims import Claim, ClaimKind, Source
from app.evidence.folding import Properties, fold_node, fold_tie
from app.evidence.identity import Groups, group_records
from app.evidence.keys import NodeKey, TieKey, keys_of
from app.evidence.weighing import Standing, Weighed, dependent_groups, standing_of


@dataclass(frozen=True, slots=True)
class Graph:
    """A projected graph: properties by key. A node that only ties need holds just its id."""

    nodes: dict[NodeKey, Properties] = field(default_factory=dict)
    ties: dict[TieKey, Properties] = field(default_factory=dict)

    def by_text(self) -> dict[str, Properties]:
        """Return the properties of nodes and ties by their key as text."""
        nodes = {str(key): properties for key, properties in self.nodes.items()}
        return nodes | {str(key): properties for key, properties in self.ties.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two graphs: keys as text, sorted.

    Attributes
    ----------
    falls, appears, changes : tuple of str
        Keys of nodes and ties that are gone, new, or have other properties.
    claims : tuple of str
        Ids of the claims that were withdrawn for it.
    """

    falls: tuple[str, ...] = ()
    appears: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


def standings(sources: Iterable[Source], derivations: Iterable[tuple[str, str]]) -> dict[str, Standing]:
    """Return the standing of every source, by id."""
    listed = list(sources)
    groups = dependent_groups(listed, derivations)
    return {source.id: standing_of(source, groups[source.id]) for source in listed}


def project(claims: Iterable[Claim], sources: Iterable[Source], derivations: Iterable[tuple[str, str]] = ()) -> Graph:
    """Project claims into a graph.

    Parameters
    ----------
    claims : iterable of Claim
        Withdrawn ones are passed over.
    sources : iterable of Source
        Every source that a claim names.
    derivations : iterable of (str, str)
        (source, source that it repeats).

    Returns
    -------
    Graph

    Raises
    ------
    KeyError
        A claim names a source that is not there.

    Notes
    -----
    O(claims) with the fold of each key; the order of the claims does not matter.

    Examples
    --------
    >>> said = [Claim("person", {"id": "x:1", "name": "A", "name_script": "label"}, "x:s")]
    >>> [str(key) for key in project(said, [Source("x:s")]).nodes]
    ['Person/x:1']
    """
    standing = standings(sources, derivations)
    accepted = [Weighed(claim, standing[claim.source]) for claim in claims if claim.withdrawn_at is None]
    groups = group_records(each for each in accepted if each.claim.kind == ClaimKind.IDENTITY)
    return fold_claims(accepted, groups)


def fold_claims(accepted: Iterable[Weighed], groups: Groups) -> Graph:
    """Gather accepted claims by key and fold each key.

    Parameters
    ----------
    accepted : iterable of Weighed
        Claims that are not withdrawn, in any order.
    groups : Groups
        Which records are judged to be one.

    Returns
    -------
    Graph
        Every node that a claim describes or a tie needs, and every tie.
    """
    described: dict[NodeKey, list[Weighed]] = {}
    self_ties: dict[NodeKey, set[str]] = {}
    stated: dict[TieKey, list[tuple[Weighed, Properties]]] = {}
    needed: dict[NodeKey, None] = {}
    for each in accepted:
        keys = keys_of(each.claim, groups.resolve)
        if keys.describes is not None:
            described.setdefault(keys.describes, []).append(each)
        for tie, properties in keys.ties.items():
            stated.setdefault(tie, []).append((each, properties))
        for node in keys.self_ties:
            self_ties.setdefault(node, set()).add(each.claim.id)
        needed.update(dict.fromkeys(keys.nodes()))
    nodes = {
        node: fold_node(
            node, described.get(node, ()), self_ties=sorted(self_ties.get(node, ())), records=groups.records(node)
        )
        for node in needed
    }
    return Graph(nodes, {tie: fold_tie(tie, claims) for tie, claims in stated.items()})


def difference(before: Graph, after: Graph, claims: Iterable[str] = ()) -> Change:
    """Return what falls, appears or changes between two graphs.

    Parameters
    ----------
    before, after : Graph
    claims : iterable of str
        Ids of the claims behind the change, for the answer.

    Returns
    -------
    Change
        Keys as text, sorted.
    """
    old, new = before.by_text(), after.by_text()
    return Change(
        falls=tuple(sorted(old.keys() - new.keys())),
        appears=tuple(sorted(new.keys() - old.keys())),
        changes=tuple(sorted(key for key in old.keys() & new.keys() if old[key] != new[key])),
        claims=tuple(sorted(claims)),
    )
