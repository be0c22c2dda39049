/*
summary = "Whom some events happened to."
[params.events]
type = "ids"
doc = "ids of the events"
[returns]
event = "Event"
node = "properties"
[example]
events = ["published:un-kim-cheol-ok.3"]
expect_rows = 1
*/
UNWIND $events AS id
MATCH (p:Person)-[:SUBJECT_OF]->(e:Event {id: id})
RETURN e.id AS event, p {.id, .name, .names, .name_script, .invented} AS node
ORDER BY event
LIMIT $limit
