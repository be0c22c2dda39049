/*
summary = "Persons, agencies and places by name, best match first."
[params.words]
type = "text"
doc = "folded words and keys, any of which may match"
[params.types]
type = "texts"
doc = "Person, Agency, Place"
[returns]
label = "label"
node = "properties"
score = "number"
[example]
words = "kim"
types = ["Person"]
expect_rows = 8
*/
CALL () {
  CALL db.index.fulltext.queryNodes('person_search', $words, {limit: 200}) YIELD node, score
  WHERE 'Person' IN $types RETURN node, score
  UNION ALL
  CALL db.index.fulltext.queryNodes('agency_search', $words, {limit: 200}) YIELD node, score
  WHERE 'Agency' IN $types RETURN node, score
  UNION ALL
  CALL db.index.fulltext.queryNodes('place_search', $words, {limit: 200}) YIELD node, score
  WHERE 'Place' IN $types RETURN node, score
}
RETURN labels(node)[0] AS label, score,
  node {.id, .name, .names, .name_script, .kind, .facility_kind, .country, .invented, .sex, .birth, .death} AS node
ORDER BY score DESC, node.id
LIMIT $limit
