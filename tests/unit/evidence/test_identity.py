"""Records are joined by accepted judgements."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims import Claim, Source
from app.evidence.identity import group_records
from app.evidence.keys import NodeKey
from app.evidence.projection import project
from app.evidence.weighing import Standing, Weighed


def judge(a, b, judgement="same", grade="ungraded", number=0):
    statement = {"kind": "person", "record_a": f"t:{a}", "record_b": f"t:{b}", "judgement": judgement}
    return Claim("identity", statement, "t:s", citation=str(number), grade=grade)


def grouped(*claims):
    return group_records([Weighed(claim, Standing("t:s")) for claim in claims])


def node(number):
    return NodeKey("Person", f"t:{number}")


def test_a_group_is_named_by_its_smallest_record():
    groups = grouped(judge(3, 2), judge(2, 1))
    assert groups.resolve(node(3)) == node(1)
    assert groups.records(node(1)) == ("t:1", "t:2", "t:3")


def test_a_same_that_would_join_two_groups_held_apart_is_left_out():
    weaker = judge(2, 3, grade="possible")
    groups = grouped(judge(1, 2, grade="likely"), judge(1, 3, "different"), weaker)
    assert groups.resolve(node(3)) == node(3)
    assert groups.left_out == (weaker.id,)


def test_a_weak_judgement_decides_nothing():
    assert grouped(judge(1, 2, grade="unlikely")).members == {}


def test_a_tie_that_leads_to_itself_is_left_out_and_listed():
    tie = Claim("kinship", {"person_a": "t:1", "relation": "sibling", "person_b": "t:2"}, "t:s")
    graph = project([tie, judge(1, 2)], [Source("t:s")])
    assert graph.ties == {}
    assert graph.nodes[node(1)] == {"id": "t:1", "self_ties": [tie.id], "records": ["t:1", "t:2"]}


judgements = st.lists(
    st.builds(
        judge,
        st.integers(1, 6),
        st.integers(1, 6),
        st.sampled_from(["same", "same", "different"]),
        st.sampled_from(["likely", "ungraded", "unlikely"]),
        st.integers(0, 99),
    ).filter(lambda claim: claim.statement["record_a"] != claim.statement["record_b"]),
    max_size=12,
)


@given(judgements)
def test_no_group_holds_two_records_judged_different(claims):
    groups = grouped(*claims)
    for claim in claims:
        if claim.statement["judgement"] == "different" and claim.grade != "unlikely":
            a, b = (NodeKey("Person", claim.statement[end]) for end in ("record_a", "record_b"))
            assert groups.resolve(a) != groups.resolve(b)


@given(judgements)
def test_without_different_groups_are_the_connected_records(claims):
    same = [claim for claim in claims if claim.statement["judgement"] == "same" and claim.grade != "unlikely"]
    reach = {number: {number} for number in range(1, 7)}
    for _ in range(6):
        for claim in same:
            a, b = (int(claim.statement[end][2:]) for end in ("record_a", "record_b"))
            merged = reach[a] | reach[b]
            for member in merged:
                reach[member] = reach[member] | merged
    groups = grouped(*same)
    for a, b in combinations(range(1, 7), 2):
        assert (groups.resolve(node(a)) == groups.resolve(node(b))) == (b in reach[a])
