"""Date properties, one class each: the text as given, its first and last possible day, and its two marks.

Bounds are ISO texts (``2009-06-01``), never the engine's own dates: texts sort and compare right, and both sides of a
comparison are sure to be of one type. An open bound is absent; a mark is there only when it is true.
"""

from neomodel import BooleanProperty, StringProperty


class Birth:
    """When a person was born."""

    birth = StringProperty()
    birth_earliest = StringProperty()
    birth_latest = StringProperty()
    birth_approximate = BooleanProperty()
    birth_uncertain = BooleanProperty()


class Death:
    """When a person died."""

    death = StringProperty()
    death_earliest = StringProperty()
    death_latest = StringProperty()
    death_approximate = BooleanProperty()
    death_uncertain = BooleanProperty()


class ValidFrom:
    """When a body came into being, or took its name."""

    valid_from = StringProperty()
    valid_from_earliest = StringProperty()
    valid_from_latest = StringProperty()
    valid_from_approximate = BooleanProperty()
    valid_from_uncertain = BooleanProperty()


class ValidTo:
    """When a body ceased to be, or lost its name."""

    valid_to = StringProperty()
    valid_to_earliest = StringProperty()
    valid_to_latest = StringProperty()
    valid_to_approximate = BooleanProperty()
    valid_to_uncertain = BooleanProperty()


class Begin:
    """When an event happened, or began; events are looked up by it."""

    begin = StringProperty()
    begin_earliest = StringProperty(index=True)
    begin_latest = StringProperty(index=True)
    begin_approximate = BooleanProperty()
    begin_uncertain = BooleanProperty()


class End:
    """When an event that lasts ended."""

    end = StringProperty()
    end_earliest = StringProperty()
    end_latest = StringProperty()
    end_approximate = BooleanProperty()
    end_uncertain = BooleanProperty()


class Published:
    """When a source was published."""

    published = StringProperty()
    published_earliest = StringProperty()
    published_latest = StringProperty()
    published_approximate = BooleanProperty()
    published_uncertain = BooleanProperty()


class ToldOn:
    """When the witness of a source spoke."""

    told_on = StringProperty()
    told_on_earliest = StringProperty()
    told_on_latest = StringProperty()
    told_on_approximate = BooleanProperty()
    told_on_uncertain = BooleanProperty()


class Since:
    """Since when a tie holds."""

    since = StringProperty()
    since_earliest = StringProperty()
    since_latest = StringProperty()
    since_approximate = BooleanProperty()
    since_uncertain = BooleanProperty()


class Until:
    """Until when a tie held."""

    until = StringProperty()
    until_earliest = StringProperty()
    until_latest = StringProperty()
    until_approximate = BooleanProperty()
    until_uncertain = BooleanProperty()
