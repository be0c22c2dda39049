"""What rests on what, on 1,000 small records: the rows of a source are struck out, links are found by brute force.

Of the other answers, 1,000 more: what is left is recorded as if the source had never been, and asked again.
"""

import random
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from app.analysis import ANALYSES
from app.errors import NotFound
from tests.unit.analysis import oracle
from tests.unit.analysis.oracle import Case, Event
from tests.unit.analysis.test_rests_on import asked, said, store_of

_SOURCES = ("x:report", "x:press")
_REASONS = {"": "", "smuggling": "act", "guilt_by_association": "association"}


def random_record(seed):
    """Three generations, one of whom has a second record; three to five events; each row told by one or two sources."""
    rng = random.Random(seed)
    persons = ["x:p0", "x:p1", "x:p2", "x:p2b"]

    def told(**row):
        return [said(source, **row) for source in rng.sample(_SOURCES, rng.choice([1, 1, 2]))]

    rows = {"persons": told(id="x:p1", name="p1") if rng.random() < 0.5 else [], "kinship": [], "events": []}
    for a, b in [*pairwise(persons[:3]), ("x:p0", "x:p2b")][: rng.randint(2, 3)]:
        rows["kinship"] += told(person_a=a, relation="parent", person_b=b)
    if rng.random() < 0.6:
        rows["identities"] = told(kind="person", record_a="x:p2", record_b="x:p2b", judgement="same")
    for number in range(rng.randint(3, 5)):
        kind, day = rng.choice(["escape", "arrest", "arrest", "release", "handover"]), rng.randint(0, 9)
        reason = rng.choice(["", "", *_REASONS]) if kind == "arrest" else ""
        when = (date(2009, 1, 1) + timedelta(day)).isoformat()
        country = {"handover": "KP", "arrest": rng.choice(["CN", "KP", ""])}.get(kind, "")
        more = {"begin": when, "reason": reason, "country": country}
        rows["events"] += told(id=f"x:e{number}", person_id=rng.choice(persons), kind=kind, **more)
    held = sorted({row["id"] for row in rows["events"] if row["kind"] == "arrest"})
    if held and rng.random() < 0.4:
        rows["because_of"] = told(event_id=rng.choice(held), because_person_id="x:p0")
    return {name: found for name, found in rows.items() if found}


def struck(rows, source):
    """The rows that do not name a source."""
    kept = {name: [row for row in found if row["source_id"] != source] for name, found in rows.items()}
    return {name: found for name, found in kept.items() if found}


def links_without(rows, person, source):
    """The links of a person, by definition, from the rows that no longer name a source; nobody has none."""
    kept = {"kinship": [], "events": []} | struck(rows, source)
    joined = bool(kept.get("identities"))

    def who(record):
        return "x:p2" if joined and record == "x:p2b" else record

    case = Case([], {(who(row["person_a"]), who(row["person_b"])) for row in kept["kinship"]}, set())
    for row in {row["id"]: row for row in kept["events"]}.values():
        day = (date.fromisoformat(row["begin"]) - date(2009, 1, 1)).days
        case.events.append(
            Event(row["id"], who(row["person_id"]), row["kind"], day, day, reason=_REASONS[row["reason"]])
        )
    known = {event.id for event in case.events}
    case.because = {
        (row["event_id"], "Person", "x:p0") for row in kept.get("because_of", ()) if row["event_id"] in known
    }
    told = {who(row["id"]) for row in kept.get("persons", ())} | {p for pair in case.parents for p in pair}
    case.persons = sorted(told | {e.person for e in case.events} | {p for _, _, p in case.because})
    by_id = {event.id: event.person for event in case.events}
    return {
        f"link {trigger} {punishment}": rest
        for trigger, punishment, *rest in oracle.links(case, 3, 6)
        if person in (by_id.get(trigger, trigger), by_id[punishment]) and person in case.persons
    }


@pytest.mark.parametrize("block", range(0, 1000, 250))
def test_what_falls_appears_and_changes_is_what_the_struck_rows_leave(block):
    fallen = appeared = changed = 0
    for seed in range(block, block + 250):
        rows, person = random_record(seed), f"x:p{seed % 2}"
        whole = links_without(rows, person, None)
        if not any(person in row.values() for found in rows.values() for row in found):
            continue
        answer = asked(store_of(rows), person=person, max_chon=3, window_days=6)
        found = {row["source"]: row for row in answer["sources"]}
        nothing = {"falls": [], "appears": [], "changes": []}
        needs = {key: [] for key in whole}
        for source in sorted(_SOURCES):
            left, row = links_without(rows, person, source), found.get(source, nothing)
            assert links_of(row["falls"]) == whole.keys() - left.keys(), (seed, source)
            if source in answer["tried"]:
                assert links_of(row["appears"]) == left.keys() - whole.keys(), (seed, source)
            moved = {key for key in whole.keys() & left.keys() if whole[key] != left[key]}
            assert moved <= links_of(row["changes"]), (seed, source)
            for key in whole.keys() - left.keys():
                needs[key].append(source)
            fallen += len(links_of(row["falls"]))
            appeared += len(links_of(row["appears"]))
            changed += len(moved)
        assert {part["key"]: part["needs"] for part in answer["parts"] if links_of([part["key"]])} == needs, seed
    assert fallen > 50 and appeared and changed, (fallen, appeared, changed)


_PARTS = {
    "trail": lambda answer: [
        *(("event", row["event"], row) for row in answer["stages"] if row["event"]),
        *(("gap", stage["event"], row) for stage, row in pairwise(answer["stages"]) if row["stage"] == "gap"),
        ("status", "", {"status": answer["status"], "last": answer["last_known"]}),
    ],
    "cascade": lambda answer: [
        ("node", root["trigger"]["event"] or root["trigger"]["person"], node["event"], node)
        for root in answer["roots"]
        for node in root["nodes"]
    ],
    "families": lambda answer: [
        *(("member", row["kind"], member, {}) for row in answer["families"] for member in row["members"]),
        *(("taking", row["kind"], taking["event"], taking) for row in answer["families"] for taking in row["takings"]),
    ],
    "handovers": lambda answer: [("path", path["person"], path["taking"], path) for path in answer["paths"]],
    "stages": lambda answer: [("path", path["person"], path["taking"], path) for path in answer["paths"]],
    "kin": lambda answer: [("kin", row["person"], row) for row in answer["kin"]],
}
_ASKED = {"max_chon": 3, "window_days": 6}


def parts_of(name, store, person, **more):
    """The parts of an answer: what each says, and how well it is supported."""
    known = {each.name for each in ANALYSES[name].parameters}
    terms = {key: value for key, value in {**_ASKED, "person": person, "a": person, **more}.items() if key in known}
    try:
        answer = ANALYSES[name].run(store.snapshot(), **terms)
    except NotFound:
        return {}
    found = {}
    for *key, part in {**_PARTS, **_WHOLE}[name](answer):
        said = {each: value for each, value in part.items() if each not in ("claims", "grade", "independent_sources")}
        found[" ".join(key).strip()] = said, (part.get("grade"), part.get("independent_sources"))
    return found


_WHOLE = {
    "chains": lambda answer: [
        *(
            ("link", link["trigger"]["event"] or link["trigger"]["person"], link["punishment"]["event"], link)
            for link in answer["links"]
        ),
        *(("together", *group["events"], group) for group in answer["together"]),
    ],
    **{name: _PARTS[name] for name in ("cascade", "families", "handovers", "stages")},
    "compare": lambda answer: [
        ("total", {"total": answer["total"], "unknown": answer["unknown"]}),
        *(("period", row["period"], row) for row in answer["periods"]),
    ],
    "figures": lambda answer: [
        ("figure", row["id"], {"least": row["least"], "most": row["most"], "agrees": row["agrees"]})
        for row in answer["figures"]
    ],
    "network": lambda answer: [
        *(("node", row["id"], row) for row in answer["nodes"]),
        *(("tie", row["from"], row["to"], row) for row in answer["ties"]),
        *(("cut point", each, {}) for each in answer["cut_points"]),
        *(("bridge", *pair, {}) for pair in answer["bridges"]),
    ],
    "moves": lambda answer: [
        *(("leg", row["kind"], row["from"] or "?", row["to"] or "?", row) for row in answer["legs"]),
        *(("facility", row["place"], row) for row in answer["facilities"]),
    ],
    "agencies": lambda answer: [("agency", row["id"], row) for row in answer["agencies"]],
    "directory": lambda answer: [
        ("total", {"total": answer["total"]}),
        *(("record", row["id"], row) for row in answer["records"]),
    ],
    "presence": lambda answer: [
        ("counts", answer["counts"]),
        *(("event", row["event"], row["role"], row) for row in answer["events"]),
    ],
}


def effects_of(old, new):
    """What falls, appears, changes and weakens between two answers, by the definition."""
    both = old.keys() & new.keys()
    changes = {key for key in both if old[key][0] != new[key][0]}
    weakens = {key for key in both - changes if old[key][1] != new[key][1]}
    return {
        "falls": old.keys() - new.keys(),
        "appears": new.keys() - old.keys(),
        "changes": changes,
        "weakens": weakens,
    }


def check_effects(seen, answer, old, parts_without):
    """Compare an answer with what each record without a source says."""
    found = {row["source"]: row for row in answer["sources"]}
    for source in _SOURCES:
        for what, keys in effects_of(old, parts_without(source)).items():
            told = {key.replace("gap after", "gap") for key in found.get(source, {what: []})[what]}
            assert told == keys, (source, what)
            seen[what] += len(keys)


@pytest.mark.parametrize("name", _PARTS)
def test_of_any_answer_what_changes_is_what_another_record_without_the_source_says(name):
    seen = Counter()
    for seed in range(60 if name in ("stages", "kin") else 250):
        rows, person = random_record(seed), f"x:p{seed % 3}"
        store = store_of(rows)
        old = parts_of(name, store, person)
        if not old:
            continue
        answer = asked(store, person=person, answer=name, **_ASKED)
        without = {source: store_of(struck(rows, source)) for source in _SOURCES}
        check_effects(seen, answer, old, lambda source, w=without, p=person: parts_of(name, w[source], p))
    assert seen["falls"] and (seen["changes"] or name in ("stages", "kin")), seen
    assert seen["weakens"] or name == "families", seen


_OF_TWO = {
    "kin": lambda answer: [
        ("relation", {**answer, "path": None, "all": None, "words": None, "common_ancestors": None})
    ],
    "connect": lambda answer: [
        ("length", {"length": answer["length"]}),
        *(("path", *(node["id"] for node in path["nodes"]), {}) for path in answer["paths"]),
    ],
}


@pytest.mark.parametrize("name", _OF_TWO)
def test_of_an_answer_about_two_persons_too(name, monkeypatch):
    monkeypatch.setitem(_PARTS, name, _OF_TWO[name])
    seen = Counter()
    for seed in range(100):
        rows = random_record(seed)
        old = parts_of(name, store_of(rows), "x:p0", b="x:p2")
        if not old:
            continue
        answer = asked(store_of(rows), person="x:p0", other="x:p2", answer=name)
        without = {source: store_of(struck(rows, source)) for source in _SOURCES}
        check_effects(seen, answer, old, lambda source, w=without: parts_of(name, w[source], "x:p0", b="x:p2"))
    assert seen["falls"] and seen["changes"], seen


def with_custody(rows, seed):
    """The same record with two agencies and two places, where some of the events were."""
    rng = random.Random(seed)
    agencies = [{"id": f"x:a{n}", "name": f"a{n}", "kind": "security_agency", "country": "KP"} for n in (1, 2)]
    places = [{"id": f"x:l{n}", "name": f"l{n}", "kind": "facility", "country": "KP"} for n in (1, 2)]
    about = {"agencies": agencies, "places": places}
    told = {name: [said(rng.choice(_SOURCES), **row) for row in found] for name, found in about.items()}
    events = []
    for id in sorted({row["id"] for row in rows["events"]}):
        a, b, there = rng.choice(["x:a1", "x:a2"]), rng.choice(["x:a1", "x:a2", ""]), rng.choice(["x:l1", "x:l2", ""])
        for row in rows["events"]:
            if row["id"] == id and row["kind"] == "handover":
                events.append({**row, "from_agency_id": a, "to_agency_id": b if b != a else "", "to_place_id": there})
            elif row["id"] == id:
                events.append({**row, "by_agency_id": a if row["kind"] == "arrest" else "", "at_place_id": there})
    return {**rows, **told, "events": events}


@pytest.mark.parametrize("name", _WHOLE)
def test_of_an_answer_about_everyone_too(name):
    seen = Counter()
    for seed in range(80):
        rows = with_custody(random_record(seed), seed)
        more = {"agency": f"x:a{seed % 2 + 1}"} if name == "presence" else {}
        try:
            old = parts_of(name, store_of(rows), None, **more)
        except NotFound:
            continue
        answer = asked(store_of(rows), person=None, answer=name, **_ASKED, **more)
        without = {source: store_of(struck(rows, source)) for source in _SOURCES}
        check_effects(seen, answer, old, lambda source, w=without, m=more: parts_of(name, w[source], None, **m))
    assert seen["falls"] or name == "figures", seen
    assert seen["changes"], seen


def links_of(keys):
    return {key for key in keys if key.startswith("link ")}
