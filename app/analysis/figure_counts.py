"""Counting a published figure again that is not about takings: whom an event befell, crossings used, places held."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from app.analysis.casebook import Casebook
from app.analysis.columns import column
from app.analysis.figure_rules import Answer, event_fits
from app.analysis.headcount import count_persons
from app.analysis.outcome import is_camp
from app.analysis.records import EventRecord

_CAMP, _LOCATED = "camp", "located"
#: What counts something else than persons taken, by the word in the file of rules.
EVENT_COUNTS = ("subjects", "subjects_percent", "crossings", "places")


def counted_again(
    book: Casebook, rule: Mapping[str, str], counts: Callable[[str], bool], *, recorded_only: bool = False
) -> tuple[float, float | None]:
    """Return least and most of a figure that counts events or places.

    Parameters
    ----------
    book : Casebook
    rule : mapping
        Its ``count`` is one of :data:`EVENT_COUNTS`.
    counts : callable
        Says whether a person is counted.
    recorded_only : bool
        Leaves invented places out.

    Returns
    -------
    (float, float or None)
        None: among them is a group of which no source says how many it is at most.

    Notes
    -----
    A person counts once, however many such events befell. O(events) or O(places).
    """
    if rule["count"] == "places":
        return _places(book, rule, recorded_only)
    answers = [(event, event_fits(book, event, rule)) for event in _events(book, rule, counts)]
    sure = [event for event, answer in answers if answer]
    possible = [event for event, answer in answers if answer is not False]
    if rule["count"] == "crossings":
        return _crossings(book, sure), _crossings(book, possible)
    least, most = _least(book, sure), _most(book, possible)
    if rule["count"] == "subjects":
        return least, most
    whole = [event for event, answer in ((e, event_fits(book, e, {**rule, "sex": ""})) for e, _ in answers) if answer]
    return _percent(least, _most(book, whole)), _percent(most, _least(book, whole))


def _events(book: Casebook, rule: Mapping[str, str], counts: Callable[[str], bool]) -> Iterator[EventRecord]:
    kinds = rule["kind"].split("|")
    for event in book.events.values():
        wanted = is_camp(book, event) if _CAMP in kinds else event.kind in kinds
        if wanted and not event.rumoured and event.person and counts(event.person):
            yield event


def _least(book: Casebook, events: Iterable[EventRecord]) -> int:
    return count_persons(book, {event.person for event in events if event.person}).least


def _most(book: Casebook, events: Iterable[EventRecord]) -> int | None:
    return count_persons(book, {event.person for event in events if event.person}).most


def _percent(part: int | None, whole: int | None) -> float:
    """Return a share: without a most of the whole nothing is sure, without a most of the part all can be."""
    if whole is None:
        return 0.0
    return 100.0 if part is None or part >= whole > 0 else round(100 * part / whole, 1) if whole else 0.0


def _crossings(book: Casebook, events: Iterable[EventRecord]) -> int:
    places = {event.places.get("at") for event in events}
    return sum(book.places.is_crossing(place) for place in places if place is not None)


def _places(book: Casebook, rule: Mapping[str, str], recorded_only: bool) -> tuple[float, float]:
    """Count facilities of some kinds; one of an unknown kind counts in the most."""
    kinds = rule["kind"].split("|")
    table = book.snapshot.tables["Place"]
    latitudes, invented = (
        dict(zip(column(table, "id"), column(table, name), strict=True)) for name in ("latitude", "invented")
    )
    answers: list[Answer] = []
    for id_, place in book.places.records.items():
        if place.kind != "facility" or (rule["place"] == _LOCATED and latitudes.get(id_) is None):
            continue
        if recorded_only and invented.get(id_):
            continue
        country = book.places.country(id_)
        fits_kind = None if place.facility_kind is None else place.facility_kind in kinds
        fits_country = None if country is None else country == rule["country"]
        found = (fits_kind, fits_country)
        answers.append(False if False in found else None if None in found else True)
    return sum(answer is True for answer in answers), sum(answer is not False for answer in answers)
