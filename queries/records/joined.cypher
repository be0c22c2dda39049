/*
summary = "Records judged the same as some records, and the ids that were joined into each."
[params.ids]
type = "ids"
doc = "ids of the records"
[returns]
id = "id"
other = "id"
records = "ids"
[example]
ids = ["published:un-kim-cheol-ok"]
expect_rows = 1
*/
UNWIND $ids AS id
OPTIONAL CALL (id) {
  MATCH (c:Claim {record_a: id}) WHERE c.withdrawn_at IS NULL RETURN c.record_b AS other
  UNION
  MATCH (c:Claim {record_b: id}) WHERE c.withdrawn_at IS NULL RETURN c.record_a AS other
}
CALL (other) {
  OPTIONAL MATCH (p:Person {id: other}) WHERE p.records IS NOT NULL
  OPTIONAL MATCH (f:Family {id: other}) WHERE f.records IS NOT NULL
  OPTIONAL MATCH (e:Event {id: other}) WHERE e.records IS NOT NULL
  OPTIONAL MATCH (k:Case {id: other}) WHERE k.records IS NOT NULL
  RETURN coalesce(p.records, f.records, e.records, k.records, []) AS records
}
RETURN DISTINCT id, other, records
ORDER BY id, other
LIMIT $limit
