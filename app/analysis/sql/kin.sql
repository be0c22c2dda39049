-- The rank of the nearest relation, 4 chon + 2 start + finish, of every goal b to every actor a with the same key.
-- A way turns at an ancestor of both. Over a placeholder it goes straight up or straight down, never sideways.
-- A spouse's other spouse is no relative: with a marriage step at both ends the last blood relative is no spouse of a.
-- So two spouses of one person never meet over that person; leaving them out at once spares one with many spouses.
-- That leaves out spouses themselves, who are nearer than all others of whom one climb begins where the other does.
-- Reads up(person, step, last, ancestor, depth, room), actors(person, key), goals(person, key).
WITH x AS (
    SELECT up.*, actors.key FROM up JOIN actors ON actors.person = up.person
),
y AS (
    SELECT up.*, goals.key FROM up JOIN goals ON goals.person = up.person
),
mates AS (
    SELECT person, last FROM up WHERE step = 1 AND depth = 0
),
met AS (
    SELECT
        x.key, x.person AS a, y.person AS b, x.step + y.step = 2 AS both_ends, y.last,
        4 * (x.depth + y.depth) + 2 * x.step + y.step AS nearness
    FROM x
    JOIN y
        ON y.ancestor = x.ancestor AND y.key = x.key AND y.depth <= x.room AND x.depth <= y.room
        AND y.last <> x.last AND y.person <> x.person
    UNION ALL
    SELECT actors.key, mates.person, mates.last, FALSE, mates.last, 2
    FROM mates
    JOIN actors ON actors.person = mates.person
    JOIN goals ON goals.person = mates.last AND goals.key = actors.key
    WHERE mates.person <> mates.last
)
SELECT met.key, met.a, met.b, min(met.nearness) AS nearness
FROM met
LEFT JOIN mates ON met.both_ends AND mates.person = met.a AND mates.last = met.last
WHERE mates.person IS NULL
GROUP BY met.key, met.a, met.b
