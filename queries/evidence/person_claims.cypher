/*
summary = "One person with every claim about the person: who says it, where, how sure."
[params.person_id]
type = "PersonId"
doc = "the person"
[returns]
claim = "Claim"
kind = "Claim.kind"
grade = "Claim.grade"
source = "Source"
title = "Source.title"
citation = "Claim.citation"
about = "id of the record or event that the claim is about"
[example]
person_id = "published:khs-camp18"
expect_rows = 5
*/
MATCH (p:Person {id: $person_id})
CALL (p) {
  UNWIND coalesce(p.claims, []) + coalesce(p.self_ties, []) AS id
  RETURN id, p.id AS about
  UNION
  MATCH (p)-[t]-(o) WHERE NOT o:Claim
  UNWIND t.claims AS id
  RETURN id, o.id AS about
}
MATCH (c:Claim {id: id})
OPTIONAL MATCH (s:Source {id: c.source})
RETURN c.id AS claim, c.kind AS kind, c.grade AS grade, s.id AS source, s.title AS title, c.citation AS citation,
       min(about) AS about
ORDER BY kind, about, claim
LIMIT $limit
