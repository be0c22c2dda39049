"""The schema holds everything that is written or read, and the design's table of labels and ties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neomodel.exceptions import DeflateError, RequiredProperty

from app.domain.claims import Claim, ClaimKind, Source
from app.domain.snapshot import NODE_TABLES, SCHEMAS, TIE_TABLES
from app.evidence.projection import project
from app.store.claim_nodes import claim_properties, source_properties
from graph_schema import FULL_TEXT, NODES, TIES, describe
from tests import claim_strategies as some

SHAPES = describe()
BY_LABEL = {node.__label__: node for node in NODES}
BY_TYPE = dict(TIES)
#: Tie type, from, to: section 4 of the design, written out.
DESIGN = """
PARENT_OF Person Person, SPOUSE_OF Person Person, SIBLING_OF Person Person, KIN_OF Person Person, KNOWS Person Person,
MEMBER_OF Person Family, IN_CASE Person Case, AMONG Person Person,
PART_OF Agency Agency, SUCCEEDED Agency Agency, SAME_BODY Agency Agency, BASED_AT Agency Place, WITHIN Place Place,
SUBJECT_OF Person Event, BY_AGENCY Event Agency, FROM_AGENCY Event Agency, TO_AGENCY Event Agency,
AT_PLACE Event Place, FROM_PLACE Event Place, TO_PLACE Event Place, BY_PERSON Event Person,
BECAUSE_OF Event Event, BECAUSE_OF Event Person, DERIVED_FROM Source Source,
ABOUT Claim Person, ABOUT Claim Family, ABOUT Claim Case, ABOUT Claim Agency, ABOUT Claim Place, ABOUT Claim Event
"""


def stored(model, values):
    """What neomodel would store of the values: it checks types and choices."""
    declared = {each.get_db_property_name(name): each for name, each in model.defined_properties(rels=False).items()}
    return {name: declared[name].deflate(value) for name, value in values.items()}


def test_labels_and_ties_are_those_of_the_design():
    assert set(SHAPES.nodes) == {"Person", "Family", "Case", "Agency", "Place", "Event", "Source", "Claim", "Meta"}
    declared = {f"{kind} {start} {end}" for kind, shape in SHAPES.ties.items() for start, end in shape.ends}
    assert declared == {row.strip() for row in DESIGN.split(",")}


def test_every_tie_that_a_label_declares_has_the_properties_of_its_type():
    for node in NODES:
        for _, tie in node.__all_relationships__:
            assert tie.definition["model"] is BY_TYPE[tie.definition["relation_type"]]


def test_the_id_is_the_one_unique_property_of_every_label():
    assert {label: shape.unique for label, shape in SHAPES.nodes.items()} == {label: {"id"} for label in SHAPES.nodes}


def test_no_property_of_a_tie_is_indexed():
    for _, model in TIES:
        marked = [
            name for name, each in model.defined_properties(rels=False).items() if each.index or each.unique_index
        ]
        assert marked == []


def test_full_text_indexes_are_over_properties_that_exist():
    for index in FULL_TEXT:
        assert set(index.properties) <= SHAPES.nodes[index.label].properties


@pytest.mark.parametrize("label", NODE_TABLES)
def test_every_column_of_a_snapshot_is_a_property(label):
    assert set(SCHEMAS[label].names) <= SHAPES.nodes[label].properties


def test_every_column_of_a_tie_in_a_snapshot_is_a_property_of_some_tie():
    known = {name for shape in SHAPES.ties.values() for name in shape.properties} | {"type", "a", "b", "b_label"}
    assert {name for table in TIE_TABLES for name in SCHEMAS[table].names} <= known


@given(st.lists(some.claims(), max_size=25, unique_by=lambda claim: claim.id), some.sources)
def test_whatever_claims_project_can_be_stored_as_it_is(claims, sources):
    graph = project(claims, sources)
    for key, properties in graph.nodes.items():
        assert stored(BY_LABEL[key.label], properties) == properties
    for tie, properties in graph.ties.items():
        assert (tie.start.label, tie.end.label) in SHAPES.ties[tie.type].ends
        assert stored(BY_TYPE[tie.type], properties) == properties


def test_claims_and_sources_can_be_stored_as_they_are():
    source = Source("t:s", published="2010%", told_on="2009-05", witness="W1", url="x", language="ko", licence="x")
    judgement = {"kind": "person", "record_a": "t:1", "record_b": "t:2", "judgement": "same"}
    claim = Claim(ClaimKind.IDENTITY, judgement, "t:s", "p. 1", "words", batch="b", recorded_at="now", recorded_by="me")
    for label, values in (("Source", source_properties(source, "t:s")), ("Claim", claim_properties(claim, 7))):
        assert stored(BY_LABEL[label], values) == values


def test_a_grade_tier_or_kind_of_ones_own_is_refused():
    for label, values in (
        ("Person", {"grade": "sure"}),
        ("Claim", {"tier": "secret"}),
        ("Claim", {"kind": "rumour"}),
        ("Event", {"duration_least": "long"}),
    ):
        with pytest.raises(DeflateError):
            stored(BY_LABEL[label], values)


def test_a_node_without_an_id_is_refused():
    with pytest.raises(RequiredProperty):
        BY_LABEL["Person"].deflate({"name": "A"})
