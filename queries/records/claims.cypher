/*
summary = "The claims behind one record and its ties, each with its source."
[params.id]
type = "RecordId"
doc = "id of the record"
[params.label]
type = "text"
default = ""
doc = "Person, Family, Case, Agency, Place, Event or Source; empty for the first that has the id, in this order"
[params.after]
type = "text"
default = ""
doc = "id of the last claim of the page before"
[returns]
claim = "Claim"
source = "Source"
[example]
id = "published:un-kim-cheol-ok"
label = "Person"
expect_rows = 14
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
CALL (n) {
  MATCH (c:Claim)-[:ABOUT]->(n) RETURN c
  UNION
  UNWIND n.claims AS claim MATCH (c:Claim {id: claim}) RETURN c
  UNION
  MATCH (n)-[r]->() UNWIND r.claims AS claim MATCH (c:Claim {id: claim}) RETURN c
  UNION
  MATCH (n)<-[r:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF|KNOWS|MEMBER_OF|IN_CASE|AMONG|SUBJECT_OF|BY_PERSON|BECAUSE_OF]-()
  UNWIND r.claims AS claim MATCH (c:Claim {id: claim}) RETURN c
}
WITH DISTINCT c WHERE c.id > $after
OPTIONAL MATCH (s:Source {id: c.source})
RETURN c {.*} AS claim, s {.id, .title, .kind, .publisher, .published, .told_on, .url} AS source
ORDER BY c.id
LIMIT $limit
