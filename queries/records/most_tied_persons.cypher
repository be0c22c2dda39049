/*
summary = "Persons with the most kinship ties and events that are because of them or their relatives."
[returns]
node = "properties"
ties = "count"
[example]
limit = 5
expect_rows = 5
*/
MATCH (p:Person)
WITH p, COUNT { (p)-[:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF]-() }
  + 3 * COUNT { (p)-[:SUBJECT_OF]->(:Event)-[:BECAUSE_OF]-() }
  + 3 * COUNT { (p)<-[:BECAUSE_OF]-() }
  + COUNT { (p)-[:SUBJECT_OF]->() } AS ties
RETURN p {.id, .name, .names, .name_script, .invented} AS node, ties
ORDER BY ties DESC, p.id
LIMIT $limit
