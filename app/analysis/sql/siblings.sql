-- Pairs of told siblings without a recorded parent in common: each gets one unrecorded parent of its own.
-- What is small stands last in a join: it is kept in memory.
-- Reads siblings(a, b), blood(a, b): child and parent.
WITH pairs AS (
    SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b FROM siblings WHERE a <> b
),
above AS (
    SELECT pairs.a, pairs.b, blood.b AS parent FROM blood JOIN pairs ON pairs.a = blood.a
),
sharing AS (
    SELECT DISTINCT above.a, above.b FROM blood JOIN above ON above.b = blood.a AND above.parent = blood.b
)
SELECT pairs.a, pairs.b
FROM pairs
LEFT JOIN sharing ON sharing.a = pairs.a AND sharing.b = pairs.b
WHERE sharing.a IS NULL
