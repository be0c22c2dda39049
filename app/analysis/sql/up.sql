-- Everyone above some persons (step 0) and above their spouses (step 1), at most {max_chon} parent steps up.
-- "last" is where the climb began; "over": a placeholder, a parent of more children than anyone has, is on the way.
-- Reads folk(person), sp(a, b), par(child, parent, wide).
WITH RECURSIVE climb(person, step, last, ancestor, depth, over) AS (
    SELECT person, step, last, last, 0, FALSE
    FROM (
        SELECT person, 0 AS step, person AS last FROM folk
        UNION ALL
        SELECT folk.person, 1, sp.b FROM folk JOIN sp ON sp.a = folk.person
    ) AS seeds
    UNION ALL
    SELECT climb.person, climb.step, climb.last, par.parent, climb.depth + 1, climb.over OR par.wide
    FROM climb
    JOIN par ON par.child = climb.ancestor
    WHERE climb.depth < {max_chon}
)
SELECT person, step, last, ancestor, over, min(depth) AS depth
FROM climb
GROUP BY person, step, last, ancestor, over
