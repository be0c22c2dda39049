/*
summary = "Persons with an event of some kinds, in the order of their ids."
[params.kinds]
type = "texts"
doc = "event kinds"
[params.country]
type = "text"
default = ""
doc = "only events of an agency or at a place of this country, or told of this country"
[params.year]
type = "int"
default = 0
doc = "only events that can lie in this year; 0 for any"
[params.because]
type = "int"
default = 0
doc = "1: only events that a source says were because of a relative or an act"
[params.after]
type = "text"
default = ""
doc = "id of the last person of the page before"
[returns]
node = "properties"
kinds = "codes"
[example]
kinds = ["handover", "repatriation"]
country = "RU"
expect_rows = 2
*/
MATCH (e:Event)
WHERE e.kind IN $kinds
  AND ($year = 0 OR (e.begin_earliest <= toString($year) + '-12-31' AND e.begin_latest >= toString($year) + '-01-01'))
  AND ($because = 0 OR EXISTS { (e)-[:BECAUSE_OF]->() })
  AND ($country = '' OR e.country = $country
    OR EXISTS { (e)-[:BY_AGENCY|AT_PLACE|FROM_AGENCY|FROM_PLACE]->(x) WHERE x.country = $country })
MATCH (p:Person)-[:SUBJECT_OF]->(e)
WHERE p.id > $after
WITH p, p.id AS id, collect(DISTINCT e.kind) AS kinds
ORDER BY id
LIMIT $limit
RETURN p {.id, .name, .names, .name_script, .sex, .birth, .death, .invented} AS node, kinds
ORDER BY id
