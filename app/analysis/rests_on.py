"""What rests on what: the sources whose withdrawal would change an answer, and what of it would fall."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.analysis.answering import cut
from app.analysis.cascades import CascadeOptions, cascades
from app.analysis.casebook import Casebook
from app.analysis.chains import ChainOptions, chains
from app.analysis.claims_about import claims_about
from app.analysis.families import FamilyOptions, families
from app.analysis.handovers import HandoverOptions, handovers
from app.analysis.kin import KinOptions, kin
from app.analysis.options import option, shown_options
from app.analysis.record import Accepted
from app.analysis.stages import StageOptions, stages
from app.analysis.trails import TrailOptions, trail
from app.errors import InvalidParameter, NotFound

Answer = dict[str, Any]
Parts = dict[str, dict[str, Any]]
#: Keys that say how well a part is supported, not what it says.
_STRENGTH = ("grade", "independent_sources")
_CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class RestsOptions:
    """Of which answer it is asked.

    Attributes
    ----------
    answer : str
        chains, cascade, trail, families, handovers, stages or kin.
    person : str
        Whose.
    max_chon, window_days : int
        As in chains.
    limit : int
        At most so many sources are tried.
    """

    person: str = option(..., "person", "whose links, cascades, trail, families, paths or relatives")
    answer: str = option(
        "chains",
        "choice",
        "of which answer",
        allowed=("chains", "cascade", "trail", "families", "handovers", "stages", "kin"),
    )
    max_chon: int = option(4, "int", "degree (chon) within which kin is looked for", least=0, most=8)
    window_days: int = option(1096, "int", "the longest delay of an inferred link, in days", least=1, most=36_525)
    limit: int = option(50, "int", "at most so many sources are tried", least=1, most=1_000)


def rests_on(book: Casebook, options: RestsOptions) -> Answer:
    """Return the sources whose withdrawal would change an answer.

    Parameters
    ----------
    book : Casebook
        Made with its record of claims: ``Casebook.of(snapshot, record)``.
    options : RestsOptions

    Returns
    -------
    dict
        ``data_version, parameters, parts, sources, tried, truncated``. ``parts`` are the parts of the answer: ``key``
        and ``needs`` (the sources without any one of which the part falls). A source has ``source, claims`` (how many
        of its claims the record holds), ``falls, appears, changes, weakens`` (keys of parts). By most parts that
        fall, then id; those that change nothing are left out.

    Raises
    ------
    InvalidParameter
        The casebook was made without a record of claims.
    NotFound
        No such person.
    TooLarge
        The record holds too many claims to be projected again and again.

    Notes
    -----
    *Parts*: links (by trigger and punishment), nodes of cascades, events and gaps of a trail, members of families and
    their takings, handover paths and stage paths, relatives. A part *falls* when the answer made without the source no
    longer has it: nothing that other sources say makes it again, be it over another kin path. It *appears* when only
    the withdrawal brings it (without a recorded release, a taking lasts longer), *changes* when it says something else,
    *weakens* when only its grade or its number of independent sources does. Every claim of the source is taken out, the
    rest is projected anew, and the same question is asked: that is the definition, and what a withdrawal does. Tried
    are the sources of every claim that the answer rests on or that is about a person in it, or about who and where
    these events were (:func:`app.analysis.claims_about.claims_about`); no other source can take a part away. A source
    that repeats a withdrawn one is not withdrawn with it. O(sources tried * all claims).

    Examples
    --------
    The record is a store; here it is two claims of two sources.

    >>> from types import SimpleNamespace
    >>> from app.domain.claims import Claim, Source
    >>> held = {"id": "x:1", "person_id": "x:ben", "kind": "arrest"}
    >>> told = [Claim("event", held, "x:report"), Claim("person", {"id": "x:ben", "name": "Ben"}, "x:press")]
    >>> record = SimpleNamespace(
    ...     claims=lambda: iter(told), sources=lambda: [Source("x:report"), Source("x:press")], derivations=lambda: []
    ... )
    >>> book = Casebook.of(Accepted.of(record).without("x:nothing", data_version=1), record)
    >>> [(row["source"], row["falls"]) for row in rests_on(book, RestsOptions("x:ben", answer="trail"))["sources"]]
    [('x:report', ['event x:1'])]
    """
    person = book.known_person(options.person).id
    if book.record is None:
        raise InvalidParameter("data", "Casebook.of(snapshot, record) with the record of its claims", "has no claims")
    record = Accepted.of(book.record)
    ask = _QUESTIONS[options.answer]
    before = ask(book, options)
    about = claims_about(book, before, person, record.claims)
    candidates = sorted({claim.source for claim in record.claims if claim.id in about})
    tried, truncated = cut(candidates, options.limit)
    old = _parts(options.answer, before)
    rows = []
    needs: dict[str, list[str]] = {key: [] for key in old}
    for source in tried:
        other = Casebook.of(record.without(source, book.data_version))
        new = _parts(options.answer, _asked_again(ask, other, options))
        found = compared(old, new)
        for key in found["falls"]:
            needs[key].append(source)
        if any(found.values()):
            held = sum(claim.source == source for claim in record.claims)
            rows.append({"source": source, "claims": held, **found})
    return {
        "data_version": book.data_version,
        "parameters": shown_options(options),
        "parts": [{"key": key, "needs": found} for key, found in needs.items()],
        "sources": sorted(rows, key=lambda row: (-len(row["falls"]), row["source"])),
        "tried": tried,
        "truncated": truncated,
    }


def _asked_again(ask: Callable[[Casebook, RestsOptions], Answer], book: Casebook, options: RestsOptions) -> Answer:
    """Ask the same question; without the person there is nothing to answer."""
    try:
        return ask(book, options)
    except NotFound:
        return {}


def _terms(options: RestsOptions) -> dict[str, Any]:
    return {"person": options.person, "max_chon": options.max_chon, "window_days": options.window_days}


_QUESTIONS: Mapping[str, Callable[[Casebook, RestsOptions], Answer]] = {
    "chains": lambda book, asked: chains(book, ChainOptions(**_terms(asked))),
    "cascade": lambda book, asked: cascades(book, CascadeOptions(**_terms(asked))),
    "trail": lambda book, asked: trail(book, TrailOptions(asked.person)),
    "families": lambda book, asked: families(book, FamilyOptions(**_terms(asked))),
    "handovers": lambda book, asked: handovers(book, HandoverOptions(person=asked.person)),
    "stages": lambda book, asked: stages(book, StageOptions(person=asked.person)),
    "kin": lambda book, asked: kin(book, KinOptions(asked.person, max_chon=asked.max_chon)),
}


def _parts(name: str, answer: Answer) -> Parts:
    """Return the parts of an answer by a key that stays the same when their evidence changes."""
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
    yield from ((_key("kin", each["person"]), each) for each in answer["kin"])
    yield from ((_key("kin", each["person"], each["term"], each["of"]), each) for each in answer["unknown_degree"])


_SPLIT: Mapping[str, Callable[[Answer], Iterable[tuple[str, Answer]]]] = {
    "chains": _links,
    "cascade": _nodes,
    "trail": _stages,
    "families": _families,
    "handovers": _paths,
    "stages": _paths,
    "kin": _relatives,
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
