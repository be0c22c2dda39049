/*
summary = "One source: what it repeats, what repeats it, how many claims it supports."
[params.source_id]
type = "SourceId"
doc = "the source"
[returns]
source = "Source"
repeats = "ids"
repeated_by = "ids"
claims = "count"
withdrawn = "count"
[example]
source_id = "published:fnk-detention"
expect_rows = 1
*/
MATCH (s:Source {id: $source_id})
RETURN s {.*} AS source,
  COLLECT { MATCH (s)-[:DERIVED_FROM]->(o:Source) RETURN o.id ORDER BY o.id } AS repeats,
  COLLECT { MATCH (s)<-[:DERIVED_FROM]-(o:Source) RETURN o.id ORDER BY o.id } AS repeated_by,
  COUNT { MATCH (c:Claim {source: s.id}) } AS claims,
  COUNT { MATCH (c:Claim {source: s.id}) WHERE c.withdrawn_at IS NOT NULL } AS withdrawn
ORDER BY s.id
LIMIT $limit
