/*
summary = "Families, cases and events by their own name or by the persons in them, those of the persons first."
[params.persons]
type = "ids"
doc = "ids of persons"
[params.label]
type = "text"
doc = "Family, Case or Event"
[params.words]
type = "text"
default = ""
doc = "what the name of a family or the title of a case holds, in small letters"
[returns]
id = "id"
[example]
persons = ["published:un-kim-cheol-ok"]
label = "Case"
expect_rows = 1
*/
CALL () {
  UNWIND $persons AS person
  MATCH (:Person {id: person})-[:SUBJECT_OF|MEMBER_OF|IN_CASE]->(n)
  WHERE $label IN labels(n)
  RETURN n, 0 AS rank
  UNION ALL
  MATCH (n:Family) WHERE $label = 'Family' AND $words <> '' AND toLower(n.name) CONTAINS $words
  RETURN n, 1 AS rank
  UNION ALL
  MATCH (n:Case) WHERE $label = 'Case' AND $words <> '' AND toLower(n.title) CONTAINS $words
  RETURN n, 1 AS rank
}
WITH n, min(rank) AS rank
RETURN n.id AS id
ORDER BY rank, coalesce(n.begin_earliest, '9'), id
LIMIT $limit
