/*
summary = "Persons whom an agency took or held on a day between two days, as far as the dates allow."
[params.agency_id]
type = "AgencyId"
doc = "the agency; offices below it are counted too"
[params.from_day]
type = "day"
doc = "first day"
[params.to_day]
type = "day"
doc = "last day"
[returns]
person = "Person"
name = "Person.name"
event = "Event"
kind = "Event.kind"
begin = "Event.begin"
end = "Event.end"
agency = "Agency"
sure = "certain: some day lies between for sure; possible: the dates allow it"
grade = "Event.grade"
[example]
agency_id = "published:kp-mss"
from_day = "2006-01-01"
to_day = "2012-12-31"
expect_rows = 33
*/
MATCH (top:Agency {id: $agency_id})
MATCH (top) (()<-[:PART_OF|SAME_BODY]-()){0,6} (a:Agency)
WITH DISTINCT a
MATCH (e:Event)-[:BY_AGENCY|TO_AGENCY]->(a)
WHERE e.category IN ['custody', 'punishment'] AND (e.begin_earliest IS NULL OR e.begin_earliest <= $to_day)
  AND (coalesce(e.end_latest, CASE WHEN e.end IS NULL AND e.begin_latest IS NOT NULL AND NOT e.kind IN
       ['detention', 'camp', 'internal_exile', 'interrogation', 'surveillance'] THEN e.begin_latest END) IS NULL
       OR coalesce(e.end_latest, e.begin_latest) >= $from_day)
MATCH (p:Person)-[:SUBJECT_OF]->(e)
RETURN DISTINCT p.id AS person, p.name AS name, e.id AS event, e.kind AS kind, e.begin AS begin, e.end AS end,
       a.id AS agency,
       CASE WHEN e.begin_earliest >= $from_day AND e.begin_latest <= $to_day THEN 'certain' ELSE 'possible' END AS sure,
       e.grade AS grade
ORDER BY sure, begin, event
LIMIT $limit
