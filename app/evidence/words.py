"""What the names and dates of claims mean: read once and remembered, as it depends on nothing but the words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from app.domain.cells import read_day
from app.domain.claims import Claim
from app.domain.custody import event_kinds
from app.domain.names import detect_script, match_keys, search_text
from app.evidence.keys import described_label

#: Labels whose nodes have names, and the dates that nodes have; those of an event depend on its kind.
NAMED = frozenset({"Person", "Agency", "Place"})
DATES: dict[str, tuple[str, ...]] = {"Person": ("birth", "death"), "Agency": ("valid_from", "valid_to")}


def forms(name: str, script: str, statements: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return the shown name and then every other form of some statements, each with its script.

    Parameters
    ----------
    name, script : str
        The name that is shown; an empty script is seen from the name.
    statements : sequence of mapping
        Statements of claims that describe one node with a name.

    Returns
    -------
    tuple of (text, script)

    Examples
    --------
    >>> forms("A", "label", [{"name": "A", "names": ["B"]}])
    (('A', 'label'), ('B', 'Latn'))
    """
    found: dict[str, str] = {name: script or detect_script(name)}
    for statement in statements:
        if statement["name"] not in found:
            found[statement["name"]] = statement.get("name_script", "") or detect_script(statement["name"])
    for form in sorted({form for statement in statements for form in statement.get("names", ())}):
        if form not in found:
            found[form] = detect_script(form)
    return tuple(found.items())


@lru_cache(maxsize=65_536)
def read_names(named: tuple[tuple[str, str], ...]) -> tuple[str, tuple[str, ...]]:
    """Return the text and the keys under which the forms of one name are found."""
    return search_text(named), match_keys(named)


def read_words(claim: Claim) -> None:
    """Read the names and dates of a claim before its fold, which then finds them read.

    Parameters
    ----------
    claim : Claim
        Not an erased one.
    """
    statement = claim.statement
    label = described_label(claim)
    if label in NAMED:
        read_names(forms(statement["name"], statement.get("name_script", ""), [statement]))
    if label == "Event" and "begin" in statement:
        read_day(statement["begin"], event_kinds()[statement["kind"]].lasts)
    for name in DATES.get(label or "", ()):
        if name in statement:
            read_day(statement[name])
