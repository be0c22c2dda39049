/*
summary = "The ties of one record, each with the record at its other end."
[params.id]
type = "RecordId"
doc = "id of the record"
[params.label]
type = "text"
default = ""
doc = "Person, Family, Case, Agency, Place, Event or Source; empty for the first that has the id, in this order"
[params.without]
type = "texts"
default = []
doc = "types of ties that are left out"
[returns]
type = "tie type"
outgoing = "direction"
label = "label"
other = "properties"
tie = "properties"
[example]
id = "published:un-kim-cheol-ok"
label = "Person"
expect_rows = 12
*/
CALL () {
  MATCH (n:Person {id: $id}) RETURN n, 1 AS place
  UNION ALL MATCH (n:Family {id: $id}) RETURN n, 2 AS place
  UNION ALL MATCH (n:Case {id: $id}) RETURN n, 3 AS place
  UNION ALL MATCH (n:Agency {id: $id}) RETURN n, 4 AS place
  UNION ALL MATCH (n:Place {id: $id}) RETURN n, 5 AS place
  UNION ALL MATCH (n:Event {id: $id}) RETURN n, 6 AS place
  UNION ALL MATCH (n:Source {id: $id}) RETURN n, 7 AS place
}
WITH n, place WHERE $label = '' OR $label IN labels(n)
WITH n ORDER BY place LIMIT 1
MATCH (n)-[r]-(m)
WHERE NOT type(r) IN $without AND NOT m:Claim
RETURN type(r) AS type, startNode(r) = n AS outgoing, labels(m)[0] AS label, r {.*} AS tie,
  m {.id, .name, .names, .name_script, .title, .kind, .facility_kind, .country, .begin, .begin_earliest, .begin_latest,
     .end, .reason, .category, .invented, .sex, .birth} AS other
ORDER BY type, m.begin_earliest, m.id
LIMIT $limit
