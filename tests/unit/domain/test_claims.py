"""A claim that was packed is the same claim, with nothing worked out again."""

import json
from dataclasses import replace

from hypothesis import given

from app.domain.claims import Claim, packed, unpacked
from tests import claim_strategies as some


@given(some.claims())
def test_what_was_packed_as_json_is_the_same_claim(claim):
    again = unpacked(json.loads(json.dumps(packed(claim))))
    assert again == claim
    assert (again.id, again.content_id()) == (claim.id, claim.content_id())
    assert again.conflict_key() == replace(claim).conflict_key()
    assert again.statement_text() == replace(claim).statement_text()


def test_numbers_and_lists_of_a_statement_stay_what_they_are():
    statement = {"id": "x:1", "latitude": 42.1 + 0.2, "count_least": 3, "names": ["가", '"'], "flag": True}
    again = unpacked(packed(Claim("place", statement, "x:s")))
    assert again.statement == statement
    assert [type(value) for value in again.statement.values()] == [type(statement[name]) for name in again.statement]
