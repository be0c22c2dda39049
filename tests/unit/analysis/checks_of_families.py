"""Family stories and pedigrees equal their definition."""

from app.analysis import ANALYSES
from app.analysis.pedigree import pedigree
from app.analysis.status import status_of
from tests.unit.analysis import oracle, oracle_of_ties
from tests.unit.analysis import oracle_of_families as wanted
from tests.unit.analysis.random_cases import as_day


def check_statuses(book, case, compared):
    for person in case.persons:
        status = status_of(book, person).status
        assert status == wanted.status(case, person), person
        compared[status] += 1


def check_families(book, case, terms, links, rng, compared):
    """Every cluster and named family; then those of one person, of one kind or id, or the first of them."""
    answer = ANALYSES["families"].run(book, **terms)
    members = {("cluster", id_): found for id_, found in oracle_of_ties.clusters(case, terms["max_chon"]).items()}
    members |= {("named", id_): found for id_, found in case.families.items()}
    check_chosen(answer, members)
    check_stories(case, terms, links, answer, compared)
    person, kind = rng.choice(case.persons), rng.choice(["named", "cluster"])
    _, id_ = rng.choice(sorted(members) or [("", person)])
    choice = rng.choice([{"person": person}, {"kind": kind}, {"id": id_}, {"person": person, "kind": kind}])
    chosen = ANALYSES["families"].run(book, **terms, **choice)
    some = {
        key: found
        for key, found in members.items()
        if choice.get("person", min(found)) in found and choice.get("kind") in (None, key[0])
        if choice.get("id") in (None, key[1])
    }
    check_chosen(chosen, some)
    assert chosen["families"] == [row for row in answer["families"] if (row["kind"], row["id"]) in some]
    compared["families chosen"] += 0 < len(some) < len(members)
    if len(some) > 1:
        few = ANALYSES["families"].run(book, **terms, **choice, limit=1)
        assert (few["families"], few["truncated"]["left_out"]) == (chosen["families"][:1], len(some) - 1)


def check_chosen(answer, members):
    rows = answer["families"]
    assert {(row["kind"], row["id"]): set(row["members"]) for row in rows} == members
    assert len(rows) == len(members)
    assert rows == sorted(rows, key=lambda row: (-row["taken"], row["first"] or "~", row["id"], row["kind"]))


def check_stories(case, terms, links, answer, compared):
    for row in answer["families"]:
        found = wanted.family(case, set(row["members"]), links, terms["trigger"])
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
