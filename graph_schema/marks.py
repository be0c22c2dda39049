"""What several labels and ties share: the evidence that they rest on, names, and joined records."""

from neomodel import ArrayProperty, BooleanProperty, IntegerProperty, StringProperty, StructuredNode

from app.domain.claims import Grade

GRADES = {grade.value: grade.value for grade in Grade}


class Node(StructuredNode):
    """Anything with an id; ``id`` in the store, ``uid`` here, since neomodel keeps ``id`` for itself."""

    __abstract_node__ = True

    uid = StringProperty(db_property="id", unique_index=True, required=True)


class Evidence:
    """The claims that support a node or tie, and what they are worth.

    ``claims`` are the ids of the accepted claims (of a node: those that describe it), ``grade`` the best of their
    grades, ``independent_sources`` their number of groups of sources, ``invented`` true when every one is invented,
    ``contradictions`` what differs, with the claims.
    """

    claims = ArrayProperty(StringProperty())
    grade = StringProperty(choices=GRADES)
    independent_sources = IntegerProperty()
    invented = BooleanProperty()
    contradictions = ArrayProperty(StringProperty())


class Joined:
    """Records that judgements joined into one: their ids, and the claims whose tie became a tie to itself."""

    records = ArrayProperty(StringProperty())
    self_ties = ArrayProperty(StringProperty())


class Named:
    """The name to show, every form of it, and what it is found by."""

    name = StringProperty(index=True)
    names = ArrayProperty(StringProperty())
    name_script = StringProperty()
    search_text = StringProperty()
    match_keys = ArrayProperty(StringProperty())
