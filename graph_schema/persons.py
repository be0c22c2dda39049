"""Persons, families and cases."""

from neomodel import IntegerProperty, RelationshipTo, StringProperty

from graph_schema.dates import Birth, Death
from graph_schema.marks import Evidence, Joined, Named, Node
from graph_schema.ties import Belonging, EventTie, KinOf, Knows, ParentOf, SiblingOf, SpouseOf

_PERSON = "graph_schema.persons.Person"


class Person(Node, Evidence, Joined, Named, Birth, Death):
    """A person, or a group of which a source tells only the number (``count_least``, ``count_most``)."""

    sex = StringProperty()
    nationality = StringProperty()
    occupation = StringProperty()
    count_least = IntegerProperty()
    count_most = IntegerProperty()
    note = StringProperty()

    children = RelationshipTo(_PERSON, "PARENT_OF", model=ParentOf)
    spouses = RelationshipTo(_PERSON, "SPOUSE_OF", model=SpouseOf)
    siblings = RelationshipTo(_PERSON, "SIBLING_OF", model=SiblingOf)
    kin = RelationshipTo(_PERSON, "KIN_OF", model=KinOf)
    acquaintances = RelationshipTo(_PERSON, "KNOWS", model=Knows)
    families = RelationshipTo("graph_schema.persons.Family", "MEMBER_OF", model=Belonging)
    cases = RelationshipTo("graph_schema.persons.Case", "IN_CASE", model=Belonging)
    groups = RelationshipTo(_PERSON, "AMONG", model=Belonging)
    events = RelationshipTo("graph_schema.events.Event", "SUBJECT_OF", model=EventTie)


class Family(Node, Evidence, Joined):
    """A household or family that a source names; not what can be computed from kinship."""

    name = StringProperty()
    note = StringProperty()


class Case(Node, Evidence, Joined):
    """What a source counts as one case."""

    title = StringProperty()
    summary = StringProperty()
