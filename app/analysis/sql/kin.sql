-- The rank of the nearest relation, 4 chon + 2 start + finish, of every goal b to every actor a with the same key.
-- A way turns at an ancestor of both. Over a placeholder it goes straight up or straight down, never sideways.
-- A spouse's other spouse is no relative: with a marriage step at both ends the last blood relative is no spouse of a.
-- So two spouses of one person never meet over that person; leaving them out at once spares one with many spouses.
-- Reads up(person, step, last, ancestor, over, depth), actors(person, key), goals(person, key), sp(a, b).
WITH x AS (
    SELECT up.*, actors.key FROM up JOIN actors ON actors.person = up.person
),
y AS (
    SELECT up.*, goals.key FROM up JOIN goals ON goals.person = up.person
),
met AS (
    SELECT x.person AS a, y.person AS b, x.key, x.depth + y.depth AS chon, x.step AS start, y.step AS finish, y.last
    FROM x
    JOIN y ON y.ancestor = x.ancestor AND y.key = x.key
    WHERE
        x.depth + y.depth <= {max_chon}
        AND (NOT x.over OR y.depth = 0) AND (NOT y.over OR x.depth = 0)
        AND (x.step = 0 OR y.step = 0 OR x.last <> y.last)
)
SELECT met.key, met.a, met.b, min(4 * met.chon + 2 * met.start + met.finish) AS nearness
FROM met
LEFT JOIN sp ON sp.a = met.a AND sp.b = met.last AND met.start = 1 AND met.finish = 1
WHERE met.a <> met.b AND (met.chon > 0 OR met.start = 1) AND sp.a IS NULL
GROUP BY met.key, met.a, met.b
