"""Events: acts, takings, punishments, signs of life, procedures."""

from neomodel import ArrayProperty, IntegerProperty, RelationshipTo, StringProperty

from graph_schema.dates import Begin, End
from graph_schema.marks import Evidence, Joined, Node
from graph_schema.ties import BecauseOf, ByPerson, EventTie

_AGENCY = "graph_schema.agencies.Agency"
_PLACE = "graph_schema.places.Place"
_PERSON = "graph_schema.persons.Person"


class Event(Node, Evidence, Joined, Begin, End):
    """What happened to one subject, a person or a group.

    ``steps`` are texts ``grade|source|step``: the order in which each source tells the events.
    """

    kind = StringProperty(index=True)
    category = StringProperty(index=True)
    duration_least = IntegerProperty()
    duration_most = IntegerProperty()
    age = StringProperty()
    manner = StringProperty()
    reason = StringProperty()
    reason_class = StringProperty()
    agency_kind = StringProperty()
    place_kind = StringProperty()
    country = StringProperty()
    steps = ArrayProperty(StringProperty())
    note = StringProperty()

    by_agency = RelationshipTo(_AGENCY, "BY_AGENCY", model=EventTie)
    from_agency = RelationshipTo(_AGENCY, "FROM_AGENCY", model=EventTie)
    to_agency = RelationshipTo(_AGENCY, "TO_AGENCY", model=EventTie)
    at_place = RelationshipTo(_PLACE, "AT_PLACE", model=EventTie)
    from_place = RelationshipTo(_PLACE, "FROM_PLACE", model=EventTie)
    to_place = RelationshipTo(_PLACE, "TO_PLACE", model=EventTie)
    by_person = RelationshipTo(_PERSON, "BY_PERSON", model=ByPerson)
    because_of_event = RelationshipTo("graph_schema.events.Event", "BECAUSE_OF", model=BecauseOf)
    because_of_person = RelationshipTo(_PERSON, "BECAUSE_OF", model=BecauseOf)
