/*
summary = "One claim with its source and what it describes."
[params.id]
type = "ClaimId"
doc = "id of the claim"
[returns]
claim = "Claim"
source = "Source"
label = "label"
about = "properties"
[example]
id = "g7ep2j3vnek36u4q3at4a7fn3w"
expect_rows = 1
*/
MATCH (c:Claim {id: $id})
OPTIONAL MATCH (c)-[:ABOUT]->(n)
OPTIONAL MATCH (s:Source {id: c.source})
RETURN c {.*} AS claim, s {.*} AS source, labels(n)[0] AS label, n {.id, .name, .names, .title, .kind} AS about
ORDER BY c.id
LIMIT $limit
