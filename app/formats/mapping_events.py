"""A first mapping for an event log of another program: cases as persons, activities as kinds of event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from app.domain.custody import event_kinds
from app.formats.mapping_guess import quoted, rule
from app.formats.mapping_words import event_column

Record = dict[str, str]
_ACTIVITY, _GROUPS = "concept:name", ("org:group", "org:resource")
_USED = frozenset({"element", "case", "case:concept:name", "day", "step", "time:timestamp", _ACTIVITY})
_MOST_VALUES = 200
_PERSON = 'person_id = { column = "case", id = "person-" }'


class LogGuess:
    """What cases and events of a log are taken for.

    Parameters
    ----------
    records : sequence of dict
        As :func:`app.formats.xes_records.read_raw_xes` gives them.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self._activities = Counter(each[_ACTIVITY] for each in records if each.get(_ACTIVITY, "").strip())
        self._group = next((name for name in _GROUPS if any(each.get(name) for each in records)), "")
        named = dict.fromkeys(name for each in records for name in each)
        self._unknown = [name for name in named if name not in (*_USED, self._group)]

    def lines(self) -> Iterator[str]:
        """Yield the value table and the rules."""
        known = {text: kind for text, _ in self._activities.most_common(_MOST_VALUES) if (kind := kind_in(text))}
        left = [f"{_ACTIVITY} = {text}" for text, _ in self._activities.most_common() if text not in known]
        yield from rule("persons", ["case"], 'id = { column = "case", id = "person-" }', 'name = "case"')
        if known:
            yield from self._of_events(known)
        elif left:
            yield from ("", "# No activity is a kind of event: put one in for each, and take the signs # away.")
            to_fill = {text: "" for text, _ in self._activities.most_common(_MOST_VALUES)}
            yield from (f"# {line}" if line else "" for line in self._of_events(to_fill))
        if self._unknown or left:
            yield from (
                "",
                "# Not understood, and left out:",
                *(f"#   {quoted(name)}" for name in [*left, *self._unknown]),
            )

    def _of_events(self, kinds: Mapping[str, str]) -> Iterator[str]:
        yield from ("", "[values.kind]  # what the file says = the kind of event")
        yield from (f"{quoted(text)} = {quoted(kind)}" for text, kind in kinds.items())
        yield from self._agencies()
        yield from self._events(kinds)

    def _agencies(self) -> Iterator[str]:
        if self._group:
            id = f'id = {{ column = "{self._group}", id = "agency-" }}'
            unknown = 'kind = { constant = "unknown" }  # secret_police, police, border_guard …'
            yield from rule("agencies", [self._group], id, f'name = "{self._group}"', unknown)

    def _events(self, known: Mapping[str, str]) -> Iterator[str]:
        fields = [_PERSON, f'kind = {{ column = "{_ACTIVITY}", values = "kind" }}', 'begin = "day"', 'step = "step"']
        # what one agency did in a handover cannot be told without its country
        held = [text for text, kind in known.items() if not (kind and self._group and event_kinds()[kind].crosses)]
        yield from _of(held, *fields, *self._agency())
        moved = [text for text in known if text not in held]
        yield from _of(moved, *fields, "# who gave the person up and who received: from_agency_id, to_agency_id")

    def _agency(self) -> Iterator[str]:
        if self._group:
            yield f'agency_id = {{ column = "{self._group}", id = "agency-" }}'


def _of(activities: Sequence[str], *fields: str) -> Iterator[str]:
    if activities:
        when = f'{{ "{_ACTIVITY}" = [{", ".join(map(quoted, activities))}] }}'
        yield from rule("events", when, *fields)


def kind_in(activity: str) -> str:
    """Return the kind of event that an activity names, or nothing.

    Parameters
    ----------
    activity : str

    Returns
    -------
    str

    Examples
    --------
    >>> kind_in("Last seen"), kind_in("arrested by police"), kind_in("체포"), kind_in("paid a fine")
    ('last_seen', 'arrest', 'arrest', '')
    """
    word = re.sub(r"[\W_]+", "_", activity.strip().lower())
    found = event_column(activity)
    return word if word in event_kinds() else found[0] if found else ""
