"""What stage paths add up to, whatever they are paths of: variants, what follows what, days, ways, what all pass."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from app.analysis.bounds import Delay, delay_between
from app.analysis.handover_paths import from_zero
from app.analysis.path_counts import SMALL, AnyPath, Path, Tally, Value, grouped_by, null_last
from app.analysis.stage_paths import Stage, stage_days

#: Paths with their stages at one level of detail.
Staged = Sequence[tuple[AnyPath, list[Stage]]]


def variants(tally: Tally, staged: Staged[Path]) -> list[dict[str, Any]]:
    """Return the different stage paths, most persons first, then by stages, unknown last.

    Parameters
    ----------
    tally : Tally
    staged : sequence of (path, list of Stage)

    Returns
    -------
    list of dict
        ``stages, persons, persons_most, small``; they add up to all paths.
    """
    stages_of = {id(path): tuple(stage.value for stage in stages) for path, stages in staged}
    cells = grouped_by([path for path, _ in staged], lambda path: stages_of[id(path)])
    rows = [{"stages": list(stages), **tally.marked(found)} for stages, found in cells]
    return sorted(rows, key=lambda row: (-(row["persons"] or 0), null_last(row["stages"])))


def directly_follows(staged: Staged[Path]) -> list[dict[str, Any]]:
    """Return how often one stage directly follows another, most often first, then by stages.

    Parameters
    ----------
    staged : sequence of (path, list of Stage)

    Returns
    -------
    list of dict
        ``from, to, count, small``; two stages that nothing puts in order are not counted.
    """
    counts: dict[tuple[Value, Value], int] = {}
    for _, stages in staged:
        for one, other in pairwise(stages):
            if other.ordered:
                counts[one.value, other.value] = counts.get((one.value, other.value), 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], null_last(item[0])))
    return [{"from": start, "to": end, "count": count, "small": count < SMALL} for (start, end), count in ordered]


def flows_by_step(tally: Tally, staged: Staged[Path]) -> list[dict[str, Any]]:
    """Return how many persons went from what was their n-th stage to what was the next.

    Parameters
    ----------
    tally : Tally
    staged : sequence of (path, list of Stage)

    Returns
    -------
    list of dict
        ``step`` (1 is the first), ``from, to, persons, persons_most, small``; by step and stages, unknown last.
    """
    rows = []
    longest = max((len(stages) for _, stages in staged), default=0)
    for step in range(1, longest):
        going = {
            id(path): (stages[step - 1].value, stages[step].value) for path, stages in staged if step < len(stages)
        }
        cells = grouped_by([path for path, _ in staged if id(path) in going], lambda path, at=going: at[id(path)])  # type: ignore[misc]  # bound now
        rows += [{"step": step, "from": start, "to": end, **tally.marked(found)} for (start, end), found in cells]
    return rows


def days_per_stage(staged: Staged[Path]) -> list[dict[str, Any]]:
    """Return least and most days per stage over all stays that a known stage follows; by stage, unknown last.

    Parameters
    ----------
    staged : sequence of (path, list of Stage)

    Returns
    -------
    list of dict
        ``stage, stays, days``.
    """
    stays: dict[Value, list[tuple[int | None, int | None]]] = {}
    for _, stages in staged:
        for value, delay in stage_days(stages):
            stays.setdefault(value, []).append(delay)
    rows = []
    for value, delays in sorted(stays.items(), key=lambda item: null_last([item[0]])):
        mosts = [most for _, most in delays]
        most = None if None in mosts else max(each or 0 for each in mosts)
        rows.append({"stage": value, "stays": len(delays), "days": [min(least or 0 for least, _ in delays), most]})
    return rows


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


def closures(tally: Tally, passed: Sequence[tuple[AnyPath, Mapping[str, set[Value]]]]) -> list[dict[str, Any]]:
    """Return which share of the paths goes over each crossing and through each stage: what closing it would cut.

    Parameters
    ----------
    tally : Tally
    passed : sequence of (path, mapping of str to set)
        Of each path, what it passed: crossing, stage; None is not known.

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
    passing: dict[tuple[str, str], list[AnyPath]] = {}
    open_ = Counter[str]()  # paths of which something is not known
    both = Counter[tuple[str, str]]()  # of these the ones that surely pass
    for path, told in passed:
        for what, values in told.items():
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
                round(count / len(passed), 9) for count in (len(found), len(found) + open_[what] - both[what, id_])
            ],
            **tally.marked(found),
        }
        for (what, id_), found in passing.items()
    ]
    return sorted(rows, key=lambda row: (-row["paths"], row["what"], row["id"]))


def frequent_paths(
    tally: Tally, staged: Staged[AnyPath], ends: tuple[Value, Value], most: int
) -> list[dict[str, Any]] | None:
    """Return the most frequent ways between two stages.

    Parameters
    ----------
    tally : Tally
    staged : sequence of (path, list of Stage)
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
    ways: dict[tuple[Value, ...], list[tuple[AnyPath, Delay]]] = {}
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
