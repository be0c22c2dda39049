"""What a column and a table are, and the columns that many tables share."""

from dataclasses import dataclass

from app.domain.claims import ClaimKind, Grade, Tier

NAME_SCRIPTS = ("Hang", "Hani", "Latn", "Cyrl", "label")
#: Stands between the values of a cell that holds several.
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


def id_column(name: str, label: str, doc: str, *, required: bool = False) -> Column:
    """Return a column for an id, with the label of the node that it names."""
    return Column(name, "id", doc, required=required, label=label)


def ids_column(name: str, label: str, doc: str) -> Column:
    """Return a column for several ids of nodes of one label."""
    return Column(name, "ids", doc, label=label)


def date_column(name: str, doc: str) -> Column:
    """Return a column for a date."""
    return Column(name, "date", doc)


def code_column(name: str, doc: str, allowed: tuple[str, ...], *, required: bool = False) -> Column:
    """Return a column for one of the allowed words."""
    return Column(name, "code", doc, required=required, allowed=allowed)


def text_column(name: str, doc: str, *, required: bool = False) -> Column:
    """Return a column for text."""
    return Column(name, "text", doc, required=required)


def int_column(name: str, doc: str, least: int, most: int) -> Column:
    """Return a column for a whole number within bounds."""
    return Column(name, "int", doc, least=least, most=most)


NOTE = text_column("note", "anything else that the source says; stays in the team")
ORIGIN = (
    id_column("source_id", "Source", "the source that says it", required=True),
    text_column("citation", "where in the source: page, minute, record id"),
    text_column("quote", "the words of the source; stays in the team"),
    code_column("grade", "how sure; empty means ungraded", tuple(Grade)),
    code_column("tier", "who may see it; empty means the tier of the source", tuple(Tier)),
)
#: Columns that say where a row comes from; they are part of the claim, not of its statement.
ORIGIN_COLUMNS = tuple(column.name for column in ORIGIN)
NAMES = (
    Column("name", "name", "the name to show", required=True),
    code_column(
        "name_script",
        "script of the name; `label` for a description that is no name; empty: seen from the text",
        NAME_SCRIPTS,
    ),
    Column("names", "names", "further forms, with `|` between them"),
)
PERIOD = (date_column("since", "from when"), date_column("until", "until when"))
COUNTRY = Column("country", "country", "ISO 3166-1 alpha-2 code")
