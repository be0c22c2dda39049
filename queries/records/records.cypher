/*
summary = "Records by id, with all their properties and how many ties each has."
[params.ids]
type = "ids"
doc = "ids of the records"
[returns]
label = "label"
node = "properties"
ties = "count"
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
}
RETURN labels(n)[0] AS label, n {.*} AS node,
  CASE WHEN n:Person
    THEN COUNT { (n)-[:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF|KNOWS|MEMBER_OF|IN_CASE|AMONG|BECAUSE_OF|BY_PERSON]-() }
      + COUNT { (n)-[:SUBJECT_OF]->(:Event)-[:BY_AGENCY|FROM_AGENCY|TO_AGENCY|AT_PLACE|FROM_PLACE|TO_PLACE]->() }
      + COUNT { (n)-[:SUBJECT_OF]->(:Event)-[:BY_PERSON]->() }
      + COUNT { (n)-[:SUBJECT_OF]->(:Event)-[:BECAUSE_OF]-() }
    ELSE COUNT { (n)--() } - COUNT { (n)<-[:ABOUT]-() } END AS ties
ORDER BY label, n.id
LIMIT $limit
