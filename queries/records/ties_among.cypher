/*
summary = "The ties that start at some records."
[params.ids]
type = "ids"
doc = "ids of the records"
[returns]
start_label = "label"
start = "id"
type = "tie type"
end_label = "label"
end = "id"
tie = "properties"
[example]
ids = ["published:un-kim-cheol-ok"]
expect_rows = 12
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
MATCH (n)-[r]->(m)
RETURN labels(n)[0] AS start_label, n.id AS start, type(r) AS type, labels(m)[0] AS end_label, m.id AS end,
  r {.*} AS tie
ORDER BY start_label, start, type, end_label, end
LIMIT $limit
