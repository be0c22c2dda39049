/*
summary = "Everything recorded of one person, earliest first; undated last."
[params.person_id]
type = "PersonId"
doc = "the person"
[returns]
event = "Event"
kind = "Event.kind"
category = "Event.category"
begin = "Event.begin"
end = "Event.end"
agencies = "agencies that acted, gave or received"
places = "places at, from or to"
reason = "Event.reason"
grade = "Event.grade"
claims = "claims that describe the event"
[example]
person_id = "published:un-kim-cheol-ok"
expect_rows = 9
*/
MATCH (p:Person {id: $person_id})-[:SUBJECT_OF]->(e:Event)
CALL (e) {
  OPTIONAL MATCH (e)-[t:BY_AGENCY|FROM_AGENCY|TO_AGENCY]->(a:Agency)
  WITH type(t) AS role, a ORDER BY role, a.id
  RETURN collect(a.id) AS agencies
}
CALL (e) {
  OPTIONAL MATCH (e)-[t:AT_PLACE|FROM_PLACE|TO_PLACE]->(l:Place)
  WITH type(t) AS role, l ORDER BY role, l.id
  RETURN collect(l.id) AS places
}
RETURN e.id AS event, e.kind AS kind, e.category AS category, e.begin AS begin, e.end AS end, agencies, places,
       e.reason AS reason, e.grade AS grade, e.claims AS claims
ORDER BY e.begin_earliest, e.begin_latest, event
LIMIT $limit
