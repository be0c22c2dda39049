"""What comes to stand at the keys of a batch, before anything on record is asked."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.claims import Claim
from app.evidence.folding import Properties
from app.evidence.keys import Keys, NodeKey, TieKey, keys_of
from app.evidence.weighing import Weighed
from app.store.plan import Plan
from app.store.source_book import SourceBook

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Touched:
    """The nodes and ties that a batch may write; others stay as they were."""

    nodes: frozenset[NodeKey]
    ties: frozenset[TieKey]


@dataclass
class Fresh:
    """What stands at the dirty keys after a batch, as far as its own claims say.

    Attributes
    ----------
    described : dict of NodeKey to list of Weighed
        Claims that describe a node.
    self_ties : dict of NodeKey to set of str
        Claims whose tie became a tie of the node to itself.
    stated : dict of TieKey to list of (Weighed, properties)
        Claims that state a tie, with what each gives it.
    needed : dict of NodeKey to None
        Nodes that must be there, in a fixed order.
    dirty_nodes : set of NodeKey
    dirty_ties : set of TieKey
        Keys that are folded again.
    maybe_bare : set of NodeKey
        Nodes that a claim leaves.
    standing : set of NodeKey
        Nodes that are known to be there.
    about : dict of str to NodeKey
        Which node each claim describes, by the id of the claim.
    """

    described: dict[NodeKey, list[Weighed]] = field(default_factory=dict)
    self_ties: dict[NodeKey, set[str]] = field(default_factory=dict)
    stated: dict[TieKey, list[tuple[Weighed, Properties]]] = field(default_factory=dict)
    needed: dict[NodeKey, None] = field(default_factory=dict)
    dirty_nodes: set[NodeKey] = field(default_factory=set)
    dirty_ties: set[TieKey] = field(default_factory=set)
    maybe_bare: set[NodeKey] = field(default_factory=set)
    standing: set[NodeKey] = field(default_factory=set)
    about: dict[str, NodeKey] = field(default_factory=dict)

    def touched(self) -> Touched:
        """Return all nodes and ties that may be written."""
        return Touched(frozenset(self.dirty_nodes | self.needed.keys()), frozenset(self.dirty_ties))

    def parted(self, written: Touched) -> tuple[Fresh, Fresh]:
        """Part the dirty keys in those that another batch leaves alone, and those that it writes.

        Parameters
        ----------
        written : Touched
            What a batch that only adds claims writes; all of it stands afterwards.

        Returns
        -------
        Fresh, Fresh
            What can be worked out while that batch is written, and what only after it. The claims that describe nodes
            (``about``) are in the first.
        """
        standing = {node for node in self.needed if node in written.nodes}
        alone = Fresh(
            described=_without(self.described, written.nodes),
            self_ties=_without(self.self_ties, written.nodes),
            stated=_without(self.stated, written.ties),
            needed=_without(self.needed, written.nodes),
            dirty_nodes=self.dirty_nodes - written.nodes,
            dirty_ties=self.dirty_ties - written.ties,
            standing=standing,
            about=self.about,
        )
        after = Fresh(
            described=_only(self.described, written.nodes),
            self_ties=_only(self.self_ties, written.nodes),
            stated=_only(self.stated, written.ties),
            needed=_only(self.needed, written.nodes),
            dirty_nodes=self.dirty_nodes & written.nodes,
            dirty_ties=self.dirty_ties & written.ties,
            standing=standing,
        )
        return alone, after


def gather(plan: Plan, book: SourceBook) -> Fresh:
    """Put the claims of a plan at their keys.

    Parameters
    ----------
    plan : Plan
    book : SourceBook
        Knows the standing of every source of a coming claim.

    Returns
    -------
    Fresh
    """
    fresh = Fresh()
    for claim in plan.leaving.values():
        keys = keys_of(claim, plan.before.resolve)
        _dirty(fresh, keys)
        fresh.maybe_bare.update(keys.nodes())
    for claim in plan.coming.values():
        keys = keys_of(claim, plan.after.resolve)
        _dirty(fresh, keys)
        _put(fresh, Weighed(claim, book.standing[claim.source]), keys)
    fresh.dirty_nodes |= plan.nodes
    return fresh


def touched_by(claims: Iterable[Claim]) -> Touched:
    """Return what a batch of new claims may write where no records are joined."""
    fresh = Fresh()
    for claim in claims:
        keys = keys_of(claim)
        _dirty(fresh, keys)
        fresh.needed.update(dict.fromkeys(keys.nodes()))
    return fresh.touched()


def _dirty(fresh: Fresh, keys: Keys) -> None:
    if keys.describes is not None:
        fresh.dirty_nodes.add(keys.describes)
    fresh.dirty_nodes.update(keys.self_ties)
    fresh.dirty_ties.update(keys.ties)


def _put(fresh: Fresh, weighed: Weighed, keys: Keys) -> None:
    if keys.describes is not None:
        fresh.described.setdefault(keys.describes, []).append(weighed)
        fresh.about[weighed.claim.id] = keys.describes
    for tie, properties in keys.ties.items():
        fresh.stated.setdefault(tie, []).append((weighed, properties))
    for node in keys.self_ties:
        fresh.self_ties.setdefault(node, set()).add(weighed.claim.id)
    fresh.needed.update(dict.fromkeys(keys.nodes()))


def _only(kept: dict[K, V], keys: Container[K]) -> dict[K, V]:
    return {key: value for key, value in kept.items() if key in keys}


def _without(kept: dict[K, V], keys: Container[K]) -> dict[K, V]:
    return {key: value for key, value in kept.items() if key not in keys}
