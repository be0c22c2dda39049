/*
summary = "What records are called: names, titles, kinds and countries."
[params.ids]
type = "ids"
doc = "ids of the records"
[returns]
label = "label"
node = "properties"
[example]
ids = ["published:un-kim-cheol-ok"]
expect_rows = 2
*/
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Person {id: id}) RETURN n
  UNION ALL MATCH (n:Family {id: id}) RETURN n
  UNION ALL MATCH (n:Case {id: id}) RETURN n
  UNION ALL MATCH (n:Agency {id: id}) RETURN n
  UNION ALL MATCH (n:Place {id: id}) RETURN n
  UNION ALL MATCH (n:Event {id: id}) RETURN n
  UNION ALL MATCH (n:Source {id: id}) RETURN n
}
RETURN labels(n)[0] AS label,
  n {.id, .name, .names, .name_script, .title, .kind, .facility_kind, .country, .invented, .sex, .begin,
    .birth, .death, .count_most} AS node
ORDER BY label, n.id
LIMIT $limit
