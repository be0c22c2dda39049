-- Takings of kin that belong together: the same closed bounds or the same words, the same kind and place.
-- Kinship comes first: many takings share a year, few of them are of kin. So kind and place are compared in one
-- expression, which no engine takes for a join.
-- Reads kin(a, b, nearness), takings(id, person, lo, hi, kind, place, said).
SELECT e.id AS one, f.id AS other
FROM kin
JOIN takings AS e ON e.person = kin.a
JOIN takings AS f ON f.person = kin.b
WHERE
    abs(e.kind - f.kind) + abs(e.place - f.place) = 0
    AND (coalesce(e.lo = f.lo AND e.hi = f.hi, FALSE) OR coalesce(e.said = f.said, FALSE))
