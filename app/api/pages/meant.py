"""Which record is meant by a name. The name travels in a form; the address that follows has ids."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.api.pages.frame import Page
from app.domain.identifiers import is_id
from app.services.name_search import SEARCHED, search_names

_MOST_HITS = 12
#: Families, cases and events of the persons of a name: one person can have many events.
_MOST_OF_PERSONS = 60
#: How a name matches that is not all of it.
_PARTLY = ("near", "part")
#: In quotes, and as the begin of a word, letters and digits alone are no operators of the index.
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Meant:
    """What was typed into a field, which records can be meant, and which one is."""

    field: str
    title: str
    text: str
    hits: list[dict[str, Any]]
    id: str

    @property
    def label(self) -> str:
        """The label of the record that is meant; empty while none is."""
        return next((hit["label"] for hit in self.hits if hit["id"] == self.id), "")


def find_meant(page: Page, field: str, title: str, typed: tuple[str, str], labels: Sequence[str]) -> Meant:
    """Return which records can be meant; the single one is whose whole name it is, however it is spelt.

    Parameters
    ----------
    page : Page
    field, title : str
        Name of the field, and what it is called on the page.
    typed : tuple of str
        A name or an id, and the id that was chosen; empty when none was.
    labels : sequence of str
        Labels of the records that can be meant.
    """
    text, chosen = typed
    types = [label for label in labels if label in SEARCHED]
    found = search_names(page.services.reader, text, types=types, limit=_MOST_HITS)["hits"]
    hits = [hit for hit in found if hit["label"] in labels]
    if not is_id(chosen):
        whole = [hit for hit in hits if hit["matched"]["how"] not in _PARTLY] or hits
        chosen = whole[0]["id"] if len(whole) == 1 else ""
    return Meant(field, title, text, hits, chosen if chosen in {hit["id"] for hit in hits} else "")


def find_of_persons(page: Page, field: str, title: str, typed: tuple[str, str], label: str) -> Meant:
    """Return which families, cases or events can be meant: by their own name, or by that of a person in them.

    Parameters
    ----------
    page : Page
    field, title : str
        Name of the field, and what it is called on the page.
    typed : tuple of str
        A name, and the id that was chosen; empty when none was.
    label : str
        ``Family``, ``Case`` or ``Event``.
    """
    text, chosen = typed
    reader = page.services.reader
    persons = [hit["id"] for hit in search_names(reader, text, types=["Person"], limit=_MOST_HITS)["hits"]]
    words = " AND ".join(f'("{word}" OR {word}*)' for word in _WORD.findall(text.lower()))
    rows = reader.rows("records.of_persons", persons=persons, label=label, words=words, most=_MOST_OF_PERSONS)
    names = reader.names(row["id"] for row in rows)
    hits = [names[row["id"]] for row in rows if row["id"] in names]
    if len(hits) == 1:
        chosen = hits[0]["id"]
    return Meant(field, title, text, hits, chosen if chosen in {hit["id"] for hit in hits} else "")
