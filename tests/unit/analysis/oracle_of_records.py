"""What became of persons, what is on record, and counts over time, by definition; no code of the product."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.unit.analysis import oracle_of_trails as trails
from tests.unit.analysis.histories import AGENCIES, FAR, MOVES, PLACES, Happening, History
from tests.unit.analysis.oracle_of_trails import Trail

_CONCEALED = {"denial", "fate_unknown"}
_ALIVE_OR_DEAD = {"proof_of_life", "public_confession", "death"}
_FREED = {"release", "escape_from_custody", "escape", "proof_of_life"}
_TELLS = trails.TELLS | trails.SIGNS | trails.ACTS_AND_LIFE
#: Who led North Korea, with first and last day.
LEADERS = {
    "before": (date.min, date(1948, 9, 8)),
    "kim_il_sung": (date(1948, 9, 9), date(1994, 7, 7)),
    "kim_jong_il": (date(1994, 7, 8), date(2011, 12, 16)),
    "kim_jong_un": (date(2011, 12, 17), date.max),
}
ORDER = ("was", "country", "period")
#: What has to hold of one event.
OF_ONE = (*ORDER, "agency")
Range = tuple[int, int | None]
Days = tuple[int | None, int | None]


def status(history: History, trail: Trail, as_of: int | None = None) -> str:
    """The first that holds, by the list of section 4 of the design; *in custody* on the data's or another day."""
    taken = {event.id for taking in trail.takings for event in taking}
    deaths = [event for event in trail.events if event.kind in ("death", "execution")]
    if any(event.kind == "execution" or event.manner for event in deaths):
        return "executed"
    if deaths:
        return "died_in_custody" if taken & {event.id for event in deaths} else "dead"
    held = trail.takings[-1] if trail.takings else []
    if held and held[-1].kind not in trails.CLOSES | trails.ACTS_AND_LIFE:
        return _held(history, held, as_of)
    last = trail.events[-1].kind if trail.events else ""
    if last in _FREED or (taken and last in trails.ACTS_AND_LIFE):
        return "free"
    if last in _CONCEALED | {"last_seen"}:
        return "missing"
    return "abroad" if _is_abroad(history, trail) else "unknown"


def _held(history: History, held: list[Happening], as_of: int | None) -> str:
    """In custody within a year of the data's day, disappeared where a concealment is the last that is known."""
    telling = [here for here, event in enumerate(held) if event.kind in _TELLS] or [0]
    known, later = held[telling[-1]], {event.kind for event in held[telling[-1] + 1 :]}
    days = [day for e in history.events for day in (e.hi, *(e.end or ())) if day is not None]
    data_day = history.heard if history.heard is not None else max(days, default=None)
    data_day = data_day if as_of is None else as_of
    until = known.hi if trails.over(known)[1] is None else trails.over(known)[1]
    recent = data_day is not None and until is not None and data_day - until <= 366
    if recent and not later & _CONCEALED:
        return "in_custody"
    last_hidden = max((here for here, event in enumerate(held) if event.kind in _CONCEALED), default=len(held))
    signs = {event.kind for event in held[last_hidden:]} & _ALIVE_OR_DEAD
    return "disappeared" if last_hidden < len(held) and not signs else "missing"


def _is_abroad(history: History, trail: Trail) -> bool:
    told = [country for event in trail.events if event.kind in _TELLS and (country := left_in(event))]
    home = history.told[trail.events[0].person]["nationality"] or told[0] if told else None
    return bool(told) and told[-1] != home


def left_in(event: Happening) -> str | None:
    """Where an event left a person: of a handover as told, else of the place, as told, of the agency."""
    holder, place = trails.where(event)
    ways = [PLACES[place][1] if place else None, AGENCIES[holder][1] if holder else None]
    ways.insert(0 if event.kind in MOVES[1:] else 1, event.country)
    return next((way for way in ways if way), None)


def taken_in(first: Happening) -> str | None:
    """The country of the place, else as told, else the agency's; a handover tells that of its other end."""
    holder, place = trails.entering(first) if first.kind in MOVES else trails.where(first)
    own = PLACES[place][1] if place else None
    told = None if first.kind in MOVES else first.country
    entered = own or told or (AGENCIES[holder][1] if holder else None) or trails.handed_over_in(first)
    return entered or (left_in(first) if first.kind == "transfer" else None)


@dataclass(frozen=True)
class Record:
    """One record: what it is chosen by itself, and every choice that one of its events answers to."""

    id: str
    label: str
    own: dict[str, str]
    sources: set[str]  # kinds of those that describe it, or an event of the person
    events: list[tuple[dict[str, set[str]], tuple[int | None, int | None] | None]]

    def fits(self, choice: dict[str, str], days: Days) -> bool:
        own = {name: {value} for name, value in self.own.items()} | {"source_kind": self.sources}
        if any(value not in own.get(name, ()) for name, value in choice.items() if name not in OF_ONE):
            return False
        wanted = {name: value for name, value in choice.items() if name in OF_ONE}
        return not (wanted or any(day is not None for day in days)) or any(
            all(value in told.get(name, ()) for name, value in wanted.items()) and _on_one_of(days, span)
            for told, span in self.events
        )


def _on_one_of(days: Days, span: tuple[int | None, int | None] | None) -> bool:
    """Whether it can have happened on one of the days asked for: there is a day that is in both."""
    if days == (None, None):
        return True
    if span in (None, (None, None)):
        return False
    both = [_every_day(*some) for some in (days, span)]
    return bool(range(max(each.start for each in both), min(each.stop for each in both)))


def _every_day(first: int | None, last: int | None) -> range:
    return range(-FAR if first is None else first, (FAR if last is None else last) + 1)


def _meets(span: Any, first: date, last: date, first_day: int) -> bool:
    lo, hi = span
    after = lo is not None and first_day + lo > last.toordinal()
    return not after and not (hi is not None and first_day + hi < first.toordinal())


def register(history: History, found: dict[str, Trail]) -> list[Record]:
    """Every person, group, agency and place."""
    records = [
        Record(
            person,
            "Person",
            {
                "kind": "group" if person in history.groups else "person",
                "status": status(history, found[person]),
                "origin": "invented" if history.told[person]["invented"] else "recorded",
            },
            _sources(history, ("Person", person), *(("Event", e.id) for e in history.events if e.person == person)),
            [_happened(history, e) for e in history.events if e.person == person and not e.rumour],
        )
        for person in history.persons
    ]
    for id_, agency in AGENCIES.items():
        records.append(
            Record(
                id_,
                "Agency",
                {"kind": "agency", "origin": "recorded"},
                _sources(history, ("Agency", id_)),
                [(_only(agency[1]), None)],
            )
        )
    kinds = {"facility": "facility", "border_crossing": "crossing"}
    for id_, (kind, country, _) in PLACES.items():
        own = {"kind": kinds.get(kind, "place"), "origin": "recorded"}
        records.append(Record(id_, "Place", own, _sources(history, ("Place", id_)), [(_only(country), None)]))
    return sorted(records, key=lambda record: record.id)


def _sources(history: History, *described: tuple[str, str]) -> set[str]:
    return {kind for kind, *record in history.described if tuple(record) in described}


def _only(country: str | None) -> dict[str, set[str]]:
    return {"was": set(), "country": {country} if country else set(), "period": set()}


def _happened(history: History, event: Happening) -> tuple[dict[str, set[str]], tuple[int | None, int | None]]:
    others = {person for id_, person in history.because if id_ == event.id} - {event.person}
    facts = {
        "taken": event.kind in trails.OPENS,
        "arrested": event.kind in trails.ARRESTS,
        "punished": bool(others),
        "handed_over": event.kind in MOVES[1:],
        "fate_unknown": event.kind == "fate_unknown",
        "died": event.kind in ("death", "execution"),
    }
    named = [event.roles.get(role, "") for role in ("by", "from", "at", "left")] + [event.second]
    countries = {event.country, *(AGENCIES[each][1] for each in named if each in AGENCIES)}
    countries |= {PLACES[each][1] for each in named if each in PLACES}
    span = event.lo, event.hi
    inside = {name for name, (first, last) in LEADERS.items() if _meets(span, first, last, history.first_day)}
    was = {name for name, holds in facts.items() if holds}
    known = {country for country in countries if country}
    period = {"undated"} if span == (None, None) else inside
    did = [each for each in (*event.roles.values(), event.second) if each in AGENCIES]
    above = {whole for whole in AGENCIES if any(trails.lies_in(each, whole) for each in did)}
    return {"was": was, "country": known, "period": period, "agency": above}, span


def facets(records: Iterable[Record], choice: dict[str, str], days: Days) -> dict[str, dict[str, int]]:
    """For everything to choose by, each value to how many records remain with it in place of what was chosen."""
    listed = list(records)
    values: dict[str, set[str]] = {name: set() for name in ("kind", "status", "origin", "source_kind", *ORDER)}
    for record in listed:
        for name, value in record.own.items():
            values[name].add(value)
        values["source_kind"] |= record.sources
        for told, _ in record.events:
            for name in ORDER:
                values[name] |= told[name]
    found = {
        name: {v: sum(r.fits({**choice, name: v}, days) for r in listed) for v in sorted(known)}
        for name, known in values.items()
    }
    return {name: {value: count for value, count in counts.items() if count} for name, counts in found.items()}


@dataclass(frozen=True)
class Item:
    """What is counted over time."""

    span: tuple[int | None, int | None]
    persons: Range
    invented: bool
    country: str | None
    kind: str


def total(items: Iterable[Item]) -> Range:
    listed = list(items)
    mosts = [item.persons[1] for item in listed]
    return sum(item.persons[0] for item in listed), None if None in mosts else sum(most or 0 for most in mosts)


def counted_in(items: Iterable[Item], first: date, last: date, first_day: int) -> Range:
    """At least what lies in a period on all its days, at most what does on one of them; an open side reaches far."""
    dated = [item for item in items if item.span != (None, None)]
    sure = [i for i in dated if _lies(i.span, first, last, first_day)]
    return total(sure)[0], total(i for i in dated if _meets(i.span, first, last, first_day))[1]


def _lies(span: tuple[int | None, int | None], first: date, last: date, first_day: int) -> bool:
    lo = date.min.toordinal() if span[0] is None else first_day + span[0]
    hi = date.max.toordinal() if span[1] is None else first_day + span[1]
    return first.toordinal() <= lo and hi <= last.toordinal()


def years(items: Iterable[Item], first_day: int) -> dict[str, tuple[date, date]]:
    """Every year from the first to the last day that is told."""
    days = [date.fromordinal(first_day + day).year for item in items for day in item.span if day is not None]
    return (
        {f"{year}": (date(year, 1, 1), date(year, 12, 31)) for year in range(min(days), max(days) + 1)} if days else {}
    )
