/*
summary = "Ancestors of one person, nearest generation first."
[params.person_id]
type = "PersonId"
doc = "the person whose ancestors are sought"
[params.max_generations]
type = "int"
default = 4
ge = 1
le = 12
unit = "generations"
doc = "how many parent steps to follow"
[returns]
ancestor = "Person"
name = "Person.name"
generations = "parent steps, the fewest"
birth = "Person.birth"
[example]
person_id = "published:dnk-hyesan-2009.daughter-1"
expect_rows = 3
*/
MATCH (p:Person {id: $person_id})
MATCH (p) (()<-[t:PARENT_OF WHERE t.grade <> 'unlikely' AND t.nature IN ['birth', 'adoptive', 'unknown']]-()){1,12} (a:Person)
WHERE size(t) <= $max_generations
WITH a, min(size(t)) AS generations
RETURN a.id AS ancestor, a.name AS name, generations, a.birth AS birth
ORDER BY generations, ancestor
LIMIT $limit
