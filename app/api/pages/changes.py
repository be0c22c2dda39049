"""What a withdrawal or new rows would change, as lines with the records they are about."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from app.api.pages.findings import status_words
from app.api.pages.frame import FOLDERS, Page

_NODE = re.compile(r"(Person|Family|Case|Agency|Place|Event|Source)/(\S+)")
_TIE = re.compile(r" -([A-Z_]+)-> ")
_CLAIM = re.compile(r"[a-z2-7]{26}")
_MOST_LINES = 40


def shown_changes(page: Page, *, falls: list[str], appears: list[str], changes: list[str]) -> dict[str, Any]:
    """Return groups of lines, how many each has in all and of what, and the names of the records in them.

    Parameters
    ----------
    page : Page
    falls, appears, changes : list of str
        Keys of nodes and ties as text.
    """
    _ = page.words
    texts = [(_("What falls"), falls), (_("What is new"), appears), (_("What stays with other values"), changes)]
    groups = [
        {
            "text": text,
            "total": len(keys),
            "counts": _counts(page, keys),
            "lines": [_line(page, key) for key in keys[:_MOST_LINES]],
        }
        for text, keys in texts
        if keys
    ]
    ends = {end for group in groups for line in group["lines"] for end in line["ends"]}  # type: ignore[attr-defined]
    return {"groups": groups, "names": _names(page, ends)}


def _counts(page: Page, keys: list[str]) -> list[tuple[str, int]]:
    """Return how many of the keys are of persons, events, ties and so on, in words."""
    found = Counter("" if _TIE.search(key) else key.partition("/")[0] for key in keys)
    words = {**FOLDERS, "": "ties"}
    return [(page.words.code(word), found[label]) for label, word in words.items() if found[label]]


def _line(page: Page, key: str) -> dict[str, Any]:
    """Return a node as itself, a tie as its heading and its two ends."""
    tie = _TIE.search(key)
    return {"tie": page.words.code(tie[1].lower()) if tie else "", "ends": _NODE.findall(key)}


def _names(page: Page, ends: Iterable[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    listed = list(ends)
    reader = page.services.reader
    found: dict[str, dict[str, Any]] = reader.names(id for _, id in listed)
    subjects = reader.subjects(id for label, id in listed if label == "Event")
    for id, subject in subjects.items():
        found.setdefault(id, {"id": id, "label": "Event"})["subject"] = subject
    return found


def shown_answers(page: Page, answers: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return how links, handover paths and statuses would change, with the names of the persons.

    Parameters
    ----------
    page : Page
    answers : mapping or None
        As :class:`app.services.effects.Effects` returns them.
    """
    if answers is None:
        return None
    persons = {each["person"] for each in answers["statuses"]}
    for part in ("links", "handover_paths"):
        for entry in (*answers[part]["fall"], *answers[part]["appear"]):
            persons |= {value for name, value in entry.items() if name.endswith("person") and value}
    total = len(answers["statuses"]) + sum(
        len(answers[part][how]) for part in ("links", "handover_paths") for how in ("fall", "appear")
    )
    names = page.services.reader.names(persons)
    return {**answers, "total": total, "names": names, "status_words": status_words(page.words)}


def shown_contradictions(page: Page, found: list[dict[str, str]], new: Mapping[str, str]) -> dict[str, Any]:
    """Return contradictions as lines: the record, what contradicts, and the claims that are on record.

    Parameters
    ----------
    page : Page
    found : list of dict
        As :class:`app.services.foresight.Foresight` returns them.
    new : mapping of str to str
        Ids that are not on record yet, and the words for them.
    """
    lines: list[dict[str, Any]] = []
    for each in found[:_MOST_LINES]:
        what, _, rest = each["what"].partition(":")
        claims = page.services.reader.claims_by_id(_CLAIM.findall(rest))
        lines.append({**each, "what": page.words.code(what.strip()), "claims": claims})
    ids = {each[name] for each in found[:_MOST_LINES] for name in ("record", "other") if each[name]}
    claimed = {id for line in lines for claim in line["claims"] for part in page.parts(claim) for id in part.ids}
    names = page.services.reader.names((ids | claimed) - set(new))
    return {"lines": lines, "names": names, "new": dict(new), "total": len(found)}
