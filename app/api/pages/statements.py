"""What a claim says, as labelled parts for a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.api.pages.words import Words
from app.domain.columns import Column
from app.domain.tables import TABLES

#: Parts that say the same as the line they stand in, or nothing to a reader.
_LEFT_OUT = frozenset({"id", "step", "name_script", "latitude", "longitude", "coordinate_precision"})
#: Parts that are left out on the page of the very record that they name.
_OF_RECORD = ("person_id", "target_id")
#: Kind of a claim about two records -> the columns that name them.
_ENDS = {
    "kinship": ("person_a", "person_b"),
    "acquaintance": ("person_a", "person_b"),
    "membership": ("person_id", "target_id"),
    "structure": ("from_id", "to_id"),
    "because_of": ("event_id", "because_event_id", "because_person_id"),
}
#: Parts that can name a person: those of persons, and what is told freely of anything.
_NAMING = frozenset({"title", "summary", "note", "quote"})
_NAMES = frozenset({"name", "names"})
_DATES = frozenset(column.name for table in TABLES.values() for column in table.columns if column.type == "date")
_CODES = frozenset(
    column.name for table in TABLES.values() for column in table.columns if column.type in ("code", "term")
) - {"reason", "kind"}
_KINDS = (
    "person",
    "family",
    "case",
    "agency",
    "place",
    "kinship",
    "acquaintance",
    "membership",
    "structure",
    "because_of",
    "event",
)
_COUNTRIES = frozenset(column.name for table in TABLES.values() for column in table.columns if column.type == "country")
_IDS = frozenset(column.name for table in TABLES.values() for column in table.columns if column.type in ("id", "ids"))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a statement: its column in words, its value, and the ids in it that are records.

    Attributes
    ----------
    label, text : str
    ids : tuple of str
    sentence : bool
        The text says a tie of its two records, who stand in it as ``%(a)s`` and ``%(b)s``.
    """

    label: str
    text: str
    ids: tuple[str, ...] = ()
    sentence: bool = False


def statement_title(claim: Mapping[str, Any], words: Words) -> str:
    """Return what kind of claim it is, in words."""
    statement = claim.get("statement") or {}
    if claim["kind"] == "event":
        return words.kind(statement.get("kind"))
    return words("reason told") if claim["kind"] == "because_of" else words.code(claim["kind"])


def statement_parts(claim: Mapping[str, Any], words: Words, *, complete: bool = False, of: str = "") -> list[Part]:
    """Return the parts of a statement.

    Parameters
    ----------
    claim : mapping
    words : Words
    complete : bool
        Also the parts that a short table leaves out.
    of : str
        Id of the record whose page it is: whom an event befell is not said again there.
    """
    statement = claim.get("statement")
    if statement is None:
        return [Part(words("erased"), "")]
    order = {column.name: place for place, column in enumerate(_columns(claim["kind"]))}
    left_out = frozenset() if complete else _LEFT_OUT | ({"kind"} if claim["kind"] == "event" else set())
    left_out |= {name for name in _OF_RECORD if of and statement.get(name) == of}
    if words.hides_names:
        left_out |= _NAMING | (set() if claim["kind"] in ("agency", "place") else _NAMES)
    said = [] if complete else _sentence(claim["kind"], statement, words)
    left_out |= {"relation", *_ENDS[claim["kind"]]} if said else set()
    names = sorted(statement.keys() - left_out, key=lambda name: (order.get(name, len(order)), name))
    return [*said, *(value_part(name, statement[name], words) for name in names)]


def _sentence(kind: str, statement: Mapping[str, Any], words: Words) -> list[Part]:
    """Return a tie of two records as a sentence; nothing where the claim is none."""
    ends = [str(statement[name]) for name in _ENDS.get(kind, ()) if statement.get(name)]
    relation = statement.get("relation")
    if kind == "because_of":
        # of a reason told as an event and as a person, the event says who it was
        return [Part("", words("%(a)s: because of %(b)s"), tuple(ends[:2]), sentence=True)] if len(ends) > 1 else []
    if len(ends) != len(("a", "b")) or not relation:
        return []
    texts = {
        "member_of": words("%(a)s belongs to %(b)s"),
        "in_case": words("%(a)s is a person of the case %(b)s"),
        "among": words("%(a)s is one of %(b)s"),
        "part_of": words("%(a)s is part of %(b)s"),
        "succeeded": words("%(a)s came after %(b)s"),
        "same_body": words("%(a)s and %(b)s are one body under two names"),
        "based_at": words("%(a)s is based at %(b)s"),
        "within": words("%(a)s lies within %(b)s"),
    }
    text = texts.get(relation) or words("%(a)s is the %(relation)s of %(b)s")
    spelt = words.code(relation).replace("%", "%%")
    return [Part("", text.replace("%(relation)s", spelt), tuple(ends), sentence=True)]


def claim_order(claim: Mapping[str, Any]) -> tuple[int, str, str]:
    """Return a sort key: claims about persons first, then ties, then events by their day."""
    statement = claim.get("statement") or {}
    return (
        _KINDS.index(claim["kind"]) if claim["kind"] in _KINDS else len(_KINDS),
        statement.get("begin") or "~",
        claim["id"],
    )


def _columns(kind: str) -> list[Column]:
    return [column for table in TABLES.values() if table.kind == kind for column in table.columns] or list(
        TABLES["kinship"].columns
    )


def value_part(name: str, value: Any, words: Words) -> Part:
    """Return one value with the name of its column, both in words.

    Parameters
    ----------
    name : str
        The column, or the property of a record that is named as one.
    value : object
    words : Words
    """
    label = {"from_id": words("this"), "to_id": words("is tied to")}.get(name) or words.code(name.removesuffix("_id"))
    if name in _IDS:
        ids = tuple(value) if isinstance(value, list) else (str(value),)
        return Part(label, "", ids)
    if isinstance(value, list):
        return Part(label, ", ".join(str(each) for each in value))
    if name in _DATES:
        return Part(label, words.date(str(value)))
    if name in _CODES:
        return Part(label, words.code(str(value)))
    if name in _COUNTRIES:
        return Part(label, words.country(str(value)))
    if name in ("kind", "facility_kind", "agency_kind", "place_kind"):
        return Part(label, words.kind(str(value)))
    if name == "reason":
        return Part(label, words.reason(str(value)))
    return Part(label, str(value))
