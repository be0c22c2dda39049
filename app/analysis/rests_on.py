"""What rests on what: the sources whose withdrawal would change an answer, and what of it would fall."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.analysis.agency_counts import AgencyOptions, agencies
from app.analysis.answer_parts import Answer, compared, parts_of
from app.analysis.answering import cut
from app.analysis.cascades import CascadeOptions, cascades
from app.analysis.casebook import Casebook
from app.analysis.chains import ChainOptions, chains
from app.analysis.claims_about import claims_about
from app.analysis.compare import CompareOptions, compare
from app.analysis.connect import ConnectOptions, connect
from app.analysis.directory import DirectoryOptions, directory
from app.analysis.families import FamilyOptions, families
from app.analysis.figures import FigureOptions, figures
from app.analysis.handovers import HandoverOptions, handovers
from app.analysis.kin import KinOptions, kin
from app.analysis.moves import MoveOptions, moves
from app.analysis.network import NetworkOptions, network
from app.analysis.options import option, shown_options
from app.analysis.presence import PresenceOptions, presence
from app.analysis.record import Accepted
from app.analysis.stages import StageOptions, stages
from app.analysis.trails import TrailOptions, trail
from app.errors import InvalidParameter, NotFound


def _terms(asked: "RestsOptions") -> dict[str, Any]:
    return {"person": asked.person, "max_chon": asked.max_chon, "window_days": asked.window_days}


Ask = Callable[[Casebook, "RestsOptions"], Answer]
#: Of a directory.
_MOST_RECORDS = 10_000
_OF_ONE: dict[str, Ask] = {
    "trail": lambda book, asked: trail(book, TrailOptions(asked.person or "")),
    "kin": lambda book, asked: kin(book, KinOptions(asked.person or "", asked.other, asked.max_chon)),
    "connect": lambda book, asked: connect(book, ConnectOptions(asked.person or "", asked.other or "")),
}
_OF_ONE_OR_ALL: dict[str, Ask] = {
    "chains": lambda book, asked: chains(book, ChainOptions(**_terms(asked))),
    "cascade": lambda book, asked: cascades(book, CascadeOptions(**_terms(asked))),
    "families": lambda book, asked: families(book, FamilyOptions(**_terms(asked))),
    "handovers": lambda book, asked: handovers(book, HandoverOptions(person=asked.person)),
    "stages": lambda book, asked: stages(book, StageOptions(person=asked.person)),
}
_OF_ALL: dict[str, Ask] = {
    "compare": lambda book, asked: compare(book, CompareOptions()),
    "figures": lambda book, asked: figures(book, FigureOptions()),
    "network": lambda book, asked: network(book, NetworkOptions()),
    "moves": lambda book, asked: moves(book, MoveOptions()),
    "agencies": lambda book, asked: agencies(book, AgencyOptions()),
    "presence": lambda book, asked: presence(book, PresenceOptions(asked.place, asked.agency)),
    "directory": lambda book, asked: directory(book, DirectoryOptions(limit=_MOST_RECORDS)),
}
#: Every answer by name: about one person, about one or everyone, about nobody in particular.
_QUESTIONS = {**_OF_ONE_OR_ALL, **_OF_ONE, **_OF_ALL}


@dataclass(frozen=True, slots=True)
class RestsOptions:
    """Of which answer it is asked.

    Attributes
    ----------
    person : str or None
        Whose; None: of everyone, or of an answer that is about nobody in particular.
    answer : str
        Name of the analysis.
    other : str or None
        The other end of a connection or of a kinship.
    place, agency : str or None
        Of which presence is asked, one of the two.
    max_chon, window_days : int
        As in chains.
    limit : int
        At most so many sources are tried.
    """

    person: str | None = option(
        None, "person", "whose links, cascades, trail, families, paths or relatives; else everyone's", leads=True
    )
    answer: str = option("chains", "choice", "of which answer", allowed=tuple(_QUESTIONS))
    other: str | None = option(None, "person", "kin or connect: the other person")
    place: str | None = option(None, "id", "presence at this place")
    agency: str | None = option(None, "id", "presence of this agency")
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
        The casebook was made without a record of claims, or the answer needs a person, a place or an agency, or is
        about none.
    NotFound
        No such person, place or agency.
    TooLarge
        The record holds too many claims to be projected again and again.

    Notes
    -----
    *Parts*: links (by trigger and punishment), nodes of cascades, events and gaps of a trail, members of families and
    their takings, handover paths and stage paths, relatives, paths between two; periods, figures, agencies and their
    ties, legs of moves, events at a place, records. A part *falls* when the answer made without the source no longer
    has it: nothing that other sources say makes it again, be it over another kin path. It *appears* when only the
    withdrawal brings it (without a recorded release, a taking lasts longer), *changes* when it says something else,
    *weakens* when only its grade or its number of independent sources does. Every claim of the source is taken out, the
    rest is projected anew, and the same question is asked: that is the definition, and what a withdrawal does. Tried
    are the sources of every claim that the answer rests on or that is about a person in it, or about who and where
    these events were (:func:`app.analysis.claims_about.claims_about`); no other source can take a part away. Of an
    answer about everyone all sources are tried. A source that repeats a withdrawn one is not withdrawn with it.
    O(sources tried * claims).

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
    person = _person(book, options)
    if book.record is None:
        raise InvalidParameter("data", "Casebook.of(snapshot, record) with the record of its claims", "has no claims")
    record = Accepted.of(book.record)
    ask = _QUESTIONS[options.answer]
    before = ask(book, options)
    about = None if person is None else claims_about(book, before, person, record.claims)
    candidates = sorted({claim.source for claim in record.claims if about is None or claim.id in about})
    tried, truncated = cut(candidates, options.limit)
    old = parts_of(options.answer, before)
    rows = []
    needs: dict[str, list[str]] = {key: [] for key in old}
    for source in tried:
        other = Casebook.of(record.without(source, book.data_version))
        new = parts_of(options.answer, _asked_again(ask, other, options))
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


def _person(book: Casebook, options: RestsOptions) -> str | None:
    """Return whom the answer is about."""
    if options.person is None:
        if options.answer in _OF_ONE:
            raise InvalidParameter("person", "the id of a person", f"is needed: whose {options.answer}")
        return None
    if options.answer == "connect" and options.other is None:
        raise InvalidParameter("other", "the id of a person", "is needed: the other end of the connection")
    if options.answer in _OF_ALL:
        names = ", ".join((*_OF_ONE_OR_ALL, *_OF_ONE))
        raise InvalidParameter("person", f"no person, or one of {names}", f"does not go with {options.answer}")
    return book.known_person(options.person).id


def _asked_again(ask: Ask, book: Casebook, options: RestsOptions) -> Answer:
    """Ask the same question; without what it is about there is nothing to answer."""
    try:
        return ask(book, options)
    except NotFound:
        return {}
