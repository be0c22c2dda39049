"""Agencies: bodies that act."""

from neomodel import RelationshipTo, StringProperty

from graph_schema.dates import ValidFrom, ValidTo
from graph_schema.marks import Evidence, Joined, Named, Node
from graph_schema.ties import Structure

_AGENCY = "graph_schema.agencies.Agency"


class Agency(Node, Evidence, Joined, Named, ValidFrom, ValidTo):
    """A body, or one name period of a body (tied to it by SAME_BODY)."""

    kind = StringProperty()
    country = StringProperty()
    note = StringProperty()

    part_of = RelationshipTo(_AGENCY, "PART_OF", model=Structure)
    succeeded = RelationshipTo(_AGENCY, "SUCCEEDED", model=Structure)
    same_body = RelationshipTo(_AGENCY, "SAME_BODY", model=Structure)
    based_at = RelationshipTo("graph_schema.places.Place", "BASED_AT", model=Structure)
