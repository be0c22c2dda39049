/*
summary = "Records that ties name but no claim describes; they are shown by their id."
[returns]
label = "label of the record"
record = "id of the record"
ties = "how many ties need it"
[example]
expect_rows = 1
*/
MATCH (n:Person|Family|Case|Agency|Place|Event) WHERE n.claims IS NULL
RETURN labels(n)[0] AS label, n.id AS record, COUNT { (n)--() } AS ties
ORDER BY label, record
LIMIT $limit
