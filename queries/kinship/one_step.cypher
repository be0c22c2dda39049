/*
summary = "The relatives of one person that are recorded by a tie of their own."
[params.person_id]
type = "PersonId"
doc = "the person"
[returns]
relative = "Person"
name = "Person.name"
tie = "the tie, read from its start"
from_person = "yes when the tie starts at the person"
nature = "nature or term of the tie"
grade = "grade of the tie"
claims = "claims that support the tie"
[example]
person_id = "published:dnk-hyesan-2009.mr-j"
expect_rows = 5
*/
MATCH (p:Person {id: $person_id})-[t:PARENT_OF|SPOUSE_OF|SIBLING_OF|KIN_OF]-(k:Person)
RETURN k.id AS relative, k.name AS name, type(t) AS tie, startNode(t) = p AS from_person,
       coalesce(t.nature, t.term) AS nature, t.grade AS grade, t.claims AS claims
ORDER BY tie, relative
LIMIT $limit
