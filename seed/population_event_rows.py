"""Rows of invented events, of punishments said to be for another, and the generator's own record of causes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from app.domain.custody import event_kinds
from seed.population_dates import day_of, recorded
from seed.population_kin_rows import group_id, groups
from seed.population_recording import Record
from seed.population_records import Happening
from seed.population_world import Row

_AGENCY_UNTOLD = 0.15
_SECOND = 0.08
_RUMOURED = 0.05
#: Acts of which a source only tells that they lie before some year.
_ONLY_BEFORE = 0.05
_GRADES = ("", "", "", "", "", "likely", "possible")
_DEATHS = frozenset({"death", "execution"})
_ACTS = frozenset(name for name, kind in event_kinds().items() if kind.category == "act")
_YEAR = 365.25


def event_rows(record: Record) -> Iterator[Row]:
    """Yield the rows of ``events``; one in twelve is told by a second source, with a date of its own."""
    rng = record.rng("events")
    lasting = {name for name, kind in event_kinds().items() if kind.lasts}
    for happening in record.told:
        row = _event(record, rng, happening, lasting)
        if rng.random() < _AGENCY_UNTOLD and not record.exact:
            _hide_agency(row, record.world.kinds)
        yield row
        if rng.random() < _SECOND and not happening.said and not record.exact:
            second = record.second_source(happening.person, rng)
            if second != row["source_id"]:
                told = {name: row[name] for name in ("id", "person_id", "kind", "step")}
                yield told | {"begin": _begin(rng, happening), "source_id": second}
    yield from _group_events(record, rng)


def _event(record: Record, rng: Random, happening: Happening, lasting: set[str]) -> Row:
    person = happening.person
    row = {
        "id": record.event_id(happening),
        "person_id": record.id(person),
        "kind": happening.kind,
        "begin": _begin(rng, happening),
        "end": recorded(rng, happening.end) if happening.end and happening.kind in lasting else "",
        "step": str(happening.step),
        "by_agency_id": happening.by,
        "from_agency_id": happening.giver,
        "to_agency_id": happening.taker,
        "at_place_id": happening.at,
        "from_place_id": happening.leaves,
        "to_place_id": happening.enters,
        "reason": happening.reason,
        "place_kind": happening.place_kind,
        "country": happening.country,
        "manner": happening.manner,
        "source_id": record.source(person),
        "citation": f"minute {1 + rng.randrange(120)}",
        "grade": _grade(rng, happening),
    }
    if happening.helper >= 0:
        row |= {"by_person_id": record.id(happening.helper), "by_role": happening.role}
    if happening.age >= 0:
        row["age"] = str(happening.age)
    elif rng.random() < 0.2 and happening.day:
        row["age"] = str(int((happening.day - record.people.birth[person]) / _YEAR))
    return row


def _begin(rng: Random, happening: Happening) -> str:
    if happening.said or happening.hidden:
        return happening.said
    if happening.kind in _ACTS and rng.random() < _ONLY_BEFORE:
        return f"../{date.fromordinal(happening.day).year + rng.randrange(1, 4)}"
    return recorded(rng, happening.day) if happening.day and (happening.kept or rng.random() < 0.85) else ""


def _grade(rng: Random, happening: Happening) -> str:
    if happening.kind in _DEATHS and not happening.kept and rng.random() < _RUMOURED:
        return "unlikely"
    return rng.choice(_GRADES)


def _hide_agency(row: Row, kinds: dict[str, tuple[str, str]]) -> None:
    """Take the name of the acting body away; what kind it was is still told."""
    body = row["by_agency_id"]
    if body:
        row["agency_kind"], country = kinds.get(body, ("", ""))
        row |= {"by_agency_id": "", "country": row["country"] or country}


def _group_events(record: Record, rng: Random) -> Iterator[Row]:
    """Yield how each group was caught in one country and handed over."""
    for number in range(1, groups(record) + 1):
        crossing = rng.choice(record.world.crossings)
        day = day_of(2005) + rng.randrange(4000)
        county = record.world.counties[crossing.county]
        caught = Happening(0, "arrest", day, by=crossing.police, at=crossing.town, reason="escape_attempt", kept=True)
        over = Happening(0, "handover", day + 9, giver=crossing.police, taker=county.security, at=crossing.place)
        for step, happening in enumerate((caught, replace(over, country="KP", kept=True)), start=1):
            row = _event(record, rng, replace(happening, step=step), set())
            row.pop("age", None)
            yield row | {"id": f"{group_id(record, number)}.{step}", "person_id": group_id(record, number)}


def because_rows(record: Record) -> Iterator[Row]:
    """Yield the rows of ``because_of``."""
    for cause in record.story.causes:
        if cause.documented and cause.trigger is not None:
            row = {"event_id": record.event_id(cause.punishment), "source_id": record.source(cause.punishment.person)}
            if cause.documented == "event":
                yield row | {"because_event_id": record.event_id(cause.trigger)}
            else:
                yield row | {"because_person_id": record.id(cause.trigger.person)}


TRUTH_COLUMNS = (
    "punishment_event",
    "punishment_person",
    "cause",
    "trigger_event",
    "trigger_person",
    "chon",
    "affinal",
    "delay_days",
    "generation",
    "documented",
)


def truth_rows(record: Record) -> Iterator[Row]:
    """Yield the record of what caused what: one row for each taking, in the columns :data:`TRUTH_COLUMNS`."""
    for cause in record.story.causes:
        trigger = cause.trigger
        row = dict.fromkeys(TRUTH_COLUMNS, "") | {
            "punishment_event": record.event_id(cause.punishment),
            "punishment_person": record.id(cause.punishment.person),
            "cause": cause.cause,
            "documented": cause.documented,
        }
        if trigger is not None:
            row |= {"trigger_event": record.event_id(trigger), "trigger_person": record.id(trigger.person)}
            row["delay_days"] = str(cause.punishment.day - trigger.day)
        if cause.chon >= 0:
            row |= {"chon": str(cause.chon), "affinal": "yes" if cause.affinal else "no"}
            row["generation"] = str(cause.generation)
        yield row
