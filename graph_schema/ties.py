"""Ties: their properties. Between which labels they run is said by the labels.

No property of a tie is ever indexed: with such an index, MERGE of a tie looks at every tie of its type.
"""

from neomodel import StringProperty, StructuredRel

from graph_schema.dates import Since, Until
from graph_schema.marks import Evidence


class ParentOf(StructuredRel, Evidence, Since, Until):
    """Parent to child; ``nature``: birth, adoptive, step, foster, unknown."""

    nature = StringProperty()


class SpouseOf(StructuredRel, Evidence, Since, Until):
    """Stored once, from the smaller id; ``nature``: marriage, partner."""

    nature = StringProperty()


class SiblingOf(StructuredRel, Evidence, Since, Until):
    """Stored once, from the smaller id; ``nature``: full, half, unknown."""

    nature = StringProperty()


class KinOf(StructuredRel, Evidence, Since, Until):
    """What the source says (``term``) where the persons between are not recorded."""

    term = StringProperty()


class Knows(StructuredRel, Evidence, Since, Until):
    """Acquaintance (``term``), never kin; stored once, from the smaller id."""

    term = StringProperty()


class Belonging(StructuredRel, Evidence):
    """MEMBER_OF, IN_CASE, AMONG: a person in a family, a case, a group."""


class Structure(StructuredRel, Evidence, Since, Until):
    """PART_OF, SUCCEEDED, SAME_BODY, BASED_AT, WITHIN: how agencies and places hang together."""


class EventTie(StructuredRel, Evidence):
    """SUBJECT_OF, BY_AGENCY, FROM_AGENCY, TO_AGENCY, AT_PLACE, FROM_PLACE, TO_PLACE: who and where of an event."""


class ByPerson(StructuredRel, Evidence):
    """A person who acted in an event; ``role``: informer, officer, judge, helper and so on."""

    role = StringProperty()


class BecauseOf(StructuredRel, Evidence):
    """A punishment and the act, or only the person, that a source says it is for."""


class Bookkeeping(StructuredRel):
    """ABOUT and DERIVED_FROM: ties of claims and sources themselves; they carry no evidence."""
