/*
summary = "What a source supports: the records, events and ties that its accepted claims stand behind."
[params.source_id]
type = "SourceId"
doc = "the source"
[returns]
claim = "Claim"
kind = "Claim.kind"
grade = "Claim.grade"
label = "what the claim describes; empty for a tie"
record = "id of the record described"
only_support = "yes when no other claim describes the record"
citation = "Claim.citation"
[example]
source_id = "published:khpg-1195431213"
expect_rows = 15
*/
MATCH (c:Claim {source: $source_id}) WHERE c.withdrawn_at IS NULL
OPTIONAL MATCH (c)-[:ABOUT]->(n)
RETURN c.id AS claim, c.kind AS kind, c.grade AS grade, labels(n)[0] AS label, n.id AS record,
       size(n.claims) = 1 AS only_support, c.citation AS citation
ORDER BY kind, record, claim
LIMIT $limit
