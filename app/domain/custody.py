"""Event kinds, reasons and statuses: the vocabulary of custody, read from two data files beside this one.

An event kind has one category, says whether it *lasts* (a period) and what it does to a *taking*: it ``opens`` one,
``may_open`` one when none is open, ``continues`` the open one, or ``closes`` it. A new kind is one row of
``event_kinds.csv``; a new reason is one row of ``reasons.csv``.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Category = Literal["act", "custody", "punishment", "concealment", "sign", "life", "procedure"]
Taking = Literal["", "opens", "may_open", "continues", "closes"]
ReasonClass = Literal["act", "association", "other"]


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event.

    Attributes
    ----------
    name : str
        The code used in files and answers, such as ``arrest``.
    category : str
        act, custody, punishment, concealment, sign (of life or death), life or procedure.
    lasts : bool
        True when the kind has a begin and an end; only then is ``a/b`` read as a period.
    taking : str
        opens, may_open, continues, closes or empty.
    crosses : bool
        True when control passes to another state or across a border.
    label : dict of str to str
        Words by language, ``en`` and ``ko``.
    """

    name: str
    category: Category
    lasts: bool
    taking: Taking
    crosses: bool
    label: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """One stated reason: its class and, for class ``act``, the act kind it names."""

    name: str
    reason_class: ReasonClass
    act_kind: str
    label: dict[str, str]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("app.domain").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def event_kinds() -> dict[str, EventKind]:
    """Return all event kinds by name, in the order of the file.

    Returns
    -------
    dict of str to EventKind

    Examples
    --------
    >>> event_kinds()["detention"].lasts
    True
    >>> event_kinds()["handover"].crosses
    True
    """
    return {
        row["kind"]: EventKind(
            name=row["kind"],
            category=row["category"],  # type: ignore[arg-type]  # the file is checked by a test
            lasts=row["lasts"] == "yes",
            taking=row["taking"],  # type: ignore[arg-type]
            crosses=row["crosses"] == "yes",
            label={"en": row["en"], "ko": row["ko"]},
        )
        for row in _rows("event_kinds.csv")
    }


@cache
def reasons() -> dict[str, Reason]:
    """Return all reasons by name, in the order of the file.

    Returns
    -------
    dict of str to Reason

    Examples
    --------
    >>> reasons()["guilt_by_association"].reason_class
    'association'
    """
    return {
        row["reason"]: Reason(
            name=row["reason"],
            reason_class=row["class"],  # type: ignore[arg-type]  # the file is checked by a test
            act_kind=row["act_kind"],
            label={"en": row["en"], "ko": row["ko"]},
        )
        for row in _rows("reasons.csv")
    }


#: Control or place changes in the event itself: what is FROM holds before, what is TO holds after.
MOVES = frozenset({"transfer", "handover", "repatriation"})
#: They name who decided, not who holds, and a place of decision, not of custody.
DECISIONS = frozenset({"sentence", "dismissal", "confiscation"})
#: Where an event's single ``agency_id`` and ``place_id`` columns go. ``None``: the row must say from or to.
SINGLE_AGENCY_ROLE: dict[str, str] = {"transfer": "to"}
SINGLE_PLACE_ROLE: dict[str, str] = {"transfer": "to"}


def agency_role(kind: str, *, agency_country: str | None = None, receiving_country: str | None = None) -> str | None:
    """Say which tie an event's single agency column means.

    Parameters
    ----------
    kind : str
        An event kind.
    agency_country, receiving_country : str, optional
        ISO alpha-2 codes; asked for only where control crosses to another state.

    Returns
    -------
    str or None
        ``by``, ``from`` or ``to``; None when it cannot be told (the row must use the from or to column).

    Notes
    -----
    A transfer leads TO the agency. In a handover an agency of the receiving country is TO, one of the country left
    is FROM. Everything else is done BY the agency.

    Examples
    --------
    >>> agency_role("arrest")
    'by'
    >>> agency_role("handover", agency_country="CN", receiving_country="KP")
    'from'
    """
    if not event_kinds()[kind].crosses:
        return SINGLE_AGENCY_ROLE.get(kind, "by")
    if agency_country is None or receiving_country is None:
        return None
    return "to" if agency_country == receiving_country else "from"


def place_role(
    kind: str, *, place_kind: str | None = None, place_country: str | None = None, receiving_country: str | None = None
) -> str | None:
    """Say which tie an event's single place column means.

    Parameters
    ----------
    kind : str
        An event kind.
    place_kind : str, optional
        The kind of the place; ``border_crossing`` is always where the handover happened.
    place_country, receiving_country : str, optional
        ISO alpha-2 codes; asked for only where control crosses to another state.

    Returns
    -------
    str or None
        ``at``, ``from`` or ``to``; None when it cannot be told.

    Examples
    --------
    >>> place_role("handover", place_kind="border_crossing")
    'at'
    >>> place_role("transfer")
    'to'
    """
    if not event_kinds()[kind].crosses:
        return SINGLE_PLACE_ROLE.get(kind, "at")
    if place_kind == "border_crossing":
        return "at"
    if place_country is None or receiving_country is None:
        return None
    return "to" if place_country == receiving_country else "from"
