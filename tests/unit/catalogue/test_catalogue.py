"""Query files: what is refused when they are loaded, and how parameters are checked."""

import pytest

from app.catalogue import load_catalogue, parse_query
from app.errors import InvalidParameter, InvalidQuery

GOOD = """/*
summary = "Persons."
[params.person_id]
type = "PersonId"
doc = "the person"
[params.steps]
type = "int"
default = 2
ge = 1
le = 4
doc = "how many"
[returns]
person = "Person"
[example]
person_id = "published:x"
expect_rows = 1
*/
MATCH (p:Person {id: $person_id}) WHERE $steps > 0 // a note about SET and $nothing
RETURN p.id AS person, 'CREATE' AS word
ORDER BY person
LIMIT $limit
"""


def test_a_good_file_is_read():
    spec = parse_query("area.name", GOOD)
    assert (spec.summary, [parameter.name for parameter in spec.parameters]) == (
        "Persons.",
        ["person_id", "steps", "limit"],
    )
    assert spec.cypher.startswith("MATCH")
    assert (spec.example, spec.expect_rows) == ({"person_id": "published:x"}, 1)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("/*\nsummary", "summary", "no header"),
        ('summary = "Persons."', 'summary = "Persons', "no TOML"),
        ('summary = "Persons."', 'sumary = "Persons."', "unknown entry sumary"),
        ("expect_rows = 1", "expect_rows = 0", "finds nothing"),
        ('[example]\nperson_id = "published:x"\nexpect_rows = 1\n', "", "no example"),
        ("ge = 1", "from = 1", "steps: unknown entry from"),
        ('type = "PersonId"', 'type = "Persn"', "no such type"),
        ("$steps > 0", "$other > 0", "other, steps"),
        ("RETURN p.id", "SET p.name = 'x' RETURN p.id", "SET writes"),
        ("RETURN p.id", "load  csv FROM 'x' AS l RETURN p.id", "writes"),
        ("ORDER BY person", "", "no order"),
        ("LIMIT $limit", "LIMIT 5", "limit"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_by_name(old, new, says):
    with pytest.raises(InvalidQuery, match=says) as refused:
        parse_query("area.name", GOOD.replace(old, new, 1))
    assert "area/name.cypher" in str(refused.value)


def test_parameters_get_defaults_and_are_read_from_text():
    spec = parse_query("area.name", GOOD)
    assert spec.check({"person_id": "published:x", "steps": "3"}) == {
        "person_id": "published:x",
        "steps": 3,
        "limit": 100,
    }


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "person_id: missing"),
        ({"person_id": "no id"}, "person_id"),
        ({"person_id": "published:x", "steps": 9}, "from 1 to 4"),
        ({"person_id": "published:x", "steps": True}, "steps"),
        ({"person_id": "published:x", "limit": "many"}, "limit"),
        ({"person_id": "published:x", "person": "published:x"}, "no such parameter"),
    ],
)
def test_wrong_parameters_are_refused_without_repeating_them(given, says):
    with pytest.raises(InvalidParameter, match=says) as refused:
        parse_query("area.name", GOOD).check(given)
    assert "no id" not in str(refused.value)


def test_rows_hold_the_declared_columns_only():
    spec = parse_query("area.name", GOOD)
    assert spec.rows([{"word": "x", "person": "published:x"}]) == [{"person": "published:x"}]


def test_the_product_has_its_queries():
    names = load_catalogue().keys()
    assert {"kinship.ancestors", "custody.handovers_between", "quality.contradictions"} <= names
