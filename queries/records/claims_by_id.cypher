/*
summary = "Claims by their ids, each with its source."
[params.claims]
type = "texts"
doc = "ids of the claims"
[returns]
claim = "Claim"
source = "Source"
[example]
claims = ["g7ep2j3vnek36u4q3at4a7fn3w"]
expect_rows = 1
*/
UNWIND $claims AS id
MATCH (c:Claim {id: id})
OPTIONAL MATCH (s:Source {id: c.source})
RETURN c {.*} AS claim, s {.id, .title, .kind, .publisher, .published, .told_on, .url} AS source
ORDER BY c.id
LIMIT $limit
