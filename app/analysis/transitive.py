"""Transitive chains: a's act, b taken, b's escape, c taken; kept only if one choice of days fits all of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from app.analysis.answering import event_answer
from app.analysis.bounds import can_come_by
from app.analysis.links import CLASSES, Link, chain_of
from app.analysis.records import grade_name, weakest

IMPOSSIBLE = "impossible"
#: More chains than this are not looked for; the answer says so.
MOST_CHAINS = 10_000


class Chain(NamedTuple):
    """Two or more links, each trigger a later act of the person punished before it.

    Attributes
    ----------
    links : tuple of Link
    order : str
        Whether all its dates can follow one another: certain or possible.
    """

    links: tuple[Link, ...]
    order: str


MORE_CHAINS = {
    "code": "more_chains",
    "text": "There are more transitive chains than are listed: ask about one person, family or kind.",
}


def chain_persons(chain: Chain) -> list[str]:
    """Return who is in a chain: the first actor, then everyone punished."""
    first = [chain.links[0].person] if chain.links[0].person is not None else []
    return [*first, *(link.punished for link in chain.links)]


def transitive_chains(links: Iterable[Link], most: int = MOST_CHAINS) -> tuple[list[Chain], bool]:
    """Return the chains of two links and more that can be.

    Parameters
    ----------
    links : iterable of Link
        In link order.
    most : int
        At most so many.

    Returns
    -------
    chains : list of Chain
        Longest first, then in the order of their links; a chain that is the begin of a longer one is listed too.
    cut : bool
        Whether there are more.

    Notes
    -----
    After a link to b's taking comes a link whose trigger is an act of b that can lie at or after that taking. The
    whole is tested: taking the earliest day that fits, step by step, must fit every date; single steps can be
    possible where the whole is not. Nobody is punished twice in one chain, so loops end. O(chains * length).
    """
    listed = list(links)
    following = _by_actor(listed)
    found: list[Chain] = []
    waiting: list[tuple[Link, ...]] = [(link,) for link in reversed(listed) if link.trigger is not None]
    while waiting:
        held = waiting.pop()
        order = chain_of(each for link in held for each in _dates(link))
        if order == IMPOSSIBLE:
            continue
        if len(held) > 1:
            if len(found) == most:
                return sorted(found, key=lambda chain: -len(chain.links)), True
            found.append(Chain(held, order))
        waiting += reversed([(*held, link) for link in _next(held, following)])
    return sorted(found, key=lambda chain: -len(chain.links)), False


def _by_actor(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        if link.person is not None and link.trigger is not None and link.trigger.event.category == "act":
            found.setdefault(link.person, []).append(link)
    return found


def _dates(link: Link) -> tuple[Any, ...]:
    return (link.trigger.begin, link.event.begin) if link.trigger else (link.event.begin,)


def _next(held: tuple[Link, ...], following: Mapping[str, list[Link]]) -> Iterator[Link]:
    last = held[-1]
    punished = {link.punished for link in held}
    for link in following.get(last.punished, ()):
        known = link.trigger is not None and can_come_by(last.event.begin, link.trigger.begin)
        if known and link.punished not in punished and link.punished != held[0].person:
            yield link


def chain_answer(chain: Chain) -> dict[str, Any]:
    """Return a chain as plain values.

    Parameters
    ----------
    chain : Chain

    Returns
    -------
    dict
        ``steps`` (each trigger and punishment in turn, with ``step``: act, link or then), ``persons``, ``links``,
        ``order`` (certain, possible), ``class`` (the weakest of its links), ``claims, grade, independent_sources``.
        A *then* step is no cause.
    """
    steps: list[dict[str, Any]] = []
    for number, link in enumerate(chain.links):
        act = link.trigger.event if link.trigger else None
        steps.append({"step": "then" if number else "act", **event_answer(act, link.person)})
        steps.append({"step": "link", **event_answer(link.event, link.punished)})
    support = weakest(part for link in chain.links for part in link.parts())
    return {
        "steps": steps,
        "persons": chain_persons(chain),
        "links": len(chain.links),
        "order": chain.order,
        "class": max((link.link_class for link in chain.links), key=CLASSES.index),
        "claims": list(support.claims),
        "grade": grade_name(support.rank),
        "independent_sources": support.sources,
    }
