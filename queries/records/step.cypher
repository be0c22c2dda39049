/*
summary = "The records one tie away from some records."
[params.ids]
type = "ids"
doc = "ids of the records"
[params.keys]
type = "texts"
doc = "the same records as Label/id: two kinds of record may share an id"
[params.labels]
type = "texts"
doc = "labels of the records that are followed"
[params.ties]
type = "texts"
doc = "types of the ties that are followed"
[params.lasting]
type = "texts"
default = []
doc = "event kinds that last: without an end they may go on"
[params.from_day]
type = "day"
optional = true
doc = "events that certainly ended before this day are left out"
[params.to_day]
type = "day"
optional = true
doc = "events that certainly began after this day are left out"
[returns]
label = "label"
id = "id"
[example]
ids = ["published:un-kim-cheol-ok"]
keys = ["Person/published:un-kim-cheol-ok"]
labels = ["Person", "Event"]
ties = ["SUBJECT_OF", "PARENT_OF", "SIBLING_OF"]
expect_rows = 11
*/
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Person {id: id}) RETURN n
  UNION ALL MATCH (n:Family {id: id}) RETURN n
  UNION ALL MATCH (n:Case {id: id}) RETURN n
  UNION ALL MATCH (n:Agency {id: id}) RETURN n
  UNION ALL MATCH (n:Place {id: id}) RETURN n
  UNION ALL MATCH (n:Event {id: id}) RETURN n
}
WITH n WHERE labels(n)[0] + '/' + n.id IN $keys
MATCH (n)-[r]-(m)
WHERE type(r) IN $ties AND labels(m)[0] IN $labels
  AND ($from_day IS NULL OR NOT m:Event OR coalesce(
    CASE WHEN m.kind IN $lasting THEN m.end_latest ELSE m.begin_latest END, $from_day) >= $from_day)
  AND ($to_day IS NULL OR NOT m:Event OR coalesce(m.begin_earliest, $to_day) <= $to_day)
WITH DISTINCT m
RETURN labels(m)[0] AS label, m.id AS id
ORDER BY CASE label WHEN 'Person' THEN 0 WHEN 'Family' THEN 1 WHEN 'Case' THEN 2 WHEN 'Agency' THEN 3
  WHEN 'Place' THEN 4 ELSE 5 END, id
LIMIT $limit
