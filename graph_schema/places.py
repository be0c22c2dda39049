"""Places, from a cell to a country."""

from neomodel import FloatProperty, RelationshipTo, StringProperty

from graph_schema.marks import Evidence, Joined, Named, Node
from graph_schema.ties import Structure


class Place(Node, Evidence, Joined, Named):
    """A place; a border crossing lies within both sides."""

    kind = StringProperty()
    facility_kind = StringProperty()
    country = StringProperty()
    latitude = FloatProperty()
    longitude = FloatProperty()
    coordinate_precision = StringProperty()
    note = StringProperty()

    within = RelationshipTo("graph_schema.places.Place", "WITHIN", model=Structure)
