/*
summary = "Handovers from one country to another, by the agencies and places that are told."
[params.from_country]
type = "country"
doc = "the country left"
[params.to_country]
type = "country"
doc = "the receiving country"
[returns]
person = "Person"
name = "Person.name"
event = "Event"
begin = "Event.begin"
from_agency = "Agency"
to_agency = "Agency"
crossing = "Place"
grade = "Event.grade"
[example]
from_country = "CN"
to_country = "KP"
expect_rows = 19
*/
MATCH (e:Event) WHERE e.kind IN ['handover', 'repatriation']
OPTIONAL MATCH (e)-[:FROM_AGENCY]->(f:Agency)
OPTIONAL MATCH (e)-[:TO_AGENCY]->(t:Agency)
OPTIONAL MATCH (e)-[:AT_PLACE]->(c:Place)
OPTIONAL MATCH (e)-[:FROM_PLACE]->(fp:Place)
OPTIONAL MATCH (e)-[:TO_PLACE]->(tp:Place)
WITH e, f, t, c, fp, tp
WHERE $from_country IN [f.country, fp.country] AND $to_country IN [t.country, tp.country, e.country]
MATCH (p:Person)-[:SUBJECT_OF]->(e)
RETURN DISTINCT p.id AS person, p.name AS name, e.id AS event, e.begin AS begin, f.id AS from_agency,
       t.id AS to_agency, c.id AS crossing, e.grade AS grade
ORDER BY begin, event
LIMIT $limit
