-- A trigger of a and a punishment of b, kin of each other, are joined if the delay can lie in [0, {window_days}].
-- Class 1 certain (all of it lies in [1, {window_days}]), 2 possible, 3 undated (an end of the delay is open); class 0
-- documented: what sources say stands as given, and the same pair is not inferred again. Taken together is no link.
-- Best first. Reads kin(a, b, nearness), triggers and punishments(id, person, lo, hi, kind, place, said),
-- documented(key, src, a, dst, b, least, most, named), told(key, nearness): their kinship, stated(src, dst).
WITH joined AS (
    SELECT
        e.id AS src, kin.a, f.id AS dst, kin.b, kin.nearness,
        f.lo - e.hi AS least,
        f.hi - e.lo AS most
    FROM kin
    JOIN triggers AS e ON e.person = kin.a
    JOIN punishments AS f ON f.person = kin.b
    LEFT JOIN stated ON stated.src = e.id AND stated.dst = f.id
    WHERE
        stated.src IS NULL
        AND coalesce(f.lo - e.hi <= {window_days}, TRUE)
        AND coalesce(f.hi - e.lo >= 0, TRUE)
        AND NOT (
            e.kind = f.kind AND e.place = f.place
            AND (coalesce(e.lo = f.lo AND e.hi = f.hi, FALSE) OR coalesce(e.said = f.said, FALSE))
        )
),
classed AS (
    SELECT 0 AS class, d.src, d.named, d.a, d.dst, d.b, told.nearness, d.least, d.most
    FROM documented AS d
    LEFT JOIN told ON told.key = d.key
    UNION ALL
    SELECT
        CASE WHEN least IS NULL OR most IS NULL THEN 3 WHEN least >= 1 AND most <= {window_days} THEN 1 ELSE 2 END,
        src, TRUE, a, dst, b, nearness, least, most
    FROM joined
)
SELECT
    class, src, named, a, dst, b, least, most,
    CAST(floor(nearness / 4) AS INTEGER) AS chon,
    CASE WHEN nearness % 4 = 0 THEN 0 WHEN nearness % 4 = 3 THEN 2 ELSE 1 END AS marriages,
    nearness = 2 AS spouses
FROM classed
ORDER BY
    class, nearness IS NULL, chon, marriages, least IS NULL OR most IS NULL, coalesce(abs(least + most), 0), src, dst
