"""Rows of invented persons, their ties, families and cases."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from seed.population_dates import recorded
from seed.population_people import Couple
from seed.population_recording import Record
from seed.population_world import Row

_LAST_CHILD_BIRTH = 733_773  # 2010-01-01
_OCCUPATIONS = ("farmer", "miner", "teacher", "trader", "soldier", "nurse", "driver", "official", "student", "fisher")
_GRADES = ("", "", "", "", "", "likely", "possible")
_FEW, _MANY = 0.15, 0.03
_SMALL = 5_000
_GROUPS_PER = 2_000
_SECOND = 0.08


def person_rows(record: Record) -> Iterator[Row]:
    """Yield the rows of ``persons``; one in twelve is told of by a second source, with another spelling."""
    rng = record.rng("persons")
    for person in range(len(record.people)):
        row = _person(record, rng, person)
        yield row
        if rng.random() < _SECOND and row["name_script"] == "Latn" and not record.exact:
            second = record.second_source(person, rng)
            if second != row["source_id"]:
                name = record.name(person, southern=True)
                yield {"id": row["id"], "name": name, "name_script": "Latn", "sex": row["sex"], "source_id": second}
    for number in range(1, groups(record) + 1):
        count = str(5 + rng.randrange(40))
        row = {"id": group_id(record, number), "name": f"invented group of {count}", "name_script": "label"}
        yield row | {"count_least": count, "count_most": count, "source_id": record.source(0)}


def group_id(record: Record, number: int) -> str:
    """Return the id of an invented group."""
    return f"{record.world.dataset}:g{number:04d}"


def groups(record: Record) -> int:
    """Return the number of invented groups, beside the single persons."""
    return 0 if record.exact else 1 + len(record.people) // _GROUPS_PER


def _person(record: Record, rng: Random, person: int) -> Row:
    people = record.people
    row = {"id": record.id(person), "name": record.name(person), "name_script": "Latn", "names": record.korean(person)}
    if people.birth[person] > _LAST_CHILD_BIRTH and people.mother[person] >= 0 and rng.random() < 0.5:
        word = "daughter" if people.female[person] else "son"
        row |= {"name": f"{word} of {record.name(people.mother[person])}", "name_script": "label", "names": ""}
    row["sex"] = ("female" if people.female[person] else "male") if record.exact or rng.random() < 0.93 else ""
    row["birth"] = recorded(rng, people.birth[person]) if rng.random() < 0.7 else ""
    row["death"] = recorded(rng, people.death[person]) if people.death[person] and rng.random() < 0.5 else ""
    row["occupation"] = rng.choice(_OCCUPATIONS) if rng.random() < 0.25 else ""
    return row | {"source_id": record.source(person), "grade": rng.choice(_GRADES)}


def kinship_rows(record: Record) -> Iterator[Row]:
    """Yield the rows of ``kinship``: told parents, marriages, brothers and sisters, neighbours who informed."""
    rng = record.rng("kinship")
    for person in range(len(record.people)):
        yield from _parents(record, rng, person)
    for couple in record.people.couples:
        yield _couple(record, rng, couple)
    for mother in range(len(record.people)):
        if record.people.female[mother]:
            yield from _siblings(record, rng, mother)
    seen = set()
    for happening in record.told:
        pair = (happening.helper, happening.person)
        if happening.role == "informer" and pair not in seen:
            seen.add(pair)
            yield _tie(record, happening.helper, "neighbour", happening.person)


def _tie(record: Record, a: int, relation: str, b: int) -> Row:
    row = {"person_a": record.id(a), "relation": relation, "person_b": record.id(b)}
    return row | {"source_id": record.source(b)}


def _parents(record: Record, rng: Random, person: int) -> Iterator[Row]:
    for bit, parent in ((1, record.people.father[person]), (2, record.people.mother[person])):
        if parent < 0 or record.lost[person] & bit:
            continue
        row = _tie(record, parent, "parent", person)
        if rng.random() < 0.1:
            row = _tie(record, person, "child", parent) | {"source_id": record.source(person)}
        if rng.random() < 0.4:
            row["nature"] = "birth"
        row["grade"] = rng.choice(_GRADES)
        yield row


def _couple(record: Record, rng: Random, couple: Couple) -> Row:
    row = _tie(record, couple.woman, "spouse", couple.man)
    row["since"] = recorded(rng, couple.since) if rng.random() < 0.4 else ""
    row["until"] = recorded(rng, couple.until) if couple.until and rng.random() < 0.8 else ""
    return row


def _siblings(record: Record, rng: Random, mother: int) -> Iterator[Row]:
    """Tie each child that lost both parents to the one before or after it, and some others for good measure."""
    children, fathers = record.people.children.get(mother, ()), record.people.father
    for older, younger in pairwise(children):
        orphaned = record.lost[older] == 3 or record.lost[younger] == 3
        if orphaned or rng.random() < 0.05:
            full = fathers[older] == fathers[younger]
            yield _tie(record, older, "sibling" if full else "half_sibling", younger) | {
                "nature": "full" if full else "half"
            }


def named_families(record: Record) -> dict[int, int]:
    """Return the few families that a source names, each with the founder it is named after."""
    rng = record.rng("families")
    share = _FEW if len(record.people) <= _SMALL else _MANY
    first: dict[int, int] = {}
    for person, family in enumerate(record.people.family):
        first.setdefault(family, person)
    return {family: person for family, person in first.items() if rng.random() < share or family == 0}


def family_rows(record: Record) -> Iterator[Row]:
    """Yield the rows of ``families``."""
    for family, founder in named_families(record).items():
        row = {"id": family_id(record, family), "name": f"Family of {record.name(founder)}"}
        yield row | {"source_id": record.source(founder)}


def family_id(record: Record, family: int) -> str:
    """Return the id of a named family."""
    return f"{record.world.dataset}:f{family + 1:05d}"


def membership_rows(record: Record) -> Iterator[Row]:
    """Yield the rows of ``memberships``: most of each named family, and the persons of each case."""
    rng, named = record.rng("memberships"), named_families(record)
    for person, family in enumerate(record.people.family):
        if family in named and rng.random() < 0.8:
            yield _membership(record, person, "member_of", family_id(record, family))
    for number, persons in enumerate(case_persons(record), start=1):
        for person in persons:
            yield _membership(record, person, "in_case", case_id(record, number))


def _membership(record: Record, person: int, relation: str, target: str) -> Row:
    row = {"person_id": record.id(person), "relation": relation, "target_id": target}
    return row | {"source_id": record.source(person)}


def case_id(record: Record, number: int) -> str:
    """Return the id of a case."""
    return f"{record.world.dataset}:case-{number}"


def case_persons(record: Record) -> list[list[int]]:
    """Return the persons of each case: someone who acted and those taken for it; of an exact record, the victims."""
    cases: dict[int, list[int]] = {}
    for cause in record.story.causes:
        punished = cause.punishment.person
        if record.exact:
            persons = cases.setdefault(record.people.family[punished], [])
        elif cause.trigger is not None and cause.cause in ("association", "together"):
            persons = cases.setdefault(id(cause.trigger), [cause.trigger.person])
        else:
            continue
        if punished not in persons:
            persons.append(punished)
    return [persons for persons in cases.values() if record.exact or len(persons) > 1]


def case_rows(record: Record) -> Iterator[Row]:
    """Yield the rows of ``cases``."""
    for number, persons in enumerate(case_persons(record), start=1):
        kin = f" and {len(persons) - 1} of kin" if len(persons) > 1 else ""
        row = {"id": case_id(record, number), "title": f"Invented case {number}: {record.name(persons[0])}{kin}"}
        row["summary"] = "Invented. Someone acted, and relatives were taken." if kin else "Invented. Someone was taken."
        yield row | {"source_id": record.source(persons[0])}
