"""Cascades: what one act led to, punishment by punishment, through relatives and their own later acts."""

from dataclasses import dataclass
from typing import Any

from app.analysis.answering import NO_SAMPLE, cut, event_answer, guarded, link_answer
from app.analysis.casebook import Casebook
from app.analysis.exposure import degree_unknown, not_taken
from app.analysis.forest import Node, Tree, build_forest
from app.analysis.inquiry import Inquiry
from app.analysis.known_ids import refuse_unknown
from app.analysis.link_filters import LinkFilter
from app.analysis.links import Link, link_order
from app.analysis.options import option, shown_options
from app.analysis.records import grade_name, weakest
from app.analysis.takings import Trigger
from app.analysis.transitive import MORE_CHAINS, MOST_CHAINS, Chain, chain_answer, chain_persons, transitive_chains


@dataclass(frozen=True, slots=True)
class CascadeOptions(LinkFilter):
    """Which cascades are asked for: those with a link that the filter wants, and with the person anywhere in them.

    Attributes
    ----------
    root : str or None
        Only the cascade whose root is this event (or person, where no event is named).
    least_size : int
        Only cascades with at least so many punishments.
    limit : int or None
        At most so many cascades.
    """

    root: str | None = option(None, "id", "only the cascade that starts with this event")
    least_size: int = option(1, "int", "only cascades with at least so many punishments", least=1, most=1_000_000)
    limit: int | None = option(None, "int", "at most so many cascades", least=1, most=1_000_000)


def cascades(book: Casebook, options: CascadeOptions | None = None) -> dict[str, Any]:
    """Return the forest of cascades: every punishment under at most one trigger.

    Parameters
    ----------
    book : Casebook
    options : CascadeOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, roots, not_taken, degree_unknown, alternatives, notes, truncated``. A root has
        ``trigger, size``
        (punishments), ``depth`` (most links on one way down), ``claims, grade, independent_sources`` (the weakest of
        its links) and ``nodes``, parents before children, children by date
        and id. A node has ``person, event, kind, date, earliest, latest, step, because_of, class, chon, relation,
        delay_days, generation, chain``. ``alternatives`` are the links to punishments shown here that were not kept.
        ``transitive`` are the chains of two links and more, over kept links and alternatives, of which every link is
        asked for (:func:`app.analysis.transitive.chain_answer`); with a person, those that the person is in.

    Raises
    ------
    NotFound
        No such person, named family, place or agency.

    Notes
    -----
    Links are taken in the order (class, chon, marriage steps, middle of the delay without its sign and null last,
    trigger id, punishment id); one is kept if its punishment has no parent yet and its trigger does not hang under
    that punishment. A later act of a punished person hangs under the latest taking that is certainly before it: a
    *then* step, no cause and no generation. ``chain`` says whether all dates from the root can follow one another;
    single steps can be possible where the whole is not. Cost: that of all chains, and O(links * depth).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> root = cascades(sample_case())["roots"][0]
    >>> root["trigger"]["event"], root["size"], [(node["event"], node["generation"]) for node in root["nodes"]]
    ('x:e1', 1, [('x:e2', 1)])
    """
    asked = options or CascadeOptions()
    refuse_unknown(book, person=asked.person, family=asked.family, place=asked.place, agency=asked.agency)
    inquiry = Inquiry(book, asked)
    trees, left_out = build_forest(inquiry)
    found = [tree for tree in trees if _wanted(book, tree, asked)]
    chosen, more = _transitive(book, asked, [*(link for tree in trees for link in _links(tree)), *left_out])
    shown, truncated = cut(found, asked.limit)
    punished = {node.key[1] for tree in shown for node in tree.nodes if node.link is not None}
    triggers = [_trigger(inquiry, tree) for tree in shown]
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        "roots": [_root(tree) for tree in shown],
        "not_taken": not_taken(inquiry, [each for each in triggers if each is not None]),
        "degree_unknown": degree_unknown(book, {tree.person for tree in shown if tree.person}),
        "alternatives": [_alternative(link) for link in left_out if link.event.id in punished],
        "transitive": [chain_answer(chain) for chain in chosen],
        "notes": [NO_SAMPLE, *([MORE_CHAINS] if more else []), *guarded(book)],
        "truncated": truncated,
    }


def _wanted(book: Casebook, tree: Tree, asked: CascadeOptions) -> bool:
    within = asked.person in (None, tree.person) or any(node.person == asked.person for node in tree.nodes)
    if not within or asked.root not in (None, tree.root[1]) or tree.size < asked.least_size:
        return False
    return any(_asked(book, asked, link) for link in _links(tree))


def _links(tree: Tree) -> list[Link]:
    return [node.link for node in tree.nodes if node.link is not None]


def _transitive(book: Casebook, asked: CascadeOptions, links: list[Link]) -> tuple[list[Chain], bool]:
    wanted = [link for link in links if _asked(book, asked, link)]
    most = MOST_CHAINS if asked.limit is None or asked.person is not None else asked.limit
    chosen, more = transitive_chains(sorted(wanted, key=link_order), most)
    if asked.person is not None:
        chosen = [chain for chain in chosen if asked.person in chain_persons(chain)]
    return chosen[: asked.limit], more or (asked.limit is not None and len(chosen) > asked.limit)


def _asked(book: Casebook, asked: CascadeOptions, link: Link) -> bool:
    return asked.link_class in (None, link.link_class) and asked.wants_link(book, link)


def _trigger(inquiry: Inquiry, tree: Tree) -> Trigger | None:
    if tree.event is None or tree.person is None:
        return None
    return Trigger(tree.person, tree.event, inquiry.book.taking_with(tree.event.id))


def _root(tree: Tree) -> dict[str, Any]:
    support = weakest(part for link in _links(tree) for part in link.parts())
    return {
        "trigger": event_answer(tree.event, tree.person),
        "size": tree.size,
        "depth": tree.depth,
        "claims": list(support.claims),
        "grade": grade_name(support.rank),
        "independent_sources": support.sources,
        "nodes": [_node(node) for node in tree.nodes],
    }


def _node(node: Node) -> dict[str, Any]:
    link = node.link
    shown = link_answer(link) if link is not None else dict.fromkeys(_LINK_KEYS)
    owner = link.person if link is not None else node.person
    return {
        **event_answer(node.event, node.person),
        "step": node.step,
        "because_of": {"event": node.parent[1] if node.parent[0] == "Event" else None, "person": owner},
        **{key: shown[key] for key in _LINK_KEYS},
        "generation": node.generation,
        "chain": node.chain,
    }


_LINK_KEYS = (
    "class",
    "chon",
    "affinity",
    "relation",
    "words",
    "path",
    "delay_days",
    "claims",
    "grade",
    "independent_sources",
)


def _alternative(link: Link) -> dict[str, Any]:
    shown = link_answer(link)
    return {key: shown[key] for key in ("trigger", "punishment", "class", "chon", "relation", "delay_days")}
