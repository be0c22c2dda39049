"""Facts about checking rows: what is read, what is refused with which word, what is only told."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cell_readers import STRICT, reader_of
from app.domain.cells import CellRefused, guarded, is_plain, plain_text
from app.domain.claims import Claim, canonical_json, content_hash
from app.domain.custody import event_kinds
from app.domain.row_rules import Bodies
from app.domain.rows import Checked, RowChecker, content_of, numbered, to_cells, to_claim, to_source
from app.domain.tables import TABLES

TODAY = date(2025, 6, 1)
PERSON = {"id": "x:1", "name": "Kim", "source_id": "x:s"}
EVENT = {"id": "x:e", "person_id": "x:1", "kind": "arrest", "source_id": "x:s"}
KIN = {"person_a": "x:1", "relation": "parent", "person_b": "x:2", "source_id": "x:s"}


def check(table: str, bodies: Bodies | None = None, /, **cells: str) -> Checked:
    return RowChecker(TODAY, bodies=bodies or Bodies()).check(TABLES[table], cells)


def codes(checked: Checked) -> list[tuple[str, str]]:
    return [(problem.column, problem.code) for problem in checked.problems]


def told(checked: Checked) -> list[tuple[str, str]]:
    return [(warning.column, warning.code) for warning in checked.warnings]


def test_a_statement_holds_the_cells_that_are_not_empty_and_no_origin() -> None:
    checked = check("persons", **PERSON, sex="", birth=" 2009~ ", names="A | B|A", count_least="3", grade="likely")
    assert checked.problems == ()
    assert checked.statement == {"id": "x:1", "name": "Kim", "birth": "2009~", "names": ["A", "B"], "count_least": 3}
    assert checked.origin == {"source_id": "x:s", "grade": "likely"}


def test_words_that_look_like_something_else_stay_text() -> None:
    for word in ("null", "No", "1E5", "00012", "NaN", "true"):
        assert check("persons", id="x:1", name=word, source_id="x:s").statement["name"] == word


@pytest.mark.parametrize(
    ("table", "cells", "problem"),
    [
        ("persons", {"name": ""}, ("name", "missing")),
        ("persons", {"source_id": ""}, ("source_id", "missing")),
        ("persons", {"id": "7"}, ("id", "bad_id")),
        ("persons", {"name": "A\nB"}, ("name", "line_break")),
        ("persons", {"name": "A\x00"}, ("name", "control_character")),
        ("persons", {"note": "A\x1b[2J"}, ("note", "control_character")),
        ("persons", {"name": "A\ud800"}, ("name", "bad_text")),
        ("persons", {"name": "가" * 301}, ("name", "too_long")),
        ("persons", {"names": "|".join("abcdefghij" * 6)}, ("names", "too_many")),
        ("persons", {"names": "a||b"}, ("names", "empty_value")),
        ("persons", {"note": "x" * 20_001}, ("note", "too_long")),
        ("persons", {"note": "x" * 32_768}, ("note", "too_long")),
        ("persons", {"sex": "F"}, ("sex", "not_allowed")),
        ("persons", {"grade": "high"}, ("grade", "not_allowed")),
        ("persons", {"tier": "secret"}, ("tier", "not_allowed")),
        ("persons", {"nationality": "kp"}, ("nationality", "bad_country")),
        ("persons", {"birth": "2025-06-02"}, ("birth", "in_the_future")),
        ("persons", {"birth": "2011-02-30"}, ("birth", "bad_date")),
        ("persons", {"birth": "03/04/2009"}, ("birth", "bad_date")),
        ("persons", {"birth": "44927"}, ("birth", "bad_date")),
        ("persons", {"count_least": "1.5"}, ("count_least", "bad_number")),
        ("persons", {"count_least": "0"}, ("count_least", "bad_number")),
        ("persons", {"count_least": "5", "count_most": "3"}, ("count_most", "most_below_least")),
        ("persons", {"colour": "red"}, ("colour", "unknown_column")),
    ],
)
def test_a_wrong_cell_of_a_person_is_refused_with_its_column(
    table: str, cells: dict[str, str], problem: tuple[str, str]
) -> None:
    assert codes(check(table, **(PERSON | cells))) == [problem]


def test_a_refusal_names_what_is_allowed_and_never_the_content() -> None:
    (problem,) = check("persons", **PERSON, sex="SECRET").problems
    assert problem.allowed == "female, male, other"
    assert "SECRET" not in problem.reason + problem.allowed


def test_the_readings_of_an_ambiguous_date_are_told() -> None:
    (problem,) = check("persons", **PERSON, birth="03/04/2009").problems
    assert "2009-03-04" in problem.allowed and "2009-04-03" in problem.allowed


def test_hidden_and_lost_characters_and_formulas_are_told_and_kept() -> None:
    checked = check("persons", id="x:1", name="A\u202eB\u200b", note="=1+1", occupation="a\ufffd", source_id="x:s")
    assert checked.problems == ()
    assert told(checked) == [("name", "hidden_character"), ("note", "formula"), ("occupation", "lost_character")]
    assert checked.statement["name"] == "A\u202eB\u200b" and checked.statement["note"] == "=1+1"


def test_the_original_form_is_kept() -> None:
    decomposed = "\u1100\u1161"
    assert check("persons", id="x:1", name=decomposed, source_id="x:s").statement["name"] == decomposed


@given(st.text(alphabet=string.printable + "가'=+-@", max_size=12))
def test_the_guard_of_an_export_comes_off_again(text: str) -> None:
    wanted = text.strip()
    if wanted and not any(ord(sign) < 32 for sign in wanted):
        assert plain_text(guarded(wanted))[0] == wanted
        assert guarded(wanted)[0] not in "=+-@"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"kind": "arest"}, ("kind", "not_allowed")),
        ({"end": "2011"}, ("end", "does_not_last")),
        ({"kind": "detention", "begin": "2010/2011", "end": "2012"}, ("end", "two_ends")),
        ({"agency_id": "State Security"}, ("agency_id", "bad_id")),
        ({"agency_id": "x:a|"}, ("agency_id", "empty_value")),
        ({"by_role": "informer"}, ("by_person_id", "missing")),
        ({"duration_least": "9", "duration_most": "3"}, ("duration_most", "most_below_least")),
        ({"reason": "treason"}, ("reason", "not_allowed")),
        ({"kind": "birth", "begin": "2099"}, ("begin", "in_the_future")),
    ],
)
def test_a_wrong_cell_of_an_event_is_refused_with_its_column(cells: dict[str, str], problem: tuple[str, str]) -> None:
    assert codes(check("events", **(EVENT | cells))) == [problem]


def test_begin_and_end_are_a_period_only_in_a_kind_that_lasts() -> None:
    lasting = check("events", **(EVENT | {"kind": "detention", "begin": "2010-03/2011"}))
    assert lasting.problems == () and lasting.statement["begin"] == "2010-03/2011"
    assert check("events", **(EVENT | {"begin": "2010/2011"})).problems == ()


def test_reversed_and_future_dates_are_told() -> None:
    assert told(check("persons", **PERSON, birth="1990", death="1980")) == [("death", "reversed_dates")]
    assert told(check("events", **EVENT, begin="2099")) == [("begin", "in_the_future")]


def test_single_columns_go_where_the_kind_says() -> None:
    arrest = check("events", **EVENT, agency_id="x:a|x:b", place_id="x:p").statement
    assert arrest["by_agency_id"] == ["x:a", "x:b"] and arrest["at_place_id"] == ["x:p"]
    transfer = check("events", **(EVENT | {"kind": "transfer", "agency_id": "x:a", "place_id": "x:p"})).statement
    assert transfer["to_agency_id"] == ["x:a"] and transfer["to_place_id"] == ["x:p"]


def test_a_handover_takes_sides_by_country() -> None:
    bodies = Bodies()
    for label, id, kind, country in (
        ("Agency", "x:cn", "police", "CN"),
        ("Agency", "x:kp", "police", "KP"),
        ("Place", "x:bridge", "border_crossing", ""),
        ("Place", "x:camp", "facility", "KP"),
    ):
        bodies.add(label, {"id": id, "kind": kind, "country": country or None})
    cells = EVENT | {"kind": "handover", "country": "KP", "agency_id": "x:cn|x:kp", "place_id": "x:bridge|x:camp"}
    checked = check("events", bodies, **cells)
    assert checked.problems == ()
    wanted = {
        "from_agency_id": ["x:cn"],
        "to_agency_id": ["x:kp"],
        "at_place_id": ["x:bridge"],
        "to_place_id": ["x:camp"],
    }
    assert checked.statement.items() >= wanted.items()


def test_the_receiving_country_is_that_of_the_body_handed_to() -> None:
    countries = {"x:cn": "CN", "x:kp": "KP"}
    bodies = Bodies(look_up=lambda label, id: (None, countries[id]))
    cells = EVENT | {"kind": "handover", "agency_id": "x:cn", "to_agency_id": "x:kp"}
    assert check("events", bodies, **cells).statement["from_agency_id"] == ["x:cn"]


def test_a_handover_whose_sides_cannot_be_told_is_refused_with_the_columns_to_use() -> None:
    (problem,) = check("events", **(EVENT | {"kind": "handover", "agency_id": "x:a"})).problems
    assert (problem.column, problem.code) == ("agency_id", "unclear_role")
    assert "from_agency_id" in problem.allowed


@pytest.mark.parametrize(
    ("table", "cells", "column"),
    [
        ("kinship", {"person_a": "x:1", "relation": "parent", "person_b": "x:1", "source_id": "x:s"}, "person_b"),
        ("structure", {"from_id": "x:1", "relation": "part_of", "to_id": "x:1", "source_id": "x:s"}, "to_id"),
        ("memberships", {"person_id": "x:1", "relation": "among", "target_id": "x:1", "source_id": "x:s"}, "target_id"),
        ("because_of", {"event_id": "x:1", "because_event_id": "x:1", "source_id": "x:s"}, "because_event_id"),
        ("derivations", {"source_id": "x:1", "from_source_id": "x:1"}, "from_source_id"),
    ],
)
def test_a_tie_to_oneself_is_refused(table: str, cells: dict[str, str], column: str) -> None:
    assert codes(check(table, **cells)) == [(column, "self_tie")]


@pytest.mark.parametrize("targets", [{}, {"because_event_id": "x:a", "because_person_id": "x:b"}], ids=["none", "both"])
def test_because_of_needs_exactly_one_target(targets: dict[str, str]) -> None:
    assert codes(check("because_of", event_id="x:e", source_id="x:s", **targets)) == [
        ("because_event_id", "one_target")
    ]


def test_a_point_needs_both_numbers() -> None:
    place = {"id": "x:p", "name": "P", "kind": "city", "source_id": "x:s"}
    assert codes(check("places", **place, latitude="41.5")) == [("longitude", "missing")]
    assert codes(check("places", **place, latitude="91", longitude="1")) == [("latitude", "bad_number")]
    assert check("places", **place, latitude="41.50", longitude="-0").statement["latitude"] == 41.5


def test_a_source_needs_a_kind_and_a_real_address() -> None:
    assert codes(check("sources", id="x:s")) == [("kind", "missing")]
    assert codes(check("sources", id="x:s", kind="article", url="javascript:alert(1)")) == [("url", "bad_url")]
    checked = check("sources", id="x:s", kind="article", tier="team", told_on="2009")
    assert (to_source(checked).tier, to_source(checked).told_on) == ("team", "2009")


def test_an_event_without_id_gets_one_from_person_kind_date_and_place() -> None:
    cells = {key: value for key, value in EVENT.items() if key != "id"}
    first, again = check("events", **cells, begin="2009"), check("events", **cells, begin="2009", note="other")
    other = check("events", **cells, begin="2010")
    assert first.unnamed and first.statement["id"].startswith("x:") and len(first.statement["id"]) == 28
    assert first.statement["id"] == again.statement["id"] != other.statement["id"]
    assert numbered(again, 2).statement["id"] == f"{first.statement['id']}~2"
    assert numbered(first, 1) is first
    assert content_of(first) != content_of(again)


def test_a_claim_takes_the_tier_of_its_source_and_the_key_of_its_table() -> None:
    claim = to_claim(check("kinship", **KIN, citation="p. 3"), "team", batch="b", at="2025", by="me")
    assert (claim.kind, claim.tier, claim.grade, claim.row_key) == ("kinship", "team", "ungraded", "x:1|parent|x:2|")
    assert (claim.source, claim.citation, claim.batch, claim.recorded_by) == ("x:s", "p. 3", "b", "me")


def test_a_nature_that_does_not_fit_is_refused() -> None:
    assert check("kinship", **KIN, nature="adoptive").statement["nature"] == "adoptive"
    assert codes(check("kinship", **KIN, nature="half")) == [("nature", "bad_nature")]
    assert codes(check("kinship", **(KIN | {"relation": "spouse"}), nature="birth")) == [("nature", "bad_nature")]


@pytest.mark.parametrize(
    ("told", "relation", "nature"),
    [
        ("mother", "parent", None),
        ("Son", "child", None),
        ("husband", "spouse", None),
        ("half brother", "half_sibling", None),
        ("adopted_child", "child", "adoptive"),
        ("foster_parent", "parent", "foster"),
        ("grandparent", "grandparent", None),
        ("Uncle or aunt", "uncle_or_aunt", None),
        ("relative", "relative", None),
        ("stepmother", "stepmother", None),
    ],
)
def test_a_kinship_word_becomes_its_tie_and_stays_as_said(told: str, relation: str, nature: str | None) -> None:
    checked = check("kinship", **(KIN | {"relation": told}))
    assert (checked.kind, checked.statement["relation"], checked.statement.get("nature")) == (
        "kinship",
        relation,
        nature,
    )
    assert checked.statement.get("words", relation) == told


def test_words_of_the_source_keep_the_term_that_was_given() -> None:
    checked = check("kinship", **(KIN | {"relation": "mother"}), words="she said: my son")
    assert checked.statement["words"] == "mother: she said: my son"
    assert check("kinship", **(KIN | {"relation": "mother"}), words="the mother").statement["words"] == "the mother"


def test_a_friend_is_an_acquaintance_and_a_made_up_word_is_refused() -> None:
    assert check("kinship", **(KIN | {"relation": "friend"})).kind == "acquaintance"
    (problem,) = check("kinship", **(KIN | {"relation": "zork"})).problems
    assert problem.code == "unknown_term" and "uncle_or_aunt" in problem.allowed
    assert codes(check("kinship", **(KIN | {"relation": "friend"}), nature="birth")) == [("nature", "bad_nature")]


@given(
    name=st.text(alphabet="ab '=-,\"가\n", min_size=1, max_size=8).filter(
        lambda text: "\n" not in text and text.strip()
    ),
    count=st.integers(1, 99),
    latitude=st.floats(-90, 90).map(lambda value: round(value, 6)),
    kind=st.sampled_from(sorted(event_kinds())),
)
def test_the_cells_of_a_claim_give_the_claim_again(name: str, count: int, latitude: float, kind: str) -> None:
    point = f"{latitude:.6f}"
    for table, cells in (
        ("persons", {"id": "x:1", "name": guarded(name.strip()), "count_least": str(count), "source_id": "x:s"}),
        ("places", {"id": "x:p", "name": "P", "kind": "city", "latitude": point, "longitude": "1", "source_id": "x:s"}),
        ("events", {"id": "x:e", "person_id": "x:1", "kind": kind, "by_agency_id": "x:b|x:a", "source_id": "x:s"}),
    ):
        claim = to_claim(check(table, **cells))
        again = {column: guarded(cell) for column, cell in to_cells(claim).items()}
        assert to_claim(check(table, **again)).id == claim.id


ODD = st.text(st.sampled_from(" \t\n'=+@aé가\u200b\ufffd\x00\ud800|0-:~"), min_size=1)


@given(st.one_of(ODD, st.text(min_size=1)))
def test_a_plain_cell_is_its_own_text_and_nothing_is_odd_in_it(raw: str) -> None:
    if is_plain(raw):
        assert plain_text(raw) == (raw, [])


@pytest.mark.parametrize("table", TABLES)
@given(raw=ODD)
def test_columns_that_are_read_at_once_take_plain_cells_only(table: str, raw: str) -> None:
    for column in TABLES[table].columns:
        if column.type in STRICT and not is_plain(raw):
            with pytest.raises(CellRefused):
                reader_of(column)(raw)


VALUES = st.one_of(st.text(), st.lists(st.text(), max_size=3), st.integers(), st.floats(allow_nan=False))


@given(st.dictionaries(st.text(), VALUES, max_size=4), st.text(), st.text())
def test_the_id_of_a_claim_is_the_hash_of_its_content_and_its_text_the_canonical_one(
    statement: dict[str, object], citation: str, quote: str
) -> None:
    claim = Claim("person", statement, "x:s", citation, quote, "likely", "team", "persons", "k")
    content = {"kind": "person", "statement": statement, "source": "x:s", "citation": citation, "quote": quote,
               "grade": "likely", "tier": "team"}  # fmt: skip
    assert claim.id == content_hash(content) == claim.content_id()
    assert claim.statement_text() == canonical_json(statement)
    assert claim.conflict_key() == content_hash(["persons", "k", "x:s", citation])
