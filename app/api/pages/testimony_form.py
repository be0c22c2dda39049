"""The form of one testimony: what was typed, and how it is read from a request."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import FormData

from app.api.problems import Refused

#: Parts of the form with several entries: prefix of their fields -> (entries at the start, most entries).
PARTS = {"p": (2, 40), "f": (1, 20), "k": (2, 80), "e": (2, 80)}
#: Fields of an event in which an agency or a place is named.
AGENCIES = ("agency", "from_agency", "to_agency")
PLACES = ("place", "from_place", "to_place")
#: Fields of an event that say for whose act it was told to be.
BECAUSE = ("because", "because_act", "because_words")
#: Fields in which several persons are ticked; they hold the numbers with blanks between them.
TICKED = ("with", "members")
_BODIES = tuple(name for each in (*AGENCIES, *PLACES) for name in (each, f"{each}_is"))
_FIELDS = {
    "p": ("name", "sex", "birth", "note", "count_least", "count_most", "among", "where", "is"),
    "f": ("name", "members", "where", "is"),
    "k": ("a", "term", "b", "where"),
    "e": ("person", "with", "kind", "begin", *_BODIES, "reason", *BECAUSE, "because_is", "quote", "where"),
}
SOURCE = ("dataset", "code", "title", "kind", "told_on", "witness", "language", "tier", "consent")
_MOST_TEXT = 20_000
_MOST_FIELDS = 8_000


@dataclass(slots=True)
class TestimonyForm:
    """What was typed, and how many entries each part has.

    Attributes
    ----------
    do : str
        The button: check, record, or more of a part.
    checked : str
        Digest of what was checked before.
    values : dict of str to str
    counts : dict of str to int
    """

    __test__ = False  # its name is not that of a test

    do: str = ""
    checked: str = ""
    values: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: {part: least for part, (least, _) in PARTS.items()})

    def get(self, name: str) -> str:
        """Return one typed text without blanks at its ends."""
        return self.values.get(name, "").strip()

    def entries(self, part: str) -> range:
        """Return the numbers of the entries of a part, from 1."""
        return range(1, self.counts[part] + 1)

    def used(self, part: str) -> Iterator[int]:
        """Yield the numbers of the entries in which something was typed."""
        for number in self.entries(part):
            if any(self.get(f"{part}{number}_{name}") for name in _FIELDS[part] if not name.endswith("is")):
                yield number

    def ticked(self, name: str) -> list[str]:
        """Return the numbers of the persons that are ticked in a field."""
        return self.get(name).split()

    def beyond(self, number: int) -> bool:
        """Say whether an event has more than most have: something from or to, a reason in another's act, others."""
        names = ("with", *AGENCIES[1:], *PLACES[1:], *BECAUSE)
        return any(self.get(f"e{number}_{name}") for name in names)

    def mark(self) -> str:
        """Return a digest of all that was typed."""
        typed = sorted((name, text.strip()) for name, text in self.values.items() if text.strip())
        return hashlib.sha256(repr(typed).encode("utf-8", "backslashreplace")).hexdigest()

    @property
    def source_id(self) -> str:
        """Return the id of the source."""
        return f"{self.get('dataset') or 'testimony'}:{self.get('code')}"

    def id_of(self, part: str, number: int) -> str:
        """Return the id that an entry gets."""
        return f"{self.source_id}-{part}{number}"


async def read_form(request: Request) -> TestimonyForm:
    """Read what was typed.

    Raises
    ------
    Refused
        A field is not known here, comes twice, or is a file.
    """
    given = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    form = TestimonyForm(do=_text(given, "do") or "check", checked=_text(given, "checked"))
    for part, (least, most) in PARTS.items():
        told = _text(given, f"{part}_count")
        form.counts[part] = min(max(int(told), least), most) if told.isdecimal() and len(told) < 4 else least
    known = {*SOURCE, *(f"{part}{n}_{name}" for part in PARTS for n in form.entries(part) for name in _FIELDS[part])}
    if given.keys() - known - {"do", "checked", *(f"{part}_count" for part in PARTS)}:
        raise Refused(422, "unknown_field", "A field is not known here.", loc=("body",))
    form.values = {name: text for name in known if (text := _text(given, name))}
    for part, (_, most) in PARTS.items():
        if form.do == f"more_{part}":
            form.counts[part] = min(form.counts[part] + 2, most)
    return form


def _text(given: FormData, name: str) -> str:
    values = given.getlist(name)
    several = name.rpartition("_")[2] in TICKED and len(values) <= PARTS["p"][1]
    if (len(values) > 1 and not several) or any(not isinstance(each, str) for each in values):
        raise Refused(422, "repeated_field", "A field is given twice or is a file.", loc=("body",))
    text = " ".join(str(each) for each in values)
    if len(text) > _MOST_TEXT:
        raise Refused(422, "invalid", f"A text is longer than {_MOST_TEXT:,} characters.", loc=("body",))
    return text
