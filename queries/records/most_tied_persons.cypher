/*
summary = "Persons with the most kinship ties and events that are because of them or their relatives."
[returns]
node = "properties"
ties = "count"
[example]
limit = 5
expect_rows = 5
*/
// At most 1,000 "because of" each way and 2,000 persons are looked at: a start is wanted, not the first of millions.
CALL () {
  MATCH (e:Event)-[:BECAUSE_OF]->() WITH e LIMIT 1000
  MATCH (p:Person)-[:SUBJECT_OF]->(e) RETURN p
  UNION
  MATCH (:Event)-[:BECAUSE_OF]->(p:Person) RETURN p LIMIT 1000
  UNION
  MATCH (p:Person) RETURN p LIMIT 2000
}
WITH p, COUNT { (p)-[:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF]-() }
  + 3 * COUNT { (p)-[:SUBJECT_OF]->(:Event)-[:BECAUSE_OF]-() }
  + 3 * COUNT { (p)<-[:BECAUSE_OF]-() }
  + COUNT { (p)-[:SUBJECT_OF]->() } AS ties
RETURN p {.id, .name, .names, .name_script, .invented} AS node, ties
ORDER BY ties DESC, p.id
LIMIT $limit
