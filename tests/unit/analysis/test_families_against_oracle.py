"""Statuses, family stories and pedigrees equal their definition on 1,000 random cases."""

from collections import Counter
from datetime import date

import pytest

from app.analysis import ANALYSES, Casebook
from app.analysis.pedigree import pedigree
from app.analysis.status import status_of
from tests.unit.analysis import oracle
from tests.unit.analysis import oracle_of_families as wanted
from tests.unit.analysis.random_cases import as_snapshot, random_case

_BLOCKS = [range(start, start + 250) for start in range(0, 1000, 250)]
_CHON, _WINDOW = 3, 6
_FIRST_DAY = date(2009, 1, 1).toordinal()


@pytest.mark.parametrize("seeds", _BLOCKS, ids=[f"from {seeds[0]}" for seeds in _BLOCKS])
def test_answers_equal_the_oracle(seeds):
    compared = Counter()
    for seed in seeds:
        case = random_case(seed)
        book = Casebook.of(as_snapshot(case))
        for person in case.persons:
            status = status_of(book, person).status
            assert status == wanted.status(case, person), (seed, person)
            compared[status] += 1
        check_families(book, case, ("acts", "takings")[seed % 2], compared)
        check_pedigree(book, case, {*case.persons[:: 1 + seed % 2]})
    assert set(compared) == {"free", "in_custody", "missing", "unknown", "documented", "inferred"}, compared


def check_families(book, case, mode, compared):
    answer = ANALYSES["families"].run(book, kind="cluster", max_chon=_CHON, window_days=_WINDOW, trigger=mode)
    links = oracle.links(case, _CHON, _WINDOW, mode)
    for row in answer["families"]:
        found = wanted.family(case, set(row["members"]), links, mode)  # which they are: test_against_oracle
        counts = ("persons", "taken", "punished", "fate_unknown", "dead", "abroad", "triggers")
        assert [row[name] for name in counts] == [found[name] for name in counts]
        assert [row["first"], row["last"]] == [iso(found["first"]), iso(found["last"])]
        assert [told(taking) for taking in row["takings"]] == found["takings"]
        assert row["left"] == found["left"]
        assert {(pair["a"], pair["b"], pair["tie"]) for pair in row["separated"]} == found["apart"]
        shown = [found["persons"], found["taken"]]
        rest = (found["documented"], found["inferred"], len(found["left"]), found["fate_unknown"], len(found["apart"]))
        assert wanted.numbers(row["sentence"]["en"]) == [*shown, *filter(None, rest)]
        assert wanted.numbers(row["sentence"]["ko"]) == [*shown, *filter(None, rest)]
        compared.update(documented=found["documented"], inferred=found["inferred"])


def told(taking):
    because = taking["because_of"] or {"event": None, "person": None}
    return (*(taking[key] for key in ("person", "event", "kind", "place")), because["event"] or because["person"])


def check_pedigree(book, case, members):
    found = pedigree(book, members)
    assert (sorted(found["parents"]), found["couples"]) == wanted.ties_inside(case, members)
    assert (found["siblings"], found["kin"]) == ([], [])
    for person, row in found["persons"].items():
        status, acts = wanted.status(case, person), {e.kind for e in case.events if e.person == person}
        escaped = status in ("free", "unknown") and acts & {"escape", "escape_from_custody"}
        assert row["fate"] == ("escaped" if escaped else status)
        assert row["taken"] == bool(oracle.takings(case, person))


def iso(day):
    return None if day is None else date.fromordinal(_FIRST_DAY + day).isoformat()
