/*
summary = "What one source says: its claims by kind and id."
[params.source_id]
type = "SourceId"
doc = "the source"
[params.after]
type = "text"
default = ""
doc = "id of the last claim of the page before"
[returns]
claim = "Claim"
source = "Source"
[example]
source_id = "published:fnk-detention"
expect_rows = 78
*/
MATCH (c:Claim {source: $source_id})
WHERE c.id > $after
RETURN c {.*} AS claim, {id: c.source} AS source
ORDER BY c.id
LIMIT $limit
