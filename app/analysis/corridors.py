"""Corridors of handover paths: from where to where people were handed over, when, and after how many days."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.analysis.bounds import iso
from app.analysis.handover_paths import HandoverPath
from app.analysis.path_counts import Tally, Value, grouped_by
from app.analysis.stage_sums import days_of


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
