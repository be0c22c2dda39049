"""Statuses, the directory and counts over time equal their definition."""

import random
from collections import Counter

from app.analysis import ANALYSES
from app.analysis.status import status_of
from tests.unit.analysis import oracle_of_records as oracle
from tests.unit.analysis.histories import AGENCIES, MOVES
from tests.unit.analysis.oracle_of_paths import paths
from tests.unit.analysis.oracle_of_trails import at_level, where
from tests.unit.analysis.oracle_of_trails import last_known as at_last

_WAS = ("taken", "arrested", "punished", "handed_over", "fate_unknown", "died")
_KINDS = ("person", "group", "agency", "facility", "crossing", "place")


def check_records(history, trails, book, seed, compared):
    for person, trail in trails.items():
        found = status_of(book, person).status
        assert found == oracle.status(history, trail), person
        compared[found] += 1
    check_directory(history, trails, book, random.Random(seed), compared)
    for what in ("takings", "handovers"):
        items = (taken if what == "takings" else handed_over)(history, trails)
        asked = {"what": what, "by": ("year", "leader")[seed % 2]}
        asked |= {"recorded_only": True} if seed % 3 == 0 else {}
        check_compare(book, items, history.first_day, asked, compared)


def check_directory(history, trails, book, rng, compared):
    records = oracle.register(history, trails)
    told = {
        "kind": rng.choice(_KINDS[:2]),
        "status": oracle.status(history, rng.choice(list(trails.values()))),
        "origin": rng.choice(["recorded", "invented"]),
        "source_kind": rng.choice(["interview", "report"]),
        "was": rng.choice(_WAS),
        "country": rng.choice(["CN", "KP", "RU"]),
        "period": rng.choice([*oracle.LEADERS, "undated"]),
        "agency": rng.choice(sorted(AGENCIES)),
    }
    choice = {name: told[name] for name in rng.sample(list(told), rng.choice([0, 1, 1, 2, 3]))}
    days = rng.choice([(None, None), (None, None), (rng.randint(0, 18), None), (None, rng.randint(0, 18)),
                       (rng.randint(0, 18), rng.randint(0, 18))])  # fmt: skip
    ids = [record.id for record in records]
    after, limit, some = rng.choice([None, rng.choice(ids)]), rng.choice([None, 1, 5]), rng.choice([[], ids[::2]])
    between = {"from": history.iso(days[0]), "to": history.iso(days[1])}
    asked = {**choice, **between, "after": after, "limit": limit, "ids": ",".join(some)}
    answer = ANALYSES["directory"].run(book, **asked)
    records = [record for record in records if not some or record.id in some]
    fitting = [record for record in records if record.fits(choice, days)]
    behind = [record for record in fitting if after is None or record.id > after]
    page = behind[:limit]
    assert [(record["id"], record["label"]) for record in answer["records"]] == [(r.id, r.label) for r in page]
    assert (answer["total"], answer["next"]) == (len(fitting), page[-1].id if len(page) < len(behind) else None)
    for record in answer["records"]:
        kinds = [event.kind for event in trails[record["id"]].events] if record["label"] == "Person" else []
        assert record["kinds"] == list(dict.fromkeys(kinds))
        last = at_last(trails[record["id"]]) if record["label"] == "Person" else None
        assert record["last_place"] == (where(last)[1] if last else None)
    assert answer["facets"] == oracle.facets(records, choice, days)
    for values in answer["facets"].values():
        assert list(values) == sorted(values, key=lambda value: (-values[value], value))
    compared["days chosen"] += days != (None, None) and bool(fitting)
    compared["agency chosen"] += "agency" in choice and bool(fitting)
    compared["chosen"] += 0 < len(fitting) < len(records) and len(choice) > 1


def taken(history, trails):
    """One item for each taking."""
    return [
        item(history, person, taking[0], oracle.taken_in(taking[0]))
        for person, trail in trails.items()
        for taking in trail.takings
    ]


def handed_over(history, trails):
    """One item for each handover path, by the day of the crossing, in the country that it led to."""
    found = []
    for person, trail in trails.items():
        for path in paths(trail, person):
            found.append(item(history, person, path.turn, at_level(path.turn, "country", leave=True)))
    return found


def item(history, person, event, country):
    persons, invented = history.groups.get(person, (1, 1)), history.told[person]["invented"]
    return oracle.Item((event.lo, event.hi), persons, invented, country, event.kind)


def check_compare(book, items, first_day, asked, compared):
    every = [each for each in items if not (each.invented and asked.get("recorded_only"))]
    country = next((each.country for each in every if each.country), None)
    for more in ({}, {"kind": MOVES[1]}, {"country": country})[: 2 + bool(country)]:
        answer = ANALYSES["compare"].run(book, **asked, **more)
        left = [e for e in every if all(getattr(e, name) == value for name, value in more.items())]
        periods = oracle.LEADERS if asked["by"] == "leader" else oracle.years(left, first_day)
        found = {row["period"]: (row["least"], row["most"]) for row in answer["periods"]}
        assert found == {name: oracle.counted_in(left, *ends, first_day) for name, ends in periods.items()}
        assert all(row["small"] == (row["most"] is not None and row["most"] < 5) for row in answer["periods"])
        assert tuple(answer["total"].values()) == oracle.total(left)
        assert tuple(answer["unknown"].values()) == oracle.total(e for e in left if e.span == (None, None))
        assert tuple(answer["invented"].values()) == oracle.total(e for e in left if e.invented)
        compared[asked["by"]] += sum(least != most for least, most in found.values())
    assert answer["countries"] == Counter(each.country for each in every if each.country)
    assert answer["kinds"] == Counter(each.kind for each in every)
