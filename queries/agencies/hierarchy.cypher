/*
summary = "Offices below an agency on one day, nearest level first."
[params.agency_id]
type = "AgencyId"
doc = "the agency at the top"
[params.day]
type = "day"
doc = "the day; a tie or name without dates always counts"
[returns]
agency = "Agency"
name = "Agency.name"
kind = "Agency.kind"
levels = "steps below the agency"
parent = "the agency right above"
[example]
agency_id = "published:kp-mss"
day = "2020-01-01"
expect_rows = 18
*/
MATCH (top:Agency {id: $agency_id})
MATCH (top) ((above)<-[t:PART_OF WHERE (t.since_latest IS NULL OR t.since_latest <= $day)
  AND (t.until_earliest IS NULL OR t.until_earliest >= $day)]-()){1,8} (a:Agency)
WHERE (a.valid_from_earliest IS NULL OR a.valid_from_earliest <= $day)
  AND (a.valid_to_latest IS NULL OR a.valid_to_latest >= $day)
RETURN DISTINCT a.id AS agency, a.name AS name, a.kind AS kind, size(t) AS levels, above[-1].id AS parent
ORDER BY levels, parent, agency
LIMIT $limit
