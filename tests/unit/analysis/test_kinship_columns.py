"""Kinship built of a snapshot's columns is kinship built of one object a tie."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from app.analysis.casebook import Casebook
from app.domain.kinship import KinPerson, KinshipGraph, KinTie
from app.domain.snapshot import Snapshot

_KINDS = {"PARENT_OF": "parent", "SPOUSE_OF": "spouse", "SIBLING_OF": "sibling", "KIN_OF": "kin"}
_NATURES: dict[str, tuple[str | None, ...]] = {
    "PARENT_OF": ("birth", "birth", "adoptive", "step", "foster", "unknown", None),
    "SPOUSE_OF": ("marriage", "partner", None),
    "SIBLING_OF": ("full", "half", "unknown"),
    "KIN_OF": (None,),
    "KNOWS": (None,),
}
_TERMS = ("grandparent", "uncle_or_aunt", "외삼촌", "cuñado", "relative", "father")


def _random_rows(seed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rng = random.Random(seed)
    ids = [f"x:{number}" for number in rng.sample(range(100), 9)]
    persons = []
    for each in ids[:-1]:  # the last is one that only a tie names
        born = date(1950, 1, 1) + timedelta(days=rng.randrange(9_000))
        known = rng.random() < 0.7
        sex = rng.choice(("male", "female", "other", None))
        persons.append({"id": each, "sex": sex, "birth_earliest": born if known else None, "birth_latest": born})
    ties = []
    for number in range(12):
        kind = rng.choice(("PARENT_OF", "PARENT_OF", "PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "KIN_OF", "KNOWS"))
        a, b = sorted(rng.sample(ids, 2))
        if rng.random() < 0.03:
            b = a
        ties.append(
            {
                "type": kind,
                "a": a,
                "b": b,
                "nature": rng.choice(_NATURES[kind]),
                "term": rng.choice(_TERMS) if kind == "KIN_OF" else None,
                "until": "1990" if kind == "SPOUSE_OF" and rng.random() < 0.3 else None,
                "claims": [f"c{number}", f"d{number}"][: rng.randrange(3)],
                "grade": rng.choice(("confirmed", "likely", "ungraded", "unlikely", None)),
                "independent_sources": rng.choice((1, 2, None)),
            }
        )
    return persons, ties


def _day(value: date | None) -> int | None:
    return None if value is None else value.toordinal()


def _by_objects(persons: list[dict[str, Any]], ties: list[dict[str, Any]]) -> KinshipGraph:
    people = [KinPerson(p["id"], p["sex"], _day(p["birth_earliest"]), _day(p["birth_latest"])) for p in persons]
    objects = [
        KinTie(
            _KINDS[tie["type"]],
            tie["a"],
            tie["b"],
            tie["nature"] or "",
            tie["term"] or "",
            tie["until"] or "",
            tuple(tie["claims"]),
            tie["grade"] or "ungraded",
            tie["independent_sources"] or 0,
        )
        for tie in ties
        if tie["type"] in _KINDS and tie["grade"] != "unlikely"
    ]
    return KinshipGraph.build(reversed(people), reversed(objects))


@pytest.mark.parametrize("seed", range(60))
def test_columns_give_the_same_kinship_as_objects(seed: int) -> None:
    persons, ties = _random_rows(seed)
    book = Casebook.of(Snapshot.from_rows({"Person": persons, "kinship": ties}))
    columns, objects = book.kinship, _by_objects(persons, ties)
    assert columns.persons == objects.persons
    assert columns.contradictions() == objects.contradictions()
    for a in columns.persons:
        assert dict(columns.within(a, 8)) == dict(objects.within(a, 8))
        assert columns.unknown_degree(a) == objects.unknown_degree(a)
        for b in columns.persons:
            assert columns.relations(a, b) == objects.relations(a, b)


def test_kinship_without_any_tie_has_the_persons() -> None:
    book = Casebook.of(Snapshot.from_rows({"Person": [{"id": "x:1"}]}))
    assert book.kinship.persons == ("x:1",)
    assert book.kinship.relations("x:1", "x:1") == []
