/*
summary = "Who is said to have informed on whom."
[params.grade_unlikely]
type = "int"
default = 0
ge = 0
le = 1
doc = "1: rumours too"
[returns]
informer = "Person"
informer_name = "Person.name"
person = "Person"
person_name = "Person.name"
event = "Event"
kind = "Event.kind"
begin = "Event.begin"
grade = "grade of the tie"
claims = "claims that say it"
[example]
expect_rows = 4
*/
MATCH (e:Event)-[t:BY_PERSON {role: 'informer'}]->(i:Person)
WHERE t.grade <> 'unlikely' OR $grade_unlikely = 1
MATCH (p:Person)-[:SUBJECT_OF]->(e)
RETURN i.id AS informer, i.name AS informer_name, p.id AS person, p.name AS person_name, e.id AS event, e.kind AS kind,
       e.begin AS begin, t.grade AS grade, t.claims AS claims
ORDER BY informer, person, event
LIMIT $limit
