"""Claims, their sources, and what the store knows of itself."""

from neomodel import IntegerProperty, RelationshipTo, StringProperty

from app.domain.claims import ClaimKind, Tier
from graph_schema.dates import Published, ToldOn
from graph_schema.marks import GRADES, Node
from graph_schema.ties import Bookkeeping

_TIERS = {tier.value: tier.value for tier in Tier}
_KINDS = {kind.value: kind.value for kind in ClaimKind}


class Source(Node, Published, ToldOn):
    """Where claims come from; ``independence`` names the group of sources that count as one."""

    title = StringProperty()
    kind = StringProperty()
    publisher = StringProperty()
    witness = StringProperty(index=True)
    url = StringProperty()
    language = StringProperty()
    licence = StringProperty()
    tier = StringProperty(choices=_TIERS)
    consent = StringProperty()
    independence = StringProperty(index=True)
    withdrawn_at = StringProperty()
    withdrawn_because = StringProperty()

    derived_from = RelationshipTo("graph_schema.evidence.Source", "DERIVED_FROM", model=Bookkeeping)


class Claim(Node):
    """What one source says at one place in it; ``statement`` is JSON with the words as said.

    ``row_key`` is the hash of table, row id, source and citation: two accepted claims with one are a conflict.
    ``record_a`` and ``record_b`` are those of a judgement: the two records that are the same, or are not.
    """

    kind = StringProperty(choices=_KINDS)
    statement = StringProperty()
    source = StringProperty(index=True)
    citation = StringProperty()
    quote = StringProperty()
    grade = StringProperty(choices=GRADES)
    tier = StringProperty(choices=_TIERS)
    sequence = IntegerProperty()
    dataset = StringProperty()
    table = StringProperty()
    row_key = StringProperty(index=True)
    record_a = StringProperty(index=True)
    record_b = StringProperty(index=True)
    batch = StringProperty()
    recorded_at = StringProperty()
    recorded_by = StringProperty()
    withdrawn_at = StringProperty()
    withdrawn_because = StringProperty()
    erased_at = StringProperty()
    erased_because = StringProperty()

    about_person = RelationshipTo("graph_schema.persons.Person", "ABOUT", model=Bookkeeping)
    about_family = RelationshipTo("graph_schema.persons.Family", "ABOUT", model=Bookkeeping)
    about_case = RelationshipTo("graph_schema.persons.Case", "ABOUT", model=Bookkeeping)
    about_agency = RelationshipTo("graph_schema.agencies.Agency", "ABOUT", model=Bookkeeping)
    about_place = RelationshipTo("graph_schema.places.Place", "ABOUT", model=Bookkeeping)
    about_event = RelationshipTo("graph_schema.events.Event", "ABOUT", model=Bookkeeping)


class Meta(Node):
    """One node, its id is ``meta``; ``data_version`` moves with every write, which queue at this node."""

    schema_version = IntegerProperty()
    data_version = IntegerProperty()
    in_progress = StringProperty()
    writing = StringProperty()
