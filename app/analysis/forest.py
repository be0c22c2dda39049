"""The cascade forest: of all links those that are kept, so that every punishment hangs under at most one trigger."""

from collections.abc import Mapping
from typing import NamedTuple

from app.analysis.bounds import UNDATED, Bounds, surely_before, time_key
from app.analysis.casebook import Casebook
from app.analysis.inquiry import Inquiry
from app.analysis.links import Link, chain_of, find_links
from app.analysis.records import EventRecord

#: A node of the forest: label and id of an event, or of a person where a source names no event.
Key = tuple[str, str]
LINK, THEN = "link", "then"


class Node(NamedTuple):
    """An event in a cascade, with the step that leads to it; the root has none.

    Attributes
    ----------
    step : str
        ``link`` (a punishment under its trigger) or ``then`` (a later act of a punished person; no cause).
    link : Link or None
        Of a ``link`` step.
    generation : int
        Links on the way from the root.
    chain : str
        Whether all dates from the root to here can follow one another: certain, possible or impossible.
    """

    key: Key
    person: str | None
    event: EventRecord
    step: str
    parent: Key
    link: Link | None
    generation: int
    chain: str


class Tree(NamedTuple):
    """One cascade: its root and the nodes below, parents before children."""

    root: Key
    person: str | None
    event: EventRecord | None
    nodes: tuple[Node, ...]

    @property
    def size(self) -> int:
        """Number of punishments in it."""
        return sum(node.step == LINK for node in self.nodes)

    @property
    def depth(self) -> int:
        """Most links from the root to a punishment."""
        return max(node.generation for node in self.nodes)


def build_forest(inquiry: Inquiry) -> tuple[list[Tree], list[Link]]:
    """Build the cascades of everyone.

    Parameters
    ----------
    inquiry : Inquiry

    Returns
    -------
    trees : list of Tree
        By (size descending, date of the root, root id).
    left_out : list of Link
        The alternatives: links that were not kept, in link order.

    Notes
    -----
    Links are taken in their order (class, chon, marriage steps, middle of the delay, ids). One is kept if its
    punishment has no parent yet and its trigger does not already hang, directly or through others, under that
    punishment. An act hangs under the person's latest taking that is certainly before it. So the forest has no circle
    and each punishment at most one parent. O(links * depth), after finding the links.
    """
    links = find_links(inquiry)
    then = _then_parents(inquiry.book)
    kept: dict[Key, Link] = {}
    left_out = []
    for link in links:
        punished = ("Event", link.event.id)
        if punished in kept or _hangs_under(link.trigger_key, punished, kept, then):
            left_out.append(link)
        else:
            kept[punished] = link
    linked = kept.keys() | {link.trigger_key for link in kept.values()}
    hanging = {act: taking for act, taking in then.items() if taking in linked}
    roots = sorted({link.trigger_key for link in kept.values()} - kept.keys() - hanging.keys())
    below = _children(inquiry.book, kept, hanging)
    trees = [_tree(inquiry.book, root, below, kept) for root in roots]
    return sorted(trees, key=_tree_order), left_out


def _then_parents(book: Casebook) -> dict[Key, Key]:
    """Return, for every act, the person's latest taking that is certainly before it, where there is one."""
    found: dict[Key, Key] = {}
    for person, acts in book.acts.items():
        takings = book.takings.get(person, ())
        for act in acts:
            earlier = [taking for taking in takings if surely_before(taking.begin, act.begin)]
            if earlier:
                found["Event", act.id] = ("Event", earlier[-1].id)
    return found


def _hangs_under(key: Key, punished: Key, kept: Mapping[Key, Link], then: Mapping[Key, Key]) -> bool:
    here: Key | None = key
    while here is not None and here != punished:
        link = kept.get(here)
        here = link.trigger_key if link is not None else then.get(here)
    return here is not None


def _children(book: Casebook, kept: Mapping[Key, Link], hanging: Mapping[Key, Key]) -> dict[Key, list[Key]]:
    """Return what hangs directly under each node, by date and id."""
    found: dict[Key, list[Key]] = {}
    for punished, link in kept.items():
        found.setdefault(link.trigger_key, []).append(punished)
    for act, taking in hanging.items():
        found.setdefault(taking, []).append(act)
    for listed in found.values():
        listed.sort(key=lambda key: (time_key(book.event(key[1]).begin), key[1]))
    return found


def _tree(book: Casebook, root: Key, below: Mapping[Key, list[Key]], kept: Mapping[Key, Link]) -> Tree:
    event = book.event(root[1]) if root[0] == "Event" else None
    person = event.person if event else root[1]
    dates: tuple[Bounds, ...] = (event.begin,) if event else ()

    def under(parent: Key, generation: int, dates: tuple[Bounds, ...]) -> list[tuple[Node, tuple[Bounds, ...]]]:
        return [_node(book, key, kept.get(key), (parent, generation, dates)) for key in reversed(below.get(parent, ()))]

    nodes: list[Node] = []
    waiting = under(root, 0, dates)
    while waiting:
        node, dates = waiting.pop()
        nodes.append(node)
        waiting += under(node.key, node.generation, dates)
    return Tree(root, person, event, tuple(nodes))


def _node(
    book: Casebook, key: Key, link: Link | None, above: tuple[Key, int, tuple[Bounds, ...]]
) -> tuple[Node, tuple[Bounds, ...]]:
    """Return a node and the dates from the root to it."""
    parent, generation, dates = above
    event = book.event(key[1])
    reached = (*dates, event.begin)
    step, generation = (THEN, generation) if link is None else (LINK, generation + 1)
    return Node(key, event.person, event, step, parent, link, generation, chain_of(reached)), reached


def _tree_order(tree: Tree) -> tuple[int, tuple[bool, float, float], Key]:
    return -tree.size, time_key(tree.event.begin if tree.event else UNDATED), tree.root
