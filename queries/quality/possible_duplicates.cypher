/*
summary = "Pairs of persons that may be one: a shared search key, and what else they share."
[returns]
person_a = "Person"
person_b = "Person"
name_a = "Person.name"
name_b = "Person.name"
shared_kin = "relatives recorded of both"
birth_a = "Person.birth"
birth_b = "Person.birth"
[example]
expect_rows = 1
*/
MATCH (a:Person) WHERE a.match_keys IS NOT NULL
UNWIND a.match_keys AS key
WITH key, collect(DISTINCT a) AS persons
WHERE size(persons) > 1 AND size(persons) <= 50
UNWIND persons AS a
UNWIND persons AS b
WITH DISTINCT a, b
WHERE a.id < b.id AND (a.sex IS NULL OR b.sex IS NULL OR a.sex = b.sex)
  AND (a.birth_latest IS NULL OR b.birth_earliest IS NULL OR a.birth_latest >= b.birth_earliest)
  AND (b.birth_latest IS NULL OR a.birth_earliest IS NULL OR b.birth_latest >= a.birth_earliest)
  AND NOT EXISTS { (c:Claim {kind: 'identity', record_a: a.id, record_b: b.id}) }
  AND NOT EXISTS { (c:Claim {kind: 'identity', record_a: b.id, record_b: a.id}) }
  AND NOT EXISTS { (a)-[:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF]-(b) }
OPTIONAL MATCH (a)-[:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF]-(k:Person)-[:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF]-(b)
WITH a, b, count(DISTINCT k) AS shared_kin
RETURN a.id AS person_a, b.id AS person_b, a.name AS name_a, b.name AS name_b, shared_kin, a.birth AS birth_a,
       b.birth AS birth_b
ORDER BY shared_kin DESC, person_a, person_b
LIMIT $limit
