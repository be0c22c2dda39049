"""What a withdrawal or new rows would change, as lines: the record or tie, and its values from what to what."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from app.api.pages.findings import status_words
from app.api.pages.frame import FOLDERS, Page
from app.api.pages.statements import Part, value_part
from app.api.pages.words import Words
from app.services.claims import find_claims

_NODE = re.compile(r"(Person|Family|Case|Agency|Place|Event|Source)/(\S+)")
_TIE = re.compile(r" -([A-Z_]+)-> ")
_CLAIM = re.compile(r"[a-z2-7]{26}")
_MOST_LINES = 40
#: Of what is new or falls these go without saying, or stand in the line as its name.
_PLAIN = frozenset(
    {"claims", "independent_sources", "invented", "count_least", "count_most", "name", "names", "title", "records"}
)
#: Values that can name a person.
_NAMING = frozenset({"name", "names", "title", "summary", "note"})
_COUNTED = frozenset({"claims", "self_ties"})
_BOUND = re.compile(r"(\w+)_(earliest|latest|approximate|uncertain)")
Values = Mapping[str, list[dict[str, Any]]]


def shown_changes(
    page: Page, *, falls: list[str], appears: list[str], changes: list[str], values: Values
) -> dict[str, Any]:
    """Return groups of lines, how many each has in all and of what, and the names of the records in them.

    Parameters
    ----------
    page : Page
    falls, appears, changes : list of str
        Keys of nodes and ties as text.
    values : mapping of str to list
        Which values change at them, as :func:`app.services.value_changes.value_changes` returns them.
    """
    _ = page.words
    texts = [(_("What falls"), falls), (_("What is new"), appears), (_("What stays with other values"), changes)]
    groups = [
        {
            "text": text,
            "total": len(keys),
            "counts": _counts(page, keys),
            "lines": [_line(page, key, values.get(key, []), plain=keys is not changes) for key in keys[:_MOST_LINES]],
        }
        for text, keys in texts
        if keys
    ]
    ends = {end for group in groups for line in group["lines"] for end in line["ends"]}  # type: ignore[attr-defined]
    names = _names(page, ends)
    new = _told_names(page.words, appears, values, "after")
    gone = _told_names(page.words, falls, values, "before")
    return {"groups": groups, "names": names, "new": new | {id: gone[id] for id in gone.keys() - names.keys()}}


def _told_names(words: Words, keys: Iterable[str], values: Values, side: str) -> dict[str, str]:
    """Return what the records are called that are on record only before or after a change, by id."""
    found = {}
    for key in keys:
        node = _NODE.fullmatch(key)
        said = {each["name"]: each[side] for each in values.get(key, ())}
        if node and said and not (words.hides_names and node[1] != "Event"):
            kind = words.kind(said.get("kind")) if node[1] == "Event" else ""
            found[node[2]] = str(said.get("name") or said.get("title") or kind or node[2])
    return found


def _counts(page: Page, keys: list[str]) -> list[tuple[str, int]]:
    """Return how many of the keys are of persons, events, ties and so on, in words."""
    found = Counter("" if _TIE.search(key) else key.partition("/")[0] for key in keys)
    words = {**FOLDERS, "": "ties"}
    return [(page.words.code(word), found[label]) for label, word in words.items() if found[label]]


def _line(page: Page, key: str, values: list[dict[str, Any]], *, plain: bool) -> dict[str, Any]:
    """Return a node as itself, a tie as its heading and its two ends; both with the values that change."""
    tie = _TIE.search(key)
    left_out = _PLAIN | {"kind"} if plain and key.startswith("Event/") else _PLAIN if plain else frozenset()
    left_out |= _NAMING if page.words.hides_names else frozenset()
    shown = [_value(page.words, each) for each in values if each["name"] not in left_out]
    return {"tie": page.words.code(tie[1].lower()) if tie else "", "ends": _NODE.findall(key), "told": shown}


def _value(words: Words, each: Mapping[str, Any]) -> dict[str, str]:
    """Return one value that changes, in words; empty where there was none or is none any more."""
    name = each["name"]
    bound = _BOUND.fullmatch(name)
    label = words.code(name)
    if bound:
        days = {"earliest": words("first possible day"), "latest": words("last possible day")}
        label = f"{words.code(bound[1])}, {days.get(bound[2]) or words.code(bound[2])}"
    return {"label": label, **{side: _text(words, name, each[side]) for side in ("before", "after")}}


def _text(words: Words, name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _COUNTED:
        return str(len(value))
    if name == "contradictions":
        return ", ".join(words.code(what.partition(":")[0]) for what in value)
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    part = value_part(name, value, words)
    return part.text or ", ".join(part.ids)


def _names(page: Page, ends: Iterable[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = page.services.reader.names(id for _, id in ends)
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


def shown_contradictions(page: Page, foreseen: Mapping[str, Any], new: Mapping[str, str]) -> dict[str, Any]:
    """Return contradictions as lines: the record, what contradicts, what is told now and the claims on record.

    Parameters
    ----------
    page : Page
    foreseen : mapping
        As :class:`app.services.foresight.Foresight` returns it.
    new : mapping of str to str
        Ids that are not on record yet, and the words for them.
    """
    found, told = foreseen["contradictions"], foreseen["told"]
    lines: list[dict[str, Any]] = []
    for each in found[:_MOST_LINES]:
        what, _, rest = each["what"].partition(":")
        said = _CLAIM.findall(rest)
        recorded = find_claims(page.services.reader, said)
        own = [told[id] for id in said if id in told and id not in {claim["id"] for claim in recorded}]
        sides = {"own": own, "claims": recorded}
        parts = {side: [(claim, _parts_about(page, claim, what)) for claim in of] for side, of in sides.items()}
        lines.append({**each, "what": page.words.code(what.strip()), **parts})
    ids = {id for each in found[:_MOST_LINES] for name in ("record", "other") for id in each[name].split()}
    pairs = [pair for line in lines for pair in (*line["own"], *line["claims"])]
    claimed = {id for _, parts in pairs for part in parts for id in part.ids}
    names = page.services.reader.names((ids | claimed) - set(new))
    return {"lines": lines, "names": names, "new": dict(new), "total": len(found)}


def _parts_about(page: Page, claim: Mapping[str, Any], what: str) -> list[Part]:
    """Return the one value of a claim that contradicts another's; all that it says where it is not one value."""
    name = what.split()[0]
    value = (claim["statement"] or {}).get(name)
    return page.parts(claim) if value is None else [value_part(name, value, page.words)]
