-- Takings of kin that belong together: the same closed bounds or the same words, the same kind and place.
-- Reads kin(a, b, nearness), takings(id, person, lo, hi, kind, place, said).
SELECT e.id AS one, f.id AS other
FROM kin
JOIN takings AS e ON e.person = kin.a
JOIN takings AS f ON f.person = kin.b AND f.kind = e.kind AND f.place = e.place
WHERE coalesce(e.lo = f.lo AND e.hi = f.hi, FALSE) OR coalesce(e.said = f.said, FALSE)
