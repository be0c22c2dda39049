"""The tables that a data set is made of, and what each column may hold.

A data set is any subset of these tables, as a folder of CSV files or the sheets of a workbook. Every row except in
``sources`` and ``derivations`` becomes one claim and names its source. The same specification checks files, forms and
the API, and writes the column tables of ``seed/README.md``.
"""

from app.domain.claims import ClaimKind, Tier
from app.domain.columns import (
    COUNTRY,
    NAMES,
    NOTE,
    ORIGIN,
    PERIOD,
    Column,
    Table,
    code_column,
    date_column,
    id_column,
    ids_column,
    int_column,
    text_column,
)
from app.domain.custody import event_kinds, reasons

#: Ties of the membership table: relation -> (tie type, label of the target).
MEMBERSHIPS: dict[str, tuple[str, str]] = {
    "member_of": ("MEMBER_OF", "Family"),
    "in_case": ("IN_CASE", "Case"),
    "among": ("AMONG", "Person"),
}
#: Ties of the structure table: relation -> (tie type, label of the start, label of the end).
STRUCTURE: dict[str, tuple[str, str, str]] = {
    "part_of": ("PART_OF", "Agency", "Agency"),
    "succeeded": ("SUCCEEDED", "Agency", "Agency"),
    "same_body": ("SAME_BODY", "Agency", "Agency"),
    "based_at": ("BASED_AT", "Agency", "Place"),
    "within": ("WITHIN", "Place", "Place"),
}
PERSON_ROLES = (
    "informer", "officer", "judge", "helper", "companion", "inquirer", "witness", "guard", "broker", "other",
)  # fmt: skip
#: Kinds of source; ``invented`` marks invented data.
SOURCE_KINDS = (
    "report", "article", "interview", "register", "petition", "database", "website", "file", "letter", "book", "video",
    "invented",
)  # fmt: skip
PLACE_KINDS = (
    "country", "province", "prefecture", "city", "county", "settlement", "border_crossing", "facility",
)  # fmt: skip
SEXES = ("female", "male", "other")
#: Identity holds between two records of one of these kinds.
IDENTITY_KINDS: dict[str, str] = {"person": "Person", "family": "Family", "event": "Event", "case": "Case"}
JUDGEMENTS = ("same", "different")

_SOURCES = Table(
    "sources",
    None,
    ("id",),
    (
        id_column("id", "Source", "id of the source", required=True),
        text_column("title", "title"),
        code_column("kind", "what it is; `invented` marks invented data", SOURCE_KINDS, required=True),
        text_column("publisher", "who published it"),
        date_column("published", "when it was published"),
        date_column("told_on", "when the witness told it; nothing later can have been known"),
        text_column("witness", "a code for the witness; one witness is one source"),
        Column("url", "url", "address; never fetched"),
        text_column("language", "language code"),
        text_column("licence", "terms of use"),
        code_column("tier", "the widest circle its claims may reach; empty means public", tuple(Tier)),
        text_column("consent", "what the witness agreed to"),
    ),
    "Where claims come from.",
)
_DERIVATIONS = Table(
    "derivations",
    None,
    ("source_id", "from_source_id"),
    (
        id_column("source_id", "Source", "the source that repeats", required=True),
        id_column("from_source_id", "Source", "the source that is repeated", required=True),
    ),
    "Which source repeats which: a UN annex made from the filing of a group.",
)
_CASES = Table(
    "cases",
    ClaimKind.CASE,
    ("id",),
    (
        id_column("id", "Case", "id", required=True),
        text_column("title", "title", required=True),
        text_column("summary", "summary"),
        *ORIGIN,
    ),
    "What a source counts as one case.",
)
_PERSONS = Table(
    "persons",
    ClaimKind.PERSON,
    ("id",),
    (
        id_column("id", "Person", "id of the person or group", required=True),
        *NAMES,
        code_column("sex", "as the source says", SEXES),
        date_column("birth", "born"),
        date_column("death", "died"),
        Column("nationality", "country", "ISO 3166-1 alpha-2 code"),
        text_column("occupation", "occupation"),
        int_column("count_least", "a group: at least so many persons; empty means 1", 1, 10_000_000),
        int_column(
            "count_most", "a group: at most so many; empty with count_least given means not known", 1, 10_000_000
        ),
        NOTE,
        *ORIGIN,
    ),
    "Persons, relatives and groups of persons.",
)
_FAMILIES = Table(
    "families",
    ClaimKind.FAMILY,
    ("id",),
    (
        id_column("id", "Family", "id", required=True),
        Column("name", "name", "name of the family", required=True),
        NOTE,
        *ORIGIN,
    ),
    "Families and households that a source names.",
)
_MEMBERSHIPS = Table(
    "memberships",
    ClaimKind.MEMBERSHIP,
    ("person_id", "relation", "target_id"),
    (
        id_column("person_id", "Person", "who", required=True),
        code_column("relation", "member_of a family, in_case, or among a group", tuple(MEMBERSHIPS), required=True),
        id_column("target_id", "", "the family, case or group", required=True),
        *ORIGIN,
    ),
    "Who belongs to which family, case or group.",
)
_KINSHIP = Table(
    "kinship",
    None,
    ("person_a", "relation", "person_b", "since"),
    (
        id_column("person_a", "Person", "A, in: A is the <relation> of B", required=True),
        Column(
            "relation",
            "term",
            "parent, child, spouse, partner, sibling, half_sibling; another kinship term; friend, neighbour …",
            required=True,
        ),
        id_column("person_b", "Person", "B", required=True),
        code_column(
            "nature",
            "of a parent: birth, adoptive, step, foster; of a sibling: full, half",
            ("birth", "adoptive", "step", "foster", "full", "half", "unknown"),
        ),
        text_column("words", "the words of the source"),
        *PERIOD,
        *ORIGIN,
    ),
    "How two persons are related, or that they know each other.",
)
_EVENTS = Table(
    "events",
    ClaimKind.EVENT,
    ("id",),
    (
        id_column("id", "Event", "id; empty: made from person, kind, date and place"),
        id_column("person_id", "Person", "whom it happened to, or who did it", required=True),
        code_column("kind", "what happened", tuple(event_kinds()), required=True),
        date_column("begin", "when; for a kind that lasts also begin/end"),
        date_column("end", "when it ended"),
        int_column("step", "order that the source gives", 0, 100_000),
        ids_column("agency_id", "Agency", "who did it; where a transfer leads to"),
        ids_column("by_agency_id", "Agency", "who did it"),
        ids_column("from_agency_id", "Agency", "who gave the person up"),
        ids_column("to_agency_id", "Agency", "who received the person"),
        ids_column("place_id", "Place", "where; where a transfer leads to"),
        ids_column("at_place_id", "Place", "where"),
        ids_column("from_place_id", "Place", "from where"),
        ids_column("to_place_id", "Place", "to where"),
        ids_column("by_person_id", "Person", "another person who had a part in it"),
        code_column("by_role", "the part of that person", PERSON_ROLES),
        code_column("reason", "the reason that the source states", tuple(reasons())),
        text_column("agency_kind", "kind of agency, where told without a name"),
        text_column("place_kind", "kind of place, where told without a name"),
        Column("country", "country", "country, where told without a name; of a handover: the receiving one"),
        int_column("duration_least", "days, at least", 0, 50_000),
        int_column("duration_most", "days, at most", 0, 50_000),
        text_column("age", "age at the time, as told"),
        text_column("manner", "manner of a death"),
        NOTE,
        *ORIGIN,
    ),
    "What happened to a person, or what a person did. One event has one subject.",
)
_BECAUSE_OF = Table(
    "because_of",
    ClaimKind.BECAUSE_OF,
    ("event_id", "because_event_id", "because_person_id"),
    (
        id_column("event_id", "Event", "the punishment", required=True),
        id_column("because_event_id", "Event", "the act it is said to be for"),
        id_column("because_person_id", "Person", "or only the person it is said to be for"),
        text_column("words", "the words of the source"),
        *ORIGIN,
    ),
    "Punishments that a source says are for the act of another person.",
)
_AGENCIES = Table(
    "agencies",
    ClaimKind.AGENCY,
    ("id",),
    (
        id_column("id", "Agency", "id", required=True),
        *NAMES,
        text_column("kind", "secret_police, police, border_guard …", required=True),
        COUNTRY,
        date_column("valid_from", "first day of this name"),
        date_column("valid_to", "last day of this name"),
        NOTE,
        *ORIGIN,
    ),
    "Bodies that act. One row is one body in one name period.",
)
_PLACES = Table(
    "places",
    ClaimKind.PLACE,
    ("id",),
    (
        id_column("id", "Place", "id", required=True),
        *NAMES,
        code_column("kind", "what it is", PLACE_KINDS),
        text_column("facility_kind", "of a facility: kwanliso, kyohwaso, jipkyulso …"),
        COUNTRY,
        Column("latitude", "number", "WGS 84, decimal degrees", least=-90, most=90),
        Column("longitude", "number", "WGS 84, decimal degrees", least=-180, most=180),
        text_column("coordinate_precision", "what the point stands for"),
        NOTE,
        *ORIGIN,
    ),
    "Countries, provinces, towns, crossings and facilities.",
)
_STRUCTURE = Table(
    "structure",
    ClaimKind.STRUCTURE,
    ("from_id", "relation", "to_id"),
    (
        id_column("from_id", "", "the agency or place", required=True),
        code_column(
            "relation",
            "part_of, succeeded, same_body, based_at (agencies); within (places)",
            tuple(STRUCTURE),
            required=True,
        ),
        id_column("to_id", "", "the agency or place it is tied to", required=True),
        *PERIOD,
        *ORIGIN,
    ),
    "How agencies and places hang together.",
)
_IDENTITIES = Table(
    "identities",
    ClaimKind.IDENTITY,
    ("kind", "record_a", "record_b"),
    (
        code_column("kind", "what the two records are", tuple(IDENTITY_KINDS), required=True),
        id_column("record_a", "", "one record", required=True),
        id_column("record_b", "", "the other record", required=True),
        code_column("judgement", "the same, or different", JUDGEMENTS, required=True),
        NOTE,
        *ORIGIN,
    ),
    "Judgements: two records are the same, or are not.",
)

#: Every table by name, in the order in which a data set is read.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _SOURCES,
        _DERIVATIONS,
        _CASES,
        _AGENCIES,
        _PLACES,
        _STRUCTURE,
        _PERSONS,
        _FAMILIES,
        _MEMBERSHIPS,
        _KINSHIP,
        _EVENTS,
        _BECAUSE_OF,
        _IDENTITIES,
    )
}
