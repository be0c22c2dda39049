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
doc = "words of the name of a family or the title of a case, as a full-text index takes them"
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
  WITH 1 AS rank WHERE $words <> '' AND $label IN ['Family', 'Case']
  CALL db.index.fulltext.queryNodes(toLower($label) + '_search', $words, {limit: 200}) YIELD node
  RETURN node AS n, rank
}
WITH n, min(rank) AS rank
RETURN n.id AS id
ORDER BY rank, coalesce(n.begin_earliest, '9'), id
LIMIT $limit
