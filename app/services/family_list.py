"""The families in short: how many there are, and those that lists show. The whole answer has megabytes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

#: A family of so many members takes a while to work out on its own.
MANY_MEMBERS = 500
MOST_SHOWN, MOST_CHOICES = 300, 30
_COUNTS = ("persons", "taken", "punished", "fate_unknown", "dead", "abroad")
_LISTED = (
    "id",
    "kind",
    "name",
    *_COUNTS,
    *(f"{count}_most" for count in _COUNTS),
    "triggers",
    "first",
    "last",
    "invented",
    "takings",
)


def shorten_families(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what lists of families show.

    Parameters
    ----------
    answer : mapping
        The families answer, of all families.

    Returns
    -------
    dict
        ``total``; ``hit``: how many have someone punished; ``hardest``: at most 300 families by (persons punished,
        persons taken, id), without members; ``choices``: the first 30 of the answer, whole; ``notes``.

    Examples
    --------
    >>> shorten_families({"families": [], "notes": []})
    {'total': 0, 'hit': 0, 'hardest': [], 'choices': [], 'notes': []}
    """
    families = answer["families"]
    hardest = sorted(families, key=lambda each: (-each["punished"], -each["taken"], each["id"]))[:MOST_SHOWN]
    return {
        "total": len(families),
        "hit": sum(bool(each["punished"]) for each in families),
        "hardest": [{name: each[name] for name in _LISTED} for each in hardest],
        "choices": families[:MOST_CHOICES],
        "notes": answer["notes"],
    }


def large_families(answer: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each family of many members, with the answer that asks for it alone.

    Parameters
    ----------
    answer : mapping
        The families answer, of all families.

    Yields
    ------
    (str, dict)
        Its id, and the answer.
    """
    ids = Counter(row["id"] for row in answer["families"])
    for row in answer["families"]:
        id_ = row["id"]
        if len(row["members"]) >= MANY_MEMBERS and ids[id_] == 1:
            yield id_, {**answer, "parameters": {**answer["parameters"], "id": id_}, "families": [row]}
