-- Pairs of told siblings without a recorded parent in common: each gets one unrecorded parent of its own.
-- Reads siblings(a, b), blood(a, b): child and parent.
WITH pairs AS (
    SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b FROM siblings WHERE a <> b
),
sharing AS (
    SELECT DISTINCT pairs.a, pairs.b
    FROM pairs
    JOIN blood AS one ON one.a = pairs.a
    JOIN blood AS other ON other.a = pairs.b AND other.b = one.b
)
SELECT pairs.a, pairs.b
FROM pairs
LEFT JOIN sharing ON sharing.a = pairs.a AND sharing.b = pairs.b
WHERE sharing.a IS NULL
