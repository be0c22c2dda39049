-- Everyone above some persons (step 0) and above their spouses (step 1), at most {max_chon} parent steps up.
-- "last" is where the climb began. "room": how deep another climb may be that meets this one here; none over a
-- placeholder, a parent of more children than anyone has. What is small stands last in a join: it is kept in memory.
-- Reads folk(person), sp(a, b), par(child, parent, wide).
WITH RECURSIVE climb(person, step, last, ancestor, depth, over) AS (
    SELECT person, step, last, last, 0, FALSE
    FROM (
        SELECT person, 0 AS step, person AS last FROM folk
        UNION ALL
        SELECT folk.person, 1, sp.b FROM sp JOIN folk ON folk.person = sp.a
    ) AS seeds
    UNION ALL
    SELECT climb.person, climb.step, climb.last, par.parent, climb.depth + 1, climb.over OR par.wide
    FROM par
    JOIN climb ON climb.ancestor = par.child
    WHERE climb.depth < {max_chon}
)
SELECT
    person, step, last, ancestor, min(depth) AS depth,
    CASE WHEN over THEN 0 ELSE {max_chon} - min(depth) END AS room
FROM climb
GROUP BY person, step, last, ancestor, over
