"""The full projection: order does not matter, withdrawn claims leave no trace."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims import Claim, Source
from app.evidence.keys import NodeKey, TieKey
from app.evidence.projection import difference, project
from app.evidence.weighing import standing_of
from tests import claim_strategies as some

PERSON_1, PERSON_2 = NodeKey("Person", "t:1"), NodeKey("Person", "t:2")


@given(st.lists(some.claims(), max_size=25), some.sources, some.derivations, st.randoms())
def test_order_of_claims_does_not_matter(claims, sources, derivations, random):
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert project(shuffled, sources, derivations) == project(claims, sources, derivations)


@given(st.lists(some.claims(), max_size=20), st.lists(some.claims(), max_size=10), some.sources)
def test_withdrawn_claims_leave_no_trace(kept, withdrawn, sources):
    gone = [replace(claim, withdrawn_at="2026-01-01") for claim in withdrawn if claim not in kept]
    assert project([*kept, *gone], sources) == project(kept, sources)


@given(st.lists(some.claims(), max_size=25), some.sources)
def test_every_tie_has_its_ends_and_every_bare_node_a_tie(claims, sources):
    graph = project(claims, sources)
    ends = {end for tie in graph.ties for end in (tie.start, tie.end)}
    assert ends <= graph.nodes.keys()
    bare = {key for key, given_ in graph.nodes.items() if "claims" not in given_ and "self_ties" not in given_}
    assert bare <= ends


@given(st.lists(some.claims(), max_size=25), some.sources)
def test_ties_never_lead_to_themselves(claims, sources):
    assert all(tie.start != tie.end for tie in project(claims, sources).ties)


def person(id, source="t:s", *, grade="ungraded", **columns):
    return Claim("person", {"id": id, "name": "A", "name_script": "label", **columns}, source, grade=grade)


def test_a_node_that_only_a_tie_needs_is_shown_by_its_id():
    tie = Claim("kinship", {"person_a": "t:1", "relation": "parent", "person_b": "t:2"}, "t:s")
    graph = project([tie], [Source("t:s")])
    assert graph.nodes == {PERSON_1: {"id": "t:1"}, PERSON_2: {"id": "t:2"}}
    assert graph.ties[TieKey("PARENT_OF", PERSON_1, PERSON_2)]["nature"] == "unknown"


def test_the_better_grade_wins_then_more_independent_sources_then_the_later_word():
    sources = [
        Source("t:s1", published="2010"),
        Source("t:s2", published="2011"),
        Source("t:s3", published="2009", witness="w"),
        Source("t:s4", published="2009", witness="w"),
    ]
    said = [
        person("t:1", "t:s1", occupation="miner"),
        person("t:1", "t:s2", occupation="driver"),
        person("t:1", "t:s3", occupation="cook"),
        person("t:1", "t:s4", occupation="cook"),
    ]
    assert project(said, sources).nodes[PERSON_1]["occupation"] == "driver"
    alone = [replace(source, witness="") for source in sources]
    assert project(said, alone).nodes[PERSON_1]["occupation"] == "cook"
    better = [*said, person("t:1", "t:s1", grade="likely", occupation="guard")]
    assert project(better, sources).nodes[PERSON_1]["occupation"] == "guard"


def test_independent_sources_are_groups():
    sources = [Source("t:s1"), Source("t:s2"), Source("t:s3"), Source("t:s4")]
    said = [person("t:1", source.id) for source in sources]
    graph = project(said, sources, [("t:s1", "t:s3"), ("t:s2", "t:s3")])
    assert graph.nodes[PERSON_1]["independent_sources"] == 2


def test_bounds_of_the_best_graded_claims_are_intersected():
    said = [
        person("t:1", birth="1970/1980"),
        person("t:1", birth="1975/1990"),
        person("t:1", birth="1950", grade="unlikely"),
    ]
    node = project(said, [Source("t:s")]).nodes[PERSON_1]
    assert (node["birth_earliest"], node["birth_latest"]) == ("1975-01-01", "1980-12-31")
    assert "contradictions" not in node


def test_dates_without_a_common_day_are_a_contradiction_and_the_rule_decides():
    said = [person("t:1", "t:s1", birth="1970"), person("t:1", "t:s2", birth="1980")]
    node = project(said, [Source("t:s1", published="2010"), Source("t:s2", published="2011")]).nodes[PERSON_1]
    assert node["birth"] == "1980"
    assert node["contradictions"] == [f"birth: {','.join(sorted(claim.id for claim in said))}"]


def test_bounds_are_cut_at_the_day_the_source_was_told():
    event = Claim("event", {"id": "t:e", "person_id": "t:1", "kind": "detention", "begin": "2009/.."}, "t:s")
    node = project([event], [Source("t:s", told_on="2009-05")]).nodes[NodeKey("Event", "t:e")]
    assert (node["begin_earliest"], node["begin_latest"]) == ("2009-01-01", "2009-05-31")
    late = replace(event, statement={**event.statement, "begin": "2010"}, id="")
    node = project([late], [Source("t:s", told_on="2009-05")]).nodes[NodeKey("Event", "t:e")]
    assert node["begin_latest"] == "2010-12-31"
    assert node["contradictions"] == [f"begin later than told: {late.id}"]


def test_a_weak_claim_decides_nothing_but_is_kept():
    said = [person("t:1", sex="female"), person("t:1", sex="male", grade="unlikely")]
    node = project(said, [Source("t:s")]).nodes[PERSON_1]
    assert node["sex"] == "female"
    assert len(node["claims"]) == 2
    assert "contradictions" not in node
    assert project(said[1:], [Source("t:s")]).nodes[PERSON_1]["grade"] == "unlikely"


def test_a_group_without_an_upper_count_keeps_it_unknown():
    assert project([person("t:1")], [Source("t:s")]).nodes[PERSON_1]["count_most"] == 1
    group = project([person("t:1", count_least=2)], [Source("t:s")]).nodes[PERSON_1]
    assert group["count_least"] == 2
    assert "count_most" not in group


def test_invented_means_that_every_claim_is():
    sources = [Source("t:s1", kind="invented"), Source("t:s2")]
    assert project([person("t:1", "t:s1")], sources).nodes[PERSON_1]["invented"] is True
    both = project([person("t:1", "t:s1"), person("t:1", "t:s2")], sources).nodes[PERSON_1]
    assert "invented" not in both


def test_difference_names_what_falls():
    tie = Claim("kinship", {"person_a": "t:1", "relation": "parent", "person_b": "t:2"}, "t:s")
    change = difference(project([tie], [Source("t:s")]), project([], []), [tie.id])
    assert change.falls == ("Person/t:1", "Person/t:1 -PARENT_OF-> Person/t:2", "Person/t:2")


def test_a_source_without_a_readable_day_was_told_at_an_unknown_time():
    assert standing_of(Source("t:s", told_on="once", published="2010"), "t:s").said_latest == date(2010, 12, 31)
    assert standing_of(Source("t:s", told_on="once"), "t:s").said_latest is None
