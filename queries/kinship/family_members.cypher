/*
summary = "Members of a named family and what happened to each."
[params.family_id]
type = "FamilyId"
doc = "a family or household that a source names"
[returns]
person = "Person"
name = "Person.name"
event = "Event"
kind = "Event.kind"
begin = "Event.begin"
reason = "Event.reason"
grade = "Event.grade"
[example]
family_id = "published:ru-mother-son-2023.family"
expect_rows = 8
*/
MATCH (f:Family {id: $family_id})<-[:MEMBER_OF]-(p:Person)
OPTIONAL MATCH (p)-[:SUBJECT_OF]->(e:Event)
RETURN p.id AS person, p.name AS name, e.id AS event, e.kind AS kind, e.begin AS begin, e.reason AS reason,
       e.grade AS grade
ORDER BY person, e.begin_earliest, event
LIMIT $limit
