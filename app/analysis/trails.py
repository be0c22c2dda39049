"""Trails: what happened to one person, in order, with the unknown stretches between."""

from dataclasses import dataclass
from typing import Any

from app.analysis.bounds import Bounds, iso, surely_before
from app.analysis.casebook import Casebook
from app.analysis.contradictions import Contradiction, find_contradictions
from app.analysis.gaps import Gap, find_gaps
from app.analysis.options import option, shown_options
from app.analysis.ordering import Course, order_events
from app.analysis.positions import AGENCY, LEVELS, after, before, end_of, lasted, locates
from app.analysis.records import EventRecord, grade_name
from app.analysis.stage_paths import stage_path
from app.analysis.status import status_of


@dataclass(frozen=True, slots=True)
class TrailOptions:
    """Whose trail is asked for.

    Attributes
    ----------
    person : str
    level : str
        Level of detail of the stage path.
    as_of : int or None
        The day that *in custody* is measured from; None: the data's day.
    """

    person: str = option(..., "person", "whose trail")
    level: str = option(AGENCY, "choice", "level of detail of the stage path", allowed=LEVELS)
    as_of: int | None = option(None, "day", "the day that *in custody* is measured from; without it the data's day")


def trail(book: Casebook, options: TrailOptions) -> dict[str, Any]:
    """Return the custody trail of one person.

    Parameters
    ----------
    book : Casebook
    options : TrailOptions

    Returns
    -------
    dict
        ``data_version, parameters, person, status, elements, stages, last_known, stage_paths, contradictions,
        left_out_steps, takings``. ``stages`` holds event and gap rows in trail order: ``stage, event, kind, category,
        begin, end, earliest, latest, end_earliest, end_latest, days, agency, agency_name, from_agency, to_agency,
        place, from_place, to_place, country, reason, claims, grade, independent_sources, rumoured, invented,
        contradictions``. Of a gap, ``from_*`` and ``to_*`` are what is known before and after it.

    Raises
    ------
    NotFound
        No such person.

    Notes
    -----
    Order: all pairs of dates that are certain; then the step numbers of each source, taken by (grade, source id),
    leaving out and listing each that would close a circle; ties by (earliest, latest, id), undated last. Rumours are
    shown, marked, and decide nothing. Agencies are shown as bodies, with the name of the date. Procedure belongs to
    no trail. O(n^3) in the number of events of the person, at worst.

    Examples
    --------
    >>> from app.analysis.sample import sample_case
    >>> found = trail(sample_case(), TrailOptions("x:ben"))
    >>> [stage["kind"] for stage in found["stages"]], found["last_known"]["place"]
    (['arrest', 'handover', 'detention'], 'x:jail')
    """
    person = book.known_person(options.person).id
    firm, takings = book.course(person), book.takings.get(person, ())
    shown = order_events(book.events_of.get(person, ()))
    found = find_contradictions(book, firm, takings)
    gaps = {gap.later.id: gap for gap in find_gaps(book, firm, takings)}
    status = status_of(book, person, options.as_of)
    return {
        "data_version": book.data_version,
        "parameters": shown_options(options),
        "person": person,
        "status": status.status,
        "elements": {name: list(events) for name, events in status.elements.items()} if status.elements else None,
        "stages": _stages(book, shown, gaps, found),
        "last_known": last_known(book, firm),
        "stage_paths": [
            {"taking": each.id, "stages": [stage.value for stage in stage_path(book, each, each.events, options.level)]}
            for each in takings
        ],
        "contradictions": [
            {"kind": each.kind, "events": list(each.events), "claims": list(each.claims)} for each in found
        ],
        "left_out_steps": [
            {"grade": grade_name(each.rank), "source": each.source, "first": each.first, "second": each.second}
            for each in shown.left_out
        ],
        "takings": [
            {"event": each.id, "closed": each.closed, "reasons": sorted(each.reason_classes)} for each in takings
        ],
    }


def _stages(book: Casebook, shown: Course, gaps: dict[str, Gap], found: list[Contradiction]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for event in shown.events:
        if event.id in gaps:
            rows.append(_gap_row(book, gaps[event.id]))
        marks = [each.kind for each in found if event.id in each.events]
        rows.append(_event_row(book, event, [*event.contradictions, *marks]))
    return rows


def _event_row(book: Casebook, event: EventRecord, contradictions: list[str]) -> dict[str, Any]:
    agencies, places = event.agencies, event.places
    agency = agencies.get("by")
    return {
        "stage": "event",
        "event": event.id,
        "kind": event.kind,
        "category": event.category,
        "begin": event.begin_text or None,
        "end": event.end_text or None,
        "earliest": iso(event.begin.earliest),
        "latest": iso(event.begin.latest),
        "end_earliest": iso(event.end.earliest),
        "end_latest": iso(event.end.latest),
        "days": list(lasted(event)),
        **{
            f"{role}agency": book.agencies.body(told) if (told := agencies.get(name)) else None for role, name in _ROLES
        },
        "agency_name": book.agencies.name_at(agency, event.begin) if agency else None,
        "place": places.get("at"),
        "from_place": places.get("from"),
        "to_place": places.get("to"),
        "country": after(book, event).country,
        "reason": event.reason or None,
        "claims": list(event.support.claims),
        "grade": grade_name(event.support.rank),
        "independent_sources": event.support.sources,
        "rumoured": event.rumoured,
        "invented": event.invented,
        "contradictions": contradictions,
    }


_ROLES = (("", "by"), ("from_", "from"), ("to_", "to"))


def _gap_row(book: Casebook, gap: Gap) -> dict[str, Any]:
    left, reached = after(book, gap.earlier), before(book, gap.later)
    claims = sorted({*gap.earlier.support.claims, *gap.later.support.claims})
    nothing = dict.fromkeys(("event", "kind", "category", "begin", "end", "end_earliest", "end_latest", "agency"))
    return {
        "stage": "gap",
        **nothing,
        "earliest": iso(gap.bounds.earliest),
        "latest": iso(gap.bounds.latest),
        "days": list(gap.days),
        "agency_name": None,
        "from_agency": left.agency,
        "to_agency": reached.agency,
        "place": None,
        "from_place": left.place,
        "to_place": reached.place,
        "country": None,
        "reason": None,
        "claims": claims,
        "grade": grade_name(max(gap.earlier.support.rank, gap.later.support.rank)),
        "independent_sources": min(gap.earlier.support.sources, gap.later.support.sources),
        "rumoured": False,
        "invented": gap.earlier.invented and gap.later.invented,
        "contradictions": [],
    }


def last_known(book: Casebook, course: Course) -> dict[str, Any] | None:
    """Return the last event that says where the person was; what is not told of it stays None.

    Parameters
    ----------
    book : Casebook
    course : Course
        What decides of the person's events.

    Returns
    -------
    dict or None
        ``event, kind, agency, place, country, latest``; None where no event says where the person was.

    Notes
    -----
    It is the last one in trail order, unless one that lasts is certainly over only after it.
    """
    telling = [event for event in course.events if locates(event)]
    if not telling:
        return None
    last = telling[-1]
    for event in telling:
        if surely_before(_over(last), _over(event)):
            last = event
    position = after(book, last)
    return {
        "event": last.id,
        "kind": last.kind,
        "agency": position.agency,
        "place": position.place,
        "country": position.country,
        "latest": iso(_over(last).latest),
    }


def _over(event: EventRecord) -> Bounds:
    """Return the last days that an event tells of: an end that is not known tells nothing beyond the begin."""
    over = end_of(event)
    return event.begin if over.latest is None else over
