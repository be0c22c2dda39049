"""Named families and clusters on hand-made cases."""

from app.analysis import ANALYSES
from tests.unit.analysis.notebook import Notebook


def families(note, **values):
    return ANALYSES["families"].run(note.book(), **values)["families"]


def two_families():
    note = Notebook()
    note.source("report", "2012")
    note.parent("grandfather", "father")
    note.parent("father", "daughter", "son")
    note.event("act", "father", "escape", "2009-01-01")
    note.event("1", "daughter", "arrest", "2009-02-01")
    note.event("2", "daughter", "denial", "2009-03-01")
    note.event("3", "grandfather", "camp", "2009-02-15")
    note.event("4", "grandfather", "execution", "2009-05-01")
    note.parent("other", "child")
    note.event("5", "child", "arrest", "2005", reason="smuggling")
    note.event("6", "child", "release", "2006", country="KP")
    note.event("7", "child", "residence", "2010", country="KR")
    return note


def test_a_cluster_counts_what_happened_to_kin():
    first = families(two_families())[0]
    assert {name: first[name] for name in ("id", "kind", "persons", "taken", "punished", "fate_unknown", "dead")} == {
        "id": "x:daughter",
        "kind": "cluster",
        "persons": 4,
        "taken": 2,
        "punished": 2,
        "fate_unknown": 1,
        "dead": 1,
    }
    assert (first["triggers"], first["first"], first["last"]) == (1, "2009-01-01", "2009-02-15")
    assert first["members"] == ["x:daughter", "x:father", "x:grandfather", "x:son"]


def test_clusters_come_by_persons_taken_and_do_not_mix():
    found = families(two_families())
    assert [(family["id"], family["persons"], family["taken"]) for family in found] == [
        ("x:daughter", 4, 2),
        ("x:child", 2, 1),
    ]
    assert (found[1]["abroad"], found[1]["punished"]) == (1, 0)


def test_the_degree_decides_who_hangs_together():
    note = two_families()
    assert [family["id"] for family in families(note, max_chon=1)] == ["x:daughter", "x:child"]
    apart = Notebook()
    apart.parent("a", "b")
    apart.parent("b", "c")
    apart.event("1", "a", "arrest", "2009")
    apart.event("2", "c", "arrest", "2011")
    assert [family["members"] for family in families(apart, max_chon=1)] == [["x:a", "x:b"], ["x:b", "x:c"]]
    assert [family["members"] for family in families(apart, max_chon=2)] == [["x:a", "x:b", "x:c"]]


def test_somebody_without_kin_is_no_cluster():
    note = Notebook()
    note.event("1", "p", "arrest", "2009")
    assert families(note) == []


def test_a_named_family_is_counted_with_its_groups_by_bounds():
    note = two_families()
    note.group("relatives", 3, None)
    for person in ("relatives", "father", "lodger"):
        note.member("MEMBER_OF", person, "household")
    note.event("8", "relatives", "camp", "2009-02-20")
    named = families(note, kind="named")[0]
    assert (named["id"], named["kind"], named["persons"], named["persons_most"]) == ("x:household", "named", 5, None)
    assert (named["taken"], named["taken_most"], named["triggers"]) == (3, None, 1)
    assert named["punished"] == 0  # nobody says that they are kin, or that it was because of him


def test_families_can_be_chosen():
    note = two_families()
    note.member("MEMBER_OF", "son", "household")
    assert [family["id"] for family in families(note, person="x:son")] == ["x:daughter", "x:household"]
    assert [family["id"] for family in families(note, kind="cluster")] == ["x:daughter", "x:child"]
    assert [family["id"] for family in families(note, id="x:child")] == ["x:child"]
    assert [family["id"] for family in families(note, id="x:household")] == ["x:household"]
    whole = {family["id"]: family for family in families(note)}
    assert families(note, id="x:daughter") == [whole["x:daughter"]]
    answer = ANALYSES["families"].run(note.book(), limit=1)
    assert answer["truncated"] == {"limit": 1, "left_out": 2}


def test_invented_families_are_marked():
    note = two_families()
    for row in note.rows["Person"]:
        row["invented"] = row["id"] in ("x:other", "x:child")
    assert {family["id"]: family["invented"] for family in families(note)} == {"x:daughter": False, "x:child": True}
