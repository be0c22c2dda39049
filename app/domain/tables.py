"""The tables that a data set is made of, and what each column may hold.

A data set is any subset of these tables, as a folder of CSV files or the sheets of a workbook. Every row except in
``sources`` and ``derivations`` becomes one claim and names its source. The same specification checks files, forms and
the API, and writes the column tables of ``seed/README.md``.
"""

from dataclasses import dataclass

from app.domain.claims import ClaimKind, Grade, Tier
from app.domain.custody import event_kinds, reasons

#: Canonical kinship relations with a tie of their own: relation -> (tie type, "A is parent of B" is turned, default
#: nature).
#: Any other kinship term is a ``KIN_OF`` tie with that term.
RELATIONS: dict[str, tuple[str, bool, str]] = {
    "parent": ("PARENT_OF", False, "unknown"),
    "child": ("PARENT_OF", True, "unknown"),
    "spouse": ("SPOUSE_OF", False, "marriage"),
    "partner": ("SPOUSE_OF", False, "partner"),
    "sibling": ("SIBLING_OF", False, "unknown"),
    "half_sibling": ("SIBLING_OF", False, "half"),
}
NATURES: dict[str, tuple[str, ...]] = {
    "PARENT_OF": ("birth", "adoptive", "step", "foster", "unknown"),
    "SPOUSE_OF": ("marriage", "partner"),
    "SIBLING_OF": ("full", "half", "unknown"),
}
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
    "informer",
    "officer",
    "judge",
    "helper",
    "companion",
    "inquirer",
    "witness",
    "guard",
    "broker",
    "other",
)
SEXES = ("female", "male", "other")
NAME_SCRIPTS = ("Hang", "Hani", "Latn", "Cyrl", "label")
#: Identity holds between two records of one of these kinds.
IDENTITY_KINDS: dict[str, str] = {"person": "Person", "family": "Family", "event": "Event", "case": "Case"}
JUDGEMENTS = ("same", "different")
SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, how a cell is read, what is allowed, and what it means.

    Attributes
    ----------
    type : str
        id, ids, text, name, names, date, code, term, int, number, country or url. ``ids`` and ``names`` hold several
        values with ``|``
        between them.
    allowed : tuple of str
        The values of a ``code``.
    label : str
        For ``id``: the label of the node it names.
    """

    name: str
    type: str
    doc: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    label: str = ""
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, the columns that name a row, and the kind of claim a row is."""

    name: str
    kind: ClaimKind | None
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    doc: str

    def column(self, name: str) -> Column | None:
        """Return the column of this name, or None."""
        return next((column for column in self.columns if column.name == name), None)


def _id(name: str, label: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, "id", doc, required=required, label=label)


def _ids(name: str, label: str, doc: str) -> Column:
    return Column(name, "ids", doc, label=label)


def _date(name: str, doc: str) -> Column:
    return Column(name, "date", doc)


def _code(name: str, doc: str, allowed: tuple[str, ...], *, required: bool = False) -> Column:
    return Column(name, "code", doc, required=required, allowed=allowed)


def _text(name: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, "text", doc, required=required)


_NOTE = _text("note", "anything else that the source says; stays in the team")
_ORIGIN = (
    _id("source_id", "Source", "the source that says it", required=True),
    _text("citation", "where in the source: page, minute, record id"),
    _text("quote", "the words of the source; stays in the team"),
    _code("grade", "how sure; empty means ungraded", tuple(Grade)),
    _code("tier", "who may see it; empty means the tier of the source", tuple(Tier)),
)
#: Columns that say where a row comes from; they are part of the claim, not of its statement.
ORIGIN_COLUMNS = tuple(column.name for column in _ORIGIN)
_NAMES = (
    Column("name", "name", "the name to show", required=True),
    _code(
        "name_script",
        "script of the name; `label` for a description that is no name; empty: seen from the text",
        NAME_SCRIPTS,
    ),
    Column("names", "names", "further forms, with `|` between them"),
)
_PERIOD = (_date("since", "from when"), _date("until", "until when"))
_COUNTRY = Column("country", "country", "ISO 3166-1 alpha-2 code")

_SOURCES = Table(
    "sources",
    None,
    ("id",),
    (
        _id("id", "Source", "id of the source", required=True),
        _text("title", "title"),
        _code(
            "kind",
            "what it is; `invented` marks invented data",
            (
                "report",
                "article",
                "interview",
                "register",
                "petition",
                "database",
                "website",
                "file",
                "letter",
                "book",
                "video",
                "invented",
            ),
            required=True,
        ),
        _text("publisher", "who published it"),
        _date("published", "when it was published"),
        _date("told_on", "when the witness told it; nothing later can have been known"),
        _text("witness", "a code for the witness; one witness is one source"),
        Column("url", "url", "address; never fetched"),
        _text("language", "language code"),
        _text("licence", "terms of use"),
        _code("tier", "the widest circle its claims may reach; empty means public", tuple(Tier)),
        _text("consent", "what the witness agreed to"),
    ),
    "Where claims come from.",
)
_DERIVATIONS = Table(
    "derivations",
    None,
    ("source_id", "from_source_id"),
    (
        _id("source_id", "Source", "the source that repeats", required=True),
        _id("from_source_id", "Source", "the source that is repeated", required=True),
    ),
    "Which source repeats which: a UN annex made from the filing of a group.",
)
_CASES = Table(
    "cases",
    ClaimKind.CASE,
    ("id",),
    (
        _id("id", "Case", "id", required=True),
        _text("title", "title", required=True),
        _text("summary", "summary"),
        *_ORIGIN,
    ),
    "What a source counts as one case.",
)
_PERSONS = Table(
    "persons",
    ClaimKind.PERSON,
    ("id",),
    (
        _id("id", "Person", "id of the person or group", required=True),
        *_NAMES,
        _code("sex", "as the source says", SEXES),
        _date("birth", "born"),
        _date("death", "died"),
        Column("nationality", "country", "ISO 3166-1 alpha-2 code"),
        _text("occupation", "occupation"),
        Column("count_least", "int", "a group: at least so many persons; empty means 1", least=1, most=10_000_000),
        Column(
            "count_most",
            "int",
            "a group: at most so many; empty with count_least given means not known",
            least=1,
            most=10_000_000,
        ),
        _NOTE,
        *_ORIGIN,
    ),
    "Persons, relatives and groups of persons.",
)
_FAMILIES = Table(
    "families",
    ClaimKind.FAMILY,
    ("id",),
    (
        _id("id", "Family", "id", required=True),
        Column("name", "name", "name of the family", required=True),
        _NOTE,
        *_ORIGIN,
    ),
    "Families and households that a source names.",
)
_MEMBERSHIPS = Table(
    "memberships",
    ClaimKind.MEMBERSHIP,
    ("person_id", "relation", "target_id"),
    (
        _id("person_id", "Person", "who", required=True),
        _code("relation", "member_of a family, in_case, or among a group", tuple(MEMBERSHIPS), required=True),
        _id("target_id", "", "the family, case or group", required=True),
        *_ORIGIN,
    ),
    "Who belongs to which family, case or group.",
)
_KINSHIP = Table(
    "kinship",
    None,
    ("person_a", "relation", "person_b", "since"),
    (
        _id("person_a", "Person", "A, in: A is the <relation> of B", required=True),
        Column(
            "relation",
            "term",
            "parent, child, spouse, partner, sibling, half_sibling; another kinship term; friend, neighbour …",
            required=True,
        ),
        _id("person_b", "Person", "B", required=True),
        _code(
            "nature",
            "of a parent: birth, adoptive, step, foster; of a sibling: full, half",
            ("birth", "adoptive", "step", "foster", "full", "half", "unknown"),
        ),
        _text("words", "the words of the source"),
        *_PERIOD,
        *_ORIGIN,
    ),
    "How two persons are related, or that they know each other.",
)
_EVENTS = Table(
    "events",
    ClaimKind.EVENT,
    ("id",),
    (
        _id("id", "Event", "id; empty: made from person, kind, date and place"),
        _id("person_id", "Person", "whom it happened to, or who did it", required=True),
        _code("kind", "what happened", tuple(event_kinds()), required=True),
        _date("begin", "when; for a kind that lasts also begin/end"),
        _date("end", "when it ended"),
        Column("step", "int", "order that the source gives", least=0, most=100_000),
        _ids("agency_id", "Agency", "who did it; where a transfer leads to"),
        _ids("by_agency_id", "Agency", "who did it"),
        _ids("from_agency_id", "Agency", "who gave the person up"),
        _ids("to_agency_id", "Agency", "who received the person"),
        _ids("place_id", "Place", "where; where a transfer leads to"),
        _ids("at_place_id", "Place", "where"),
        _ids("from_place_id", "Place", "from where"),
        _ids("to_place_id", "Place", "to where"),
        _ids("by_person_id", "Person", "another person who had a part in it"),
        _code("by_role", "the part of that person", PERSON_ROLES),
        _code("reason", "the reason that the source states", tuple(reasons())),
        _text("agency_kind", "kind of agency, where told without a name"),
        _text("place_kind", "kind of place, where told without a name"),
        Column("country", "country", "country, where told without a name; of a handover: the receiving one"),
        Column("duration_least", "int", "days, at least", least=0, most=50_000),
        Column("duration_most", "int", "days, at most", least=0, most=50_000),
        _text("age", "age at the time, as told"),
        _text("manner", "manner of a death"),
        _NOTE,
        *_ORIGIN,
    ),
    "What happened to a person, or what a person did. One event has one subject.",
)
_BECAUSE_OF = Table(
    "because_of",
    ClaimKind.BECAUSE_OF,
    ("event_id", "because_event_id", "because_person_id"),
    (
        _id("event_id", "Event", "the punishment", required=True),
        _id("because_event_id", "Event", "the act it is said to be for"),
        _id("because_person_id", "Person", "or only the person it is said to be for"),
        _text("words", "the words of the source"),
        *_ORIGIN,
    ),
    "Punishments that a source says are for the act of another person.",
)
_AGENCIES = Table(
    "agencies",
    ClaimKind.AGENCY,
    ("id",),
    (
        _id("id", "Agency", "id", required=True),
        *_NAMES,
        _text("kind", "secret_police, police, border_guard …", required=True),
        _COUNTRY,
        _date("valid_from", "first day of this name"),
        _date("valid_to", "last day of this name"),
        _NOTE,
        *_ORIGIN,
    ),
    "Bodies that act. One row is one body in one name period.",
)
_PLACES = Table(
    "places",
    ClaimKind.PLACE,
    ("id",),
    (
        _id("id", "Place", "id", required=True),
        *_NAMES,
        _code(
            "kind",
            "what it is",
            ("country", "province", "prefecture", "city", "county", "settlement", "border_crossing", "facility"),
        ),
        _text("facility_kind", "of a facility: kwanliso, kyohwaso, jipkyulso …"),
        _COUNTRY,
        Column("latitude", "number", "WGS 84, decimal degrees", least=-90, most=90),
        Column("longitude", "number", "WGS 84, decimal degrees", least=-180, most=180),
        _text("coordinate_precision", "what the point stands for"),
        _NOTE,
        *_ORIGIN,
    ),
    "Countries, provinces, towns, crossings and facilities.",
)
_STRUCTURE = Table(
    "structure",
    ClaimKind.STRUCTURE,
    ("from_id", "relation", "to_id"),
    (
        _id("from_id", "", "the agency or place", required=True),
        _code(
            "relation",
            "part_of, succeeded, same_body, based_at (agencies); within (places)",
            tuple(STRUCTURE),
            required=True,
        ),
        _id("to_id", "", "the agency or place it is tied to", required=True),
        *_PERIOD,
        *_ORIGIN,
    ),
    "How agencies and places hang together.",
)
_IDENTITIES = Table(
    "identities",
    ClaimKind.IDENTITY,
    ("kind", "record_a", "record_b"),
    (
        _code("kind", "what the two records are", tuple(IDENTITY_KINDS), required=True),
        _id("record_a", "", "one record", required=True),
        _id("record_b", "", "the other record", required=True),
        _code("judgement", "the same, or different", JUDGEMENTS, required=True),
        _NOTE,
        *_ORIGIN,
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
