"""The graph's schema: labels, ties, properties and indexes, as neomodel classes.

``NODES`` and ``TIES`` are the whole of it, ``describe`` the same as plain values. The store installs it
(``app.store.schema``) and refuses names that are not in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from neomodel import RelationshipDefinition, StructuredNode, StructuredRel

from graph_schema.agencies import Agency
from graph_schema.events import Event
from graph_schema.evidence import Claim, Meta, Source
from graph_schema.persons import Case, Family, Person
from graph_schema.places import Place
from graph_schema.ties import (
    BecauseOf,
    Belonging,
    Bookkeeping,
    ByPerson,
    EventTie,
    KinOf,
    Knows,
    ParentOf,
    SiblingOf,
    SpouseOf,
    Structure,
)

#: Every label.
NODES: tuple[type[StructuredNode], ...] = (Person, Family, Case, Agency, Place, Event, Source, Claim, Meta)

#: Every type of tie with the class of its properties.
TIES: tuple[tuple[str, type[StructuredRel]], ...] = (
    ("PARENT_OF", ParentOf),
    ("SPOUSE_OF", SpouseOf),
    ("SIBLING_OF", SiblingOf),
    ("KIN_OF", KinOf),
    ("KNOWS", Knows),
    ("MEMBER_OF", Belonging),
    ("IN_CASE", Belonging),
    ("AMONG", Belonging),
    ("PART_OF", Structure),
    ("SUCCEEDED", Structure),
    ("SAME_BODY", Structure),
    ("BASED_AT", Structure),
    ("WITHIN", Structure),
    ("SUBJECT_OF", EventTie),
    ("BY_AGENCY", EventTie),
    ("FROM_AGENCY", EventTie),
    ("TO_AGENCY", EventTie),
    ("AT_PLACE", EventTie),
    ("FROM_PLACE", EventTie),
    ("TO_PLACE", EventTie),
    ("BY_PERSON", ByPerson),
    ("BECAUSE_OF", BecauseOf),
    ("ABOUT", Bookkeeping),
    ("DERIVED_FROM", Bookkeeping),
)


@dataclass(frozen=True, slots=True)
class FullText:
    """A full-text index over several properties of one label."""

    name: str
    label: str
    properties: tuple[str, ...]


#: Full-text indexes; the cjk analyser cuts Hangul and Han text into pairs, so that parts of names are found.
FULL_TEXT = (
    FullText("person_search", "Person", ("name", "search_text")),
    FullText("agency_search", "Agency", ("name", "search_text")),
    FullText("place_search", "Place", ("name", "search_text")),
    FullText("family_search", "Family", ("name",)),
    FullText("case_search", "Case", ("title",)),
)
ANALYSER = "cjk"


@dataclass(frozen=True, slots=True)
class NodeShape:
    """What a label may carry: all its properties, those that are unique, those that are indexed."""

    properties: frozenset[str]
    unique: frozenset[str]
    indexed: frozenset[str]


@dataclass(frozen=True, slots=True)
class TieShape:
    """What a type of tie may carry, and the pairs of labels that it may join."""

    ends: frozenset[tuple[str, str]]
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The whole schema as plain values."""

    nodes: Mapping[str, NodeShape]
    ties: Mapping[str, TieShape]


def describe() -> Shapes:
    """Return the schema as plain values, with the names that stand in the store.

    Returns
    -------
    Shapes

    Examples
    --------
    >>> sorted(describe().nodes["Family"].unique), sorted(describe().ties["IN_CASE"].ends)
    (['id'], [('Person', 'Case')])
    """
    nodes = {node.__label__: _shape_of_node(node) for node in NODES}
    ties = {kind: TieShape(_ends(kind), frozenset(model.defined_properties(rels=False))) for kind, model in TIES}
    return Shapes(nodes, ties)


def _shape_of_node(node: type[StructuredNode]) -> NodeShape:
    stored = {each.get_db_property_name(name): each for name, each in node.__all_properties__}
    return NodeShape(
        frozenset(stored),
        frozenset(name for name, each in stored.items() if each.unique_index),
        frozenset(name for name, each in stored.items() if each.index),
    )


def _ends(kind: str) -> frozenset[tuple[str, str]]:
    declared = [(node.__label__, tie) for node in NODES for _, tie in node.__all_relationships__]
    return frozenset((start, _target(tie)) for start, tie in declared if tie.definition["relation_type"] == kind)


def _target(tie: RelationshipDefinition) -> str:
    """Return the label at the end of a tie; classes are named as texts, so that modules need not know each other."""
    tie.lookup_node_class()
    return str(cast(type[StructuredNode], tie.definition["node_class"]).__label__)
