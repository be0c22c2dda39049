/*
summary = "Who else was held at the places of one person, at times that can overlap."
[params.person_id]
type = "PersonId"
doc = "the person"
[returns]
other = "Person"
name = "Person.name"
place = "Place"
event = "the stay of the other person"
own_event = "the stay of the person"
begin = "Event.begin"
end = "Event.end"
[example]
person_id = "published:ru-mother-son-2023.woman-k"
expect_rows = 3
*/
MATCH (p:Person {id: $person_id})-[:SUBJECT_OF]->(own:Event)-[:AT_PLACE|TO_PLACE]->(l:Place)
WHERE own.category IN ['custody', 'punishment'] AND NOT l.kind IN ['country', 'province', 'prefecture']
MATCH (l)<-[:AT_PLACE|TO_PLACE]-(e:Event)<-[:SUBJECT_OF]-(o:Person)
WHERE o <> p AND e.category IN ['custody', 'punishment']
  AND (own.begin_earliest IS NULL OR coalesce(e.end_latest, '9999-12-31') >= own.begin_earliest)
  AND (e.begin_earliest IS NULL OR coalesce(own.end_latest, '9999-12-31') >= e.begin_earliest)
RETURN DISTINCT o.id AS other, o.name AS name, l.id AS place, e.id AS event, own.id AS own_event, e.begin AS begin,
       e.end AS end
ORDER BY place, other, event
LIMIT $limit
