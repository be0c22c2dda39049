/*
summary = "Sources, those with most claims first: what kind they are, and how many claims rest on each."
[params.after]
type = "text"
default = ""
doc = "the source after which the page begins; empty for the first page"
[params.after_claims]
type = "int"
default = 1000000000
ge = 0
le = 1000000000
unit = "claims"
doc = "how many claims the source before the page has"
[returns]
source = "Source"
claims = "count"
withdrawn = "count"
[example]
expect_rows = 100
*/
MATCH (s:Source)
WITH s, COUNT { MATCH (c:Claim {source: s.id}) WHERE c.withdrawn_at IS NULL } AS claims
WHERE claims < $after_claims OR (claims = $after_claims AND s.id > $after)
WITH s, claims ORDER BY claims DESC, s.id LIMIT $limit
RETURN s {.*} AS source, claims,
  COUNT { MATCH (c:Claim {source: s.id}) WHERE c.withdrawn_at IS NOT NULL } AS withdrawn
ORDER BY claims DESC, s.id
LIMIT $limit
