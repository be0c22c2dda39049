/*
summary = "One record by its id, whatever it is."
[params.id]
type = "RecordId"
doc = "id of the record"
[params.label]
type = "text"
default = ""
doc = "Person, Family, Case, Agency, Place, Event or Source; empty for the first that has the id, in this order"
[returns]
label = "label"
node = "properties"
[example]
id = "published:un-kim-cheol-ok"
label = "Person"
expect_rows = 1
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
RETURN labels(n)[0] AS label, n {.*} AS node
ORDER BY place
LIMIT $limit
