"""Which columns of an answer a table shows: what a person reads first. JSON and CSV always hold all.

Lists that are not named here are only counted.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Name of an analysis to its lists and their columns; the order is the order on the screen.
SHORT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "kin": {
        "kin": ("person", "chon", "affinity", "words.en", "words.ko", "side", "grade"),
        "all": ("chon", "affinity", "words.en", "words.ko", "path", "grade"),
        "unknown_degree": ("person", "term", "of", "grade"),
    },
    "connect": {"paths": ("nodes",)},
    "chains": {
        "links": (
            "trigger.person",
            "trigger.kind",
            "trigger.date",
            "punishment.person",
            "punishment.kind",
            "punishment.date",
            "class",
            "chon",
            "words.en",
            "delay_days",
        ),
        "together": ("date", "kind", "place", "persons"),
        "not_taken": ("person", "within", "least", "most"),
        "notes": ("text",),
    },
    "cascade": {
        "roots": ("trigger.person", "trigger.kind", "trigger.date", "size", "depth"),
        "tree": ("what", "person", "date", "class", "chon", "words", "delay_days", "chain"),
        "transitive": ("persons", "links", "order", "class"),
        "not_taken": ("person", "within", "least", "most"),
        "notes": ("text",),
    },
    "trail": {
        "stages": (
            "stage",
            "kind",
            "begin",
            "earliest",
            "latest",
            "agency",
            "from_agency",
            "to_agency",
            "place",
            "country",
            "days",
        ),
        "contradictions": ("kind", "events"),
    },
    "handovers": {
        "paths": (
            "person",
            "country_of_taking",
            "taking_agency",
            "crossing",
            "receiving_agency",
            "facility",
            "persons",
            "days",
        ),
        "corridors": ("from", "to", "persons", "first", "last"),
        "agency_corridors": ("from", "to", "persons", "first_year", "last_year", "days", "days_known"),
        "country_corridors": ("from", "to", "persons", "first_year", "last_year", "days", "days_known"),
        "variants": ("stages", "persons"),
        "closures": ("what", "id", "paths", "share", "persons"),
        "between": ("stages", "paths", "share", "persons", "days", "days_known"),
    },
    "stages": {
        "paths": ("person", "earliest", "latest", "stages", "persons"),
        "variants": ("stages", "persons"),
        "directly_follows": ("from", "to", "count"),
        "stage_days": ("stage", "stays", "days"),
        "closures": ("id", "paths", "share", "persons"),
        "between": ("stages", "paths", "share", "persons", "days", "days_known"),
    },
    "families": {
        "families": (
            "id",
            "kind",
            "persons",
            "taken",
            "punished",
            "fate_unknown",
            "dead",
            "abroad",
            "first",
            "last",
        ),
        "notes": ("text",),
    },
    "network": {
        "nodes": ("id", "name", "country", "betweenness", "received", "passed_on"),
        "ties": ("from", "to", "persons", "first", "last"),
    },
    "moves": {
        "legs": ("kind", "from", "to", "persons", "first", "last"),
        "facilities": ("place", "persons", "first", "last"),
    },
    "agencies": {
        "agencies": (
            "level",
            "id",
            "name",
            "arrests.own.persons",
            "arrests.all.persons",
            "handovers_received.all.persons",
            "held.all.persons",
        )
    },
    "presence": {"events": ("event", "person", "kind", "role", "date", "agency", "from_agency", "to_agency", "place")},
    "compare": {"periods": ("period", "least", "most", "small"), "notes": ("text",)},
    "figures": {"figures": ("id", "statement", "published", "unit", "least", "most", "agrees", "why")},
    "directory": {"records": ("id", "label", "kinds")},
    "rests_on": {
        "sources": ("source", "claims", "falls", "appears", "changes", "weakens"),
        "parts": ("key", "needs"),
    },
}
#: Columns that hold the least and the most of a number.
RANGES = frozenset({"delay_days", "days", "days_to_handover", "share"})
#: Never in a table: ids that only programs follow.
NEVER = frozenset({"claims"})
#: Objects of which only the sizes of their lists are shown.
SIZES = frozenset({"elements"})
