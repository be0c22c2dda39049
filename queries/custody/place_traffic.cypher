/*
summary = "Arrivals at and departures from a place, with what lies within it."
[params.place_id]
type = "PlaceId"
doc = "the place"
[returns]
direction = "arrival, departure, or there"
place = "Place"
person = "Person"
name = "Person.name"
event = "Event"
kind = "Event.kind"
begin = "Event.begin"
grade = "Event.grade"
[example]
place_id = "published:kp-onsong"
expect_rows = 13
*/
MATCH (top:Place {id: $place_id})
MATCH (top) (()<-[:WITHIN]-()){0,5} (l:Place)
WITH DISTINCT l
MATCH (e:Event)-[t:AT_PLACE|TO_PLACE|FROM_PLACE]->(l)
MATCH (p:Person)-[:SUBJECT_OF]->(e)
RETURN CASE type(t) WHEN 'TO_PLACE' THEN 'arrival' WHEN 'FROM_PLACE' THEN 'departure' ELSE 'there' END AS direction,
       l.id AS place, p.id AS person, p.name AS name, e.id AS event, e.kind AS kind, e.begin AS begin, e.grade AS grade
ORDER BY direction, begin, event
LIMIT $limit
