"""Variants, directly-follows, corridors and days per stage of millions of stages, as tables: DuckDB over columns.

The same definitions as in ``handovers``, for stage paths of any origin: a register, a trial, another data set.
"""

from collections.abc import Iterable

import pyarrow as pa

#: One row for each stage of each path; days are day numbers (proleptic Gregorian ordinals), null is not known.
STAGES = pa.schema(
    [
        ("path", pa.string()),
        ("position", pa.int32()),
        ("value", pa.string()),
        ("country", pa.string()),
        ("earliest", pa.int32()),
        ("latest", pa.int32()),
        ("ordered", pa.bool_()),
    ]
)
_PAIRS = """
CREATE TEMP TABLE pairs AS
SELECT value, lead(value) OVER way AS following, country, lead(country) OVER way AS next_country,
       lead(earliest) OVER way - latest AS shortest, lead(latest) OVER way - earliest AS most,
       lead(ordered) OVER way AS ordered, lead(earliest) OVER way AS first_day, lead(latest) OVER way AS last_day,
       lead(position) OVER way IS NOT NULL AS followed
FROM stages WINDOW way AS (PARTITION BY path ORDER BY position)
"""
_STATEMENTS = {
    "directly_follows": """
        SELECT value AS "from", following AS "to", count(*) AS count
        FROM pairs WHERE followed AND ordered
        GROUP BY ALL ORDER BY count DESC, "from" NULLS LAST, "to" NULLS LAST
    """,
    "variants": """
        SELECT stages, count(*) AS paths
        FROM (SELECT list(value ORDER BY position) AS stages FROM stages GROUP BY path)
        GROUP BY stages ORDER BY paths DESC, stages NULLS LAST
    """,
    "corridors": """
        SELECT country AS "from", next_country AS "to", count(*) AS crossings, min(first_day) AS first,
               max(last_day) AS last
        FROM pairs WHERE followed AND country <> next_country
        GROUP BY ALL ORDER BY crossings DESC, "from", "to"
    """,
    "stage_days": """
        SELECT value AS stage, count(*) AS stays, min(greatest(coalesce(shortest, 0), 0)) AS least,
               CASE WHEN count(most) = count(*) THEN max(most) END AS most,
               median((CASE WHEN shortest < 0 THEN 0 ELSE shortest END + most) / 2) AS middle
        FROM pairs WHERE followed AND ordered AND (most IS NULL OR most >= 0)
        GROUP BY value ORDER BY value NULLS LAST
    """,
}


def stage_tables(stages: pa.Table, names: Iterable[str] = tuple(_STATEMENTS)) -> dict[str, pa.Table]:
    """Return what stage paths add up to, as tables.

    Parameters
    ----------
    stages : pyarrow.Table
        With the columns of :data:`STAGES`.
    names : iterable of str
        Of ``directly_follows, variants, corridors, stage_days``.

    Returns
    -------
    dict of str to pyarrow.Table
        ``directly_follows``: ``from, to, count`` of neighbours that something puts in order. ``variants``: ``stages,
        paths``. ``corridors``: ``from, to`` (countries that differ, both known), ``crossings, first, last`` (day
        numbers). ``stage_days``: ``stage, stays, least, most`` (None: open), ``middle`` (median of the middles of
        the ranges that are closed).

    Raises
    ------
    KeyError
        A name that is not one of the four.

    Notes
    -----
    A stay is left out if it cannot be before the next stage. O(n log n) in the stages, in DuckDB.

    Examples
    --------
    >>> rows = [{"path": "1", "position": n, "value": v, "ordered": True} for n, v in enumerate("ab")]
    >>> stage_tables(pa.Table.from_pylist(rows, schema=STAGES))["variants"].to_pylist()
    [{'stages': ['a', 'b'], 'paths': 1}]
    """
    import duckdb

    with duckdb.connect() as engine:
        engine.register("stages", stages)
        engine.execute(_PAIRS)
        return {name: engine.sql(_STATEMENTS[name]).to_arrow_table() for name in names}
