"""Corridors of handover paths, the most frequent ways between two ends, and what a closed crossing would cut."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.analysis.bounds import Delay, delay_between, iso
from app.analysis.handover_paths import HandoverPath, from_zero
from app.analysis.path_counts import Tally, Value, grouped_by, null_last
from app.analysis.stage_paths import Stage

Staged = Sequence[tuple[HandoverPath, list[Stage]]]
_CROSSING = 2  # its column


def corridors(tally: Tally, paths: Sequence[HandoverPath]) -> dict[str, list[dict[str, Any]]]:
    """Return from where to where people were handed over: between places, agencies and countries.

    Parameters
    ----------
    tally : Tally
    paths : sequence of HandoverPath

    Returns
    -------
    dict
        ``corridors`` (last place before to first place after, with ``from_country, to_country``),
        ``agency_corridors`` (last holder to receiver) and ``country_corridors``, each most persons first, then by
        ends, unknown last: ``from, to, persons, persons_most, small, who, first, last, first_year, last_year, days,
        days_known``. Every list adds up to all paths; an end that is not known is None.

    Notes
    -----
    ``first, last`` bound the days of the crossings; the years are theirs. ``days`` are the least and the most days
    from taking to handover over the ``days_known`` paths for which both ends are closed; None without any.
    """
    return {
        "corridors": _between(tally, paths, lambda path: (path.corridor[2], path.corridor[3], *path.corridor[:2])),
        "agency_corridors": _between(tally, paths, lambda path: (path.left_agency, path.columns[3])),
        "country_corridors": _between(tally, paths, lambda path: path.corridor[:2]),
    }


def _between(
    tally: Tally, paths: Sequence[HandoverPath], ends: Callable[[HandoverPath], tuple[Value, ...]]
) -> list[dict[str, Any]]:
    rows = []
    for (start, end, *countries), found in grouped_by(paths, ends):
        rows.append(
            {
                "from": start,
                "to": end,
                **dict(zip(("from_country", "to_country"), countries, strict=False)),
                **tally.marked(found),
                "who": sorted({path.person for path in found}),
                **_when(found),
                **days_of(path.days_to_handover for path in found),
            }
        )
    return sorted(rows, key=lambda row: -(row["persons"] or 0))


def _when(paths: Iterable[HandoverPath]) -> dict[str, Any]:
    crossed = [path.crossed for path in paths]
    first = iso(min((each.earliest for each in crossed if each.earliest is not None), default=None))
    last = iso(max((each.latest for each in crossed if each.latest is not None), default=None))
    years = {name: int(day[:4]) if day else None for name, day in (("first_year", first), ("last_year", last))}
    return {"first": first, "last": last, **years}


def days_of(delays: Iterable[Delay]) -> dict[str, Any]:
    """Return the range of some delays and of how many it is.

    Parameters
    ----------
    delays : iterable of (int or None, int or None)

    Returns
    -------
    dict
        ``days`` ([least, most] of those that are closed, else None) and ``days_known`` (how many are).

    Examples
    --------
    >>> days_of([(1, 5), (3, 9), (2, None)])
    {'days': [1, 9], 'days_known': 2}
    """
    closed = [(least, most) for least, most in delays if least is not None and most is not None]
    if not closed:
        return {"days": None, "days_known": 0}
    return {"days": [min(least for least, _ in closed), max(most for _, most in closed)], "days_known": len(closed)}


def closures(tally: Tally, staged: Staged) -> list[dict[str, Any]]:
    """Return which share of the paths goes over each crossing and through each stage: what closing it would cut.

    Parameters
    ----------
    tally : Tally
    staged : sequence of (HandoverPath, list of Stage)

    Returns
    -------
    list of dict
        ``what`` (crossing, stage), ``id, paths, share, persons, persons_most, small``; most paths first, then by
        what and id. ``share`` is [least, most], 0-1: paths of which it is not known whether they pass (an unknown
        crossing, an unknown stage) count only in the most.

    Notes
    -----
    It is a count of recorded paths; whether people would go another way is not asked. O(stages).
    """
    passing: dict[tuple[str, str], list[HandoverPath]] = {}
    open_ = Counter[str]()  # paths of which something is not known
    both = Counter[tuple[str, str]]()  # of these the ones that surely pass
    for path, stages in staged:
        for what, values in (("crossing", {path.columns[_CROSSING]}), ("stage", {stage.value for stage in stages})):
            known = [(what, value) for value in values if value is not None]
            for key in known:
                passing.setdefault(key, []).append(path)
            if len(known) < len(values):
                open_[what] += 1
                both.update(known)
    rows = [
        {
            "what": what,
            "id": id_,
            "paths": len(found),
            "share": [
                round(count / len(staged), 9) for count in (len(found), len(found) + open_[what] - both[what, id_])
            ],
            **tally.marked(found),
        }
        for (what, id_), found in passing.items()
    ]
    return sorted(rows, key=lambda row: (-row["paths"], row["what"], row["id"]))


def frequent_paths(tally: Tally, staged: Staged, ends: tuple[Value, Value], most: int) -> list[dict[str, Any]] | None:
    """Return the most frequent ways between two stages.

    Parameters
    ----------
    tally : Tally
    staged : sequence of (HandoverPath, list of Stage)
    ends : (str or None, str or None)
        Two stages at the level of the stage paths.
    most : int
        At most so many.

    Returns
    -------
    list of dict or None
        ``stages, persons, persons_most, small, paths, share, who, days, days_known``, most paths first, then by
        stages, unknown last; ``share`` is of all paths between the two ends. None without both ends.

    Notes
    -----
    The way of a path runs from its first stage ``start`` to the next stage ``end`` after it; ``days`` from begin to
    begin of the two. A path that passes them in the other order only has no way. O(stages).
    """
    start, end = ends
    if start is None or end is None:
        return None
    ways: dict[tuple[Value, ...], list[tuple[HandoverPath, Delay]]] = {}
    for path, stages in staged:
        values = [stage.value for stage in stages]
        first = values.index(start) if start in values else len(values)
        last = values.index(end, first + 1) if end in values[first + 1 :] else None
        if last is not None:
            delay = from_zero(delay_between(stages[first].begin, stages[last].begin))
            ways.setdefault(tuple(values[first : last + 1]), []).append((path, delay))
    total = sum(len(found) for found in ways.values())
    rows = [
        {
            "stages": list(stages),
            **tally.marked([path for path, _ in found]),
            "paths": len(found),
            "share": round(len(found) / total, 9),
            "who": sorted({path.person for path, _ in found}),
            **days_of(delay for _, delay in found),
        }
        for stages, found in ways.items()
    ]
    return sorted(rows, key=lambda row: (-row["paths"], null_last(row["stages"])))[:most]
