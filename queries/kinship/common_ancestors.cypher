/*
summary = "Common ancestors of two persons, nearest first."
[params.person_a]
type = "PersonId"
doc = "one person"
[params.person_b]
type = "PersonId"
doc = "the other person"
[params.max_generations]
type = "int"
default = 6
ge = 1
le = 8
unit = "generations"
doc = "how many parent steps to follow from each of the two"
[returns]
ancestor = "Person"
name = "Person.name"
from_a = "parent steps from the first person"
from_b = "parent steps from the second person"
[example]
person_a = "published:dnk-hyesan-2009.daughter-1"
person_b = "published:dnk-hyesan-2009.daughter-2"
expect_rows = 3
*/
MATCH (a:Person {id: $person_a})
MATCH (a) (()<-[s:PARENT_OF WHERE s.grade <> 'unlikely' AND s.nature IN ['birth', 'adoptive', 'unknown']]-()){0,8} (c:Person)
WHERE size(s) <= $max_generations
WITH c, min(size(s)) AS from_a
MATCH (b:Person {id: $person_b})
MATCH (b) (()<-[t:PARENT_OF WHERE t.grade <> 'unlikely' AND t.nature IN ['birth', 'adoptive', 'unknown']]-()){0,8} (c)
WHERE size(t) <= $max_generations
WITH c, from_a, min(size(t)) AS from_b
RETURN c.id AS ancestor, c.name AS name, from_a, from_b
ORDER BY from_a + from_b, ancestor
LIMIT $limit
