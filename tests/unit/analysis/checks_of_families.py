"""Family stories and pedigrees equal their definition."""

from app.analysis import ANALYSES
from app.analysis.pedigree import pedigree
from app.analysis.status import status_of
from tests.unit.analysis import oracle
from tests.unit.analysis import oracle_of_families as wanted
from tests.unit.analysis.random_cases import as_day


def check_statuses(book, case, compared):
    for person in case.persons:
        status = status_of(book, person).status
        assert status == wanted.status(case, person), person
        compared[status] += 1


def check_families(book, case, terms, links, compared):
    answer = ANALYSES["families"].run(book, kind="cluster", **terms)
    for row in answer["families"]:
        found = wanted.family(case, set(row["members"]), links, terms["trigger"])  # which they are: oracle_of_ties
        for name in ("persons", "taken", "punished", "fate_unknown", "dead", "abroad"):
            assert (row[name], row[f"{name}_most"]) == found[name], name
        assert row["triggers"] == found["triggers"]
        assert [row["first"], row["last"]] == [iso(found["first"]), iso(found["last"])]
        assert [told(taking) for taking in row["takings"]] == found["takings"]
        assert row["left"] == found["left"]
        assert {(pair["a"], pair["b"], pair["tie"]) for pair in row["separated"]} == found["apart"]
        counts = [found[name] for name in ("persons", "taken", "documented", "inferred")]
        apart = len(found["apart"])
        counts += [oracle.heads(case, found["left"]), found["fate_unknown"], found["dead"], (apart, apart)]
        assert wanted.numbers(row["sentence"]["en"]) == wanted.shown(*counts)
        assert wanted.numbers(row["sentence"]["ko"]) == wanted.shown(*counts)
        compared.update(documented=found["documented"][0], inferred=found["inferred"][0])


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


def iso(number):
    day = as_day(number)
    return None if day is None else day.isoformat()
