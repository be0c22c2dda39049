"""Which links are listed: every filter, on one made-up case."""

import pytest

from app.analysis import ANALYSES
from app.errors import InvalidParameter, NotFound
from tests.unit.analysis.notebook import Notebook


def two_families():
    note = Notebook()
    note.parent("mother", "son")
    note.event("crossed", "mother", "escape", "2009-01-01")
    note.event("prayed", "mother", "religion", "2009-01-02")
    note.event("held", "son", "arrest", "2009-02-01", by="county", at="jail", reason="guilt_by_association")
    note.structure("PART_OF", "county", "bureau")
    note.structure("SAME_BODY", "bureau", "ministry")
    note.structure("WITHIN", "jail", "province")
    note.structure("WITHIN", "home", "province")
    note.parent("grandfather", "father")
    note.parent("father", "girl")
    note.event("left", "grandfather", "departure", "2010-01-01")
    note.event("camp", "girl", "camp", "2010-03-01")
    note.member("MEMBER_OF", "girl", "household")
    return note


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"crossed held", "prayed held", "left camp"}),
        ({"person": "x:girl"}, {"left camp"}),
        ({"family": "x:household"}, {"left camp"}),
        ({"trigger_kind": "religion"}, {"prayed held"}),
        ({"kind": "camp"}, {"left camp"}),
        ({"reason": "guilt_by_association"}, {"crossed held", "prayed held"}),
        ({"place": "x:province"}, {"crossed held", "prayed held"}),
        ({"place": "x:home"}, set()),
        ({"agency": "x:ministry"}, {"crossed held", "prayed held"}),
        ({"agency": "x:bureau"}, {"crossed held", "prayed held"}),
        ({"chon": 2}, {"left camp"}),
        ({"class": "possible"}, set()),
        ({"from": "2010-01-01"}, {"left camp"}),
        ({"to": "2009-12-31"}, {"crossed held", "prayed held"}),
        ({"window_days": 30}, {"prayed held"}),
        ({"window_days": 31}, {"crossed held", "prayed held"}),
    ],
    ids=lambda given: str(given) if isinstance(given, dict) else " ".join(sorted(given)),
)
def test_a_filter_keeps_its_links(asked, found):
    book = two_families().book()
    links = ANALYSES["chains"].run(book, **asked)["links"]
    pairs = {f"{link['trigger']['event'][2:]} {link['punishment']['event'][2:]}" for link in links}
    assert pairs == found
    kept = {f"{pair[1]}" for pair in map(str.split, found)}
    roots = ANALYSES["cascade"].run(book, **asked)["roots"]
    assert {node["event"][2:] for root in roots for node in root["nodes"]} == kept


def test_the_other_triggers_of_a_punishment_are_listed():
    answer = ANALYSES["cascade"].run(two_families().book())
    assert [link["trigger"]["event"] for link in answer["alternatives"]] == ["x:crossed"]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        *((name, {key: "x:typo"}) for name in ("chains", "cascade") for key in ("person", "family", "place", "agency")),
        *(("handovers", {key: "x:typo"}) for key in ("person", "agency", "crossing")),
        *(("presence", {key: "x:typo"}) for key in ("place", "agency")),
        ("stages", {"person": "x:typo"}),
    ],
)
def test_what_nobody_names_is_not_found(name, asked):
    with pytest.raises(NotFound, match="x:typo"):
        ANALYSES[name].run(two_families().book(), **asked)


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"place": "x:province"}, 1), ({"place": "x:home"}, 0), ({"agency": "x:county"}, 1), ({"agency": "x:bureau"}, 0)],
)
def test_what_only_a_tie_names_is_known(asked, found):
    assert len(ANALYSES["presence"].run(two_families().book(), **asked)["events"]) == found


@pytest.mark.parametrize(
    ("name", "asked", "allowed"),
    [
        *((name, {key: "arested"}, "arrest") for name in ("chains", "cascade") for key in ("kind", "trigger_kind")),
        ("chains", {"reason": "escaping"}, "guilt_by_association"),
        ("compare", {"kind": "arested"}, "arrest"),
        *((name, {"country": "China"}, "two letters") for name in ("handovers", "compare", "directory")),
    ],
)
def test_a_word_of_no_vocabulary_is_refused_with_those_there_are(name, asked, allowed):
    with pytest.raises(InvalidParameter, match=allowed):
        ANALYSES[name].run(two_families().book(), **asked)


def test_groups_taken_together_are_chosen_like_links():
    note = two_families()
    note.siblings("son", "daughter")
    note.event("held2", "daughter", "arrest", "2009-02-01", at="jail", reason="guilt_by_association")
    note.member("MEMBER_OF", "daughter", "other_house")
    for asked, count in (
        ({}, 1),
        ({"family": "x:household"}, 0),
        ({"family": "x:other_house"}, 1),
        ({"kind": "camp"}, 0),
    ):
        assert len(ANALYSES["chains"].run(note.book(), **asked)["together"]) == count


def test_relatives_are_counted_for_the_triggers_asked_for():
    note = two_families()
    rows = ANALYSES["chains"].run(note.book(), trigger_kind="departure")["not_taken"]
    assert [row["person"] for row in rows] == ["x:grandfather"]
    rows = ANALYSES["chains"].run(note.book(), family="x:household")["not_taken"]
    assert [row["person"] for row in rows] == ["x:grandfather"]


def test_ten_thousand_children_of_a_placeholder_are_guarded_and_said():
    note = Notebook()
    note.parent("unknown_father", *(f"c{number}" for number in range(10_000)))
    note.parent("mother", "c1")
    note.event("act", "c1", "escape", "2009-01-01")
    note.event("1", "mother", "arrest", "2009-02-01")
    note.event("2", "c2", "arrest", "2009-03-01")
    book = note.book()
    for name in ("chains", "cascade", "families"):
        notes = {note["code"]: note for note in ANALYSES[name].run(book)["notes"]}
        assert notes["placeholder"]["persons"] == ["x:unknown_father"]
    links = ANALYSES["chains"].run(book)["links"]
    assert [link["punishment"]["person"] for link in links] == ["x:mother"]
    assert "placeholder" not in {note["code"] for note in ANALYSES["chains"].run(two_families().book())["notes"]}
