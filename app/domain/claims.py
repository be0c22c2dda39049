"""Claims and sources: what was said, by whom, how sure.

A *claim* is what one source says at one place in it. Claims are added, withdrawn, erased; never edited. The id of a
claim
is made from its content alone, so the same row imported twice is one claim.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any


class ClaimKind(StrEnum):
    """What a claim describes: a node (person … event) or ties between nodes (kinship … identity)."""

    PERSON = "person"
    FAMILY = "family"
    CASE = "case"
    AGENCY = "agency"
    PLACE = "place"
    KINSHIP = "kinship"
    ACQUAINTANCE = "acquaintance"
    MEMBERSHIP = "membership"
    STRUCTURE = "structure"
    EVENT = "event"
    BECAUSE_OF = "because_of"
    IDENTITY = "identity"


class Grade(StrEnum):
    """How sure a claim is, best first.

    References
    ----------
    .. [1] HURIDOCS micro-thesaurus 41, violation status.
    """

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNGRADED = "ungraded"
    UNLIKELY = "unlikely"


class Tier(StrEnum):
    """Who may see a claim, narrowest first."""

    SEALED = "sealed"
    TEAM = "team"
    PARTNER = "partner"
    PUBLIC = "public"


#: 0 is the best grade. A claim that decides something has rank <= DECIDING_RANK.
GRADE_RANK: dict[str, int] = {grade.value: rank for rank, grade in enumerate(Grade)}
DECIDING_RANK = GRADE_RANK[Grade.UNGRADED]
#: The source kind that marks invented demonstration data.
INVENTED = "invented"


def decides(grade: str) -> bool:
    """Say whether a claim of this grade decides anything; a weaker one is shown as rumoured.

    Examples
    --------
    >>> decides("ungraded"), decides("unlikely")
    (True, False)
    """
    return GRADE_RANK[grade] <= DECIDING_RANK


@dataclass(frozen=True, slots=True)
class Source:
    """Where claims come from: a report, an article, an interview, a register, a file.

    Attributes
    ----------
    id : str
        ``dataset:local``.
    kind : str
        report, article, interview, register, petition, database, file, invented …
    published, told_on : str
        Date texts. ``told_on`` is the day on which the witness spoke: nothing later can have been known.
    witness : str
        A code; two sources with one witness are not independent.
    tier, consent : str
        The widest circle that its claims may reach, and what the witness agreed to.
    """

    id: str
    title: str = ""
    kind: str = "report"
    publisher: str = ""
    published: str = ""
    told_on: str = ""
    witness: str = ""
    url: str = ""
    language: str = ""
    licence: str = ""
    tier: str = Tier.PUBLIC.value
    consent: str = ""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
#: Two base32 characters for each ten bits: about ten times as fast as the standard library's encoder.
_PAIRS = tuple(first + second for first in _BASE32 for second in _BASE32)
_SHIFTS = tuple(range(120, -1, -10))


def canonical_json(value: Any) -> str:
    """Return JSON with sorted keys and no blanks: equal values give equal text.

    Examples
    --------
    >>> canonical_json({"b": 1, "a": [None]})
    '{"a":[null],"b":1}'
    """
    return _ENCODER.encode(value)


def content_hash(value: Any) -> str:
    """Return the first 26 base32 characters of the SHA-256 of the canonical JSON of a value.

    Examples
    --------
    >>> len(content_hash({"a": 1}))
    26
    """
    return _hash(canonical_json(value))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    bits = int.from_bytes(digest[:17], "big") >> 6
    return "".join([_PAIRS[(bits >> shift) & 1023] for shift in _SHIFTS])


def _json_of(statement: dict[str, Any]) -> str:
    """Return the canonical JSON of a statement: strings and lists of them, which nearly all values are, at once."""
    quoted = encode_basestring
    pairs = []
    for name in sorted(statement):
        value = statement[name]
        if type(value) is str:
            pairs.append(f"{quoted(name)}:{quoted(value)}")
        else:
            pairs.append(f"{quoted(name)}:{canonical_json(value)}")
    return f"{{{','.join(pairs)}}}"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says at one place in it.

    Attributes
    ----------
    kind : str
        A :class:`ClaimKind` value.
    statement : dict
        The checked row, without empty cells; dates and terms keep the words as said.
    source, citation : str
        The source's id and the place in it (page, minute, record id), never a row number.
    quote : str
        Words of the source, if kept.
    grade, tier : str
    table, row_key : str
        Where the row stood: a row with the same key, source and citation but other content is a conflict.
    batch, recorded_at, recorded_by : str
        Not part of the identity of the claim.
    """

    kind: str
    statement: dict[str, Any]
    source: str
    citation: str = ""
    quote: str = ""
    grade: str = Grade.UNGRADED.value
    tier: str = Tier.PUBLIC.value
    table: str = ""
    row_key: str = ""
    batch: str = ""
    recorded_at: str = ""
    recorded_by: str = ""
    withdrawn_at: str | None = None
    withdrawn_because: str | None = None
    id: str = field(default="")
    _conflict: str = field(default="", init=False, repr=False, compare=False)
    _text: str = field(default="", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self.content_id())

    def content_id(self) -> str:
        """Return the id that the content makes: kind, statement, source, citation, quote, grade and tier."""
        quoted = encode_basestring
        return _hash(
            f'{{"citation":{quoted(self.citation)},"grade":{quoted(self.grade)},"kind":{quoted(self.kind)},'
            f'"quote":{quoted(self.quote)},"source":{quoted(self.source)},"statement":{self.statement_text()},'
            f'"tier":{quoted(self.tier)}}}'
        )

    def conflict_key(self) -> str:
        """Return the hash of (table, row key, source, citation): two accepted claims with one key are a conflict."""
        if not self._conflict:
            parts = ",".join(map(encode_basestring, (self.table, self.row_key, self.source, self.citation)))
            object.__setattr__(self, "_conflict", _hash(f"[{parts}]"))
        return self._conflict

    def statement_text(self) -> str:
        """Return the statement as canonical JSON, as it is kept on record."""
        if not self._text:
            object.__setattr__(self, "_text", _json_of(self.statement))
        return self._text


_KEPT = tuple(each.name for each in fields(Claim) if each.init and each.name not in ("kind", "statement"))
_kept_of = attrgetter(*_KEPT)


def packed(claim: Claim) -> list[Any]:
    """Return a claim as a list of texts, with what was worked out of it.

    Examples
    --------
    >>> claim = Claim("person", {"id": "x:1", "name": "A"}, "x:s")
    >>> unpacked(packed(claim)) == claim
    True
    """
    return [claim.statement_text(), claim.conflict_key(), claim.kind, *_kept_of(claim)]


def unpacked(values: Sequence[Any]) -> Claim:
    """Return the claim that was :func:`packed`; nothing is worked out again."""
    text, key, kind, *kept = values
    claim = Claim(kind, json.loads(text), *kept)
    object.__setattr__(claim, "_text", text)
    object.__setattr__(claim, "_conflict", key)
    return claim
