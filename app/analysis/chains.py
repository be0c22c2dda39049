"""Chains: who was taken after whose act, as kin, and how sure the link is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.analysis.answering import NO_SAMPLE, cut, guarded, link_answer
from app.analysis.bulk import BulkLinks
from app.analysis.casebook import Casebook
from app.analysis.engines import DUCKDB, SPARK
from app.analysis.exposure import degree_unknown, not_taken
from app.analysis.inquiry import Inquiry
from app.analysis.known_ids import refuse_unknown
from app.analysis.link_filters import LinkFilter
from app.analysis.links import CLASSES, Link, find_links, link_order, related
from app.analysis.options import option, shown_options
from app.analysis.outcome import outcome_of
from app.analysis.takings import Trigger
from app.analysis.together import together_groups

AUTO, NETWORKX = "auto", "networkx"
ENGINES = (AUTO, NETWORKX, DUCKDB, SPARK)
#: From so many events on, the links of everyone are looked for by DuckDB.
MANY_EVENTS = 20_000
#: Up to so many members of a family are searched person by person, however many events there are.
_FEW_MEMBERS = 200
_Found = tuple[list[Link], list[dict[str, Any]], dict[str, int]]


@dataclass(frozen=True, slots=True)
class ChainOptions(LinkFilter):
    """Which links are asked for, and which engine looks for them.

    Attributes
    ----------
    limit : int or None
        At most so many links.
    engine : str
        ``networkx`` searches person by person, ``duckdb`` and ``spark`` join tables; the links are the same. ``auto``
        takes DuckDB for everyone when there are many events. ``spark`` needs the extra of that name.
    """

    limit: int | None = option(None, "int", "at most so many links", least=1, most=1_000_000)
    engine: str = option(AUTO, "choice", "what looks for the links: they are the same", allowed=ENGINES)


def chains(book: Casebook, options: ChainOptions | None = None) -> dict[str, Any]:
    """Return the links of guilt by association, with what stands beside them.

    Parameters
    ----------
    book : Casebook
        Persons, kinship, events, because_of; rumours decide nothing.
    options : ChainOptions, optional

    Returns
    -------
    dict
        ``data_version, parameters, links, together, not_taken, degree_unknown, counts, notes, truncated``. The links
        come in the order (class, chon, marriage steps, middle of the delay without its sign and null last, trigger
        id, punishment id). ``counts`` holds how many links of each class there are before the limit.

    Raises
    ------
    NotFound
        No such person, named family, place or agency.

    Notes
    -----
    A link joins a trigger of a and a punishment of b, kin within ``max_chon``. *documented*: a source says because
    of; *certain*: every possible delay lies in [1, W]; *possible*: some delay lies in [0, W]; *undated*: the same
    with an open end. An inferred link is never called a cause. Takings at one time, of one kind, at one place are
    listed under ``together``, never linked. Cost: one closure of kin for each person with a trigger; on DuckDB one
    join over the common ancestors of all of them, and one closure for each person in ``not_taken``.

    References
    ----------
    .. [1] Korean Civil Act, articles 770 and 771 (degrees).

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> found = chains(sample_case())["links"]
    >>> [(link["trigger"]["event"], link["punishment"]["event"], link["class"], link["delay_days"]) for link in found]
    [('x:e1', 'x:e2', 'certain', [59, 59])]
    """
    asked = known(book, options or ChainOptions())
    inquiry = Inquiry(book, asked)
    links, groups, counts = (_joined if in_bulk(book, asked) else _searched)(inquiry, asked)
    triggers = _triggers(inquiry, asked, links)
    shown, truncated = cut(links, asked.limit)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(asked),
        **_told(inquiry, shown, triggers),
        "together": groups,
        "counts": counts,
        "notes": [NO_SAMPLE, *guarded(book)],
        "truncated": truncated,
    }


def known(book: Casebook, asked: ChainOptions) -> ChainOptions:
    """Return options as they are, if the person, family, place and agency in them are on record.

    Parameters
    ----------
    book : Casebook
    asked : ChainOptions

    Returns
    -------
    ChainOptions

    Raises
    ------
    NotFound
        No such person, named family, place or agency.
    """
    refuse_unknown(book, person=asked.person, family=asked.family, place=asked.place, agency=asked.agency)
    return asked


def in_bulk(book: Casebook, asked: ChainOptions, many: int = MANY_EVENTS) -> bool:
    """Say whether tables are joined: when it is asked for, or for more than a few persons of many events."""
    if asked.engine == AUTO:
        return book.snapshot.tables["Event"].num_rows >= many and not _is_few(book, asked)
    return asked.engine != NETWORKX


def engine_of(asked: ChainOptions) -> str:
    """Return the engine that joins tables: Spark if it is asked for."""
    return SPARK if asked.engine == SPARK else DUCKDB


def _is_few(book: Casebook, asked: ChainOptions) -> bool:
    if asked.person is not None:
        return True
    return asked.family is not None and len(book.families[asked.family].members) <= _FEW_MEMBERS


def _searched(inquiry: Inquiry, asked: ChainOptions) -> _Found:
    found = [link for link in searched_links(inquiry, asked) if asked.wants_link(inquiry.book, link)]
    links = [link for link in found if asked.link_class in (None, link.link_class)]
    counts = {name: sum(link.link_class == name for link in found) for name in CLASSES}
    return links, together_groups(inquiry, asked), counts


def searched_links(inquiry: Inquiry, asked: ChainOptions) -> list[Link]:
    """Return the links of the person asked for, of the members of the family, or of everyone, searched by person.

    Parameters
    ----------
    inquiry : Inquiry
    asked : ChainOptions

    Returns
    -------
    list of Link
        In link order; its other filters are not applied.
    """
    if asked.person is not None or asked.family is None:
        return find_links(inquiry, asked.person)
    return _links_of(inquiry, inquiry.book.families[asked.family].members)


def _links_of(inquiry: Inquiry, persons: Iterable[str]) -> list[Link]:
    listed = (link for each in persons for link in find_links(inquiry, each))
    return sorted({(link.trigger_key, link.event.id): link for link in listed}.values(), key=link_order)


def links_of_persons(book: Casebook, persons: Iterable[str]) -> dict[str, Any]:
    """Return the links of several persons as one question, with what stands beside them.

    Parameters
    ----------
    book : Casebook
    persons : iterable of str
        Each on either side of a link.

    Returns
    -------
    dict
        ``links, not_taken, degree_unknown`` as :func:`chains` gives them, under its usual terms; a link of two of the
        persons is there once.

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> [link["punishment"]["event"] for link in links_of_persons(sample_case(), ["x:ada", "x:ben"])["links"]]
    ['x:e2']
    """
    asked, listed = ChainOptions(), sorted(set(persons))
    inquiry = Inquiry(book, asked)
    links = _links_of(inquiry, listed)
    own = [trigger for each in listed for trigger in inquiry.triggers(each)]
    return _told(inquiry, links, own + [link.trigger for link in links if link.trigger is not None])


def _told(inquiry: Inquiry, links: Iterable[Link], triggers: Sequence[Trigger]) -> dict[str, Any]:
    """Return links as an answer has them, and what stands beside them."""
    book = inquiry.book
    return {
        "links": [{**link_answer(related(inquiry, link)), "outcome": outcome_of(book, link)} for link in links],
        "not_taken": not_taken(inquiry, triggers),
        "degree_unknown": degree_unknown(book, {trigger.person for trigger in triggers if trigger.person}),
    }


def _joined(inquiry: Inquiry, asked: ChainOptions) -> _Found:
    found = BulkLinks(inquiry, asked, engine_of(asked))
    return found.links(), together_groups(inquiry, asked, found.together), found.counts


def _triggers(inquiry: Inquiry, asked: ChainOptions, links: Iterable[Link]) -> list[Trigger]:
    """Return the triggers whose relatives are counted: those of the links, and all of the person or of everyone."""
    if asked.person:
        actors = [asked.person] if asked.family is None or asked.in_family(inquiry.book, asked.person) else []
    else:
        actors = inquiry.actors() if asked.family is None else sorted(inquiry.book.families[asked.family].members)
    found = [trigger for each in actors for trigger in inquiry.triggers(each)]
    found = [each for each in found if asked.trigger_kind in (None, each.event.kind)]
    return found + [link.trigger for link in links if link.trigger is not None]
