/*
summary = "Contradictions: what claims say that cannot all be true."
[returns]
label = "label of the record, or type of the tie"
record = "id of the record"
other = "id of the other end of a tie"
what = "what contradicts, with the claims"
[example]
expect_rows = 1
*/
CALL () {
  MATCH (n:Person|Family|Case|Agency|Place|Event) WHERE n.contradictions IS NOT NULL
  UNWIND n.contradictions AS what
  RETURN labels(n)[0] AS label, n.id AS record, null AS other, what
  UNION
  MATCH (a:Person)-[t:PARENT_OF|SPOUSE_OF|SIBLING_OF]->(b:Person) WHERE t.contradictions IS NOT NULL
  UNWIND t.contradictions AS what
  RETURN type(t) AS label, a.id AS record, b.id AS other, what
  UNION
  MATCH (b:Person)<-[t:PARENT_OF WHERE t.nature = 'birth' AND t.grade <> 'unlikely']-(a:Person)
  WITH b, collect(a) AS parents, collect(t.claims) AS claims
  WHERE size(parents) > 2 OR (size(parents) = 2 AND parents[0].sex = parents[1].sex)
  RETURN 'Person' AS label, b.id AS record, null AS other,
         'birth parents: ' + reduce(text = '', ids IN claims | text + reduce(own = '', id IN ids | own + id + ',')) AS what
  UNION
  MATCH (p:Person)-[:PARENT_OF]->(:Person)
  WHERE EXISTS { (p)-[:PARENT_OF]->{2,8}(p) } OR EXISTS { (p)-[:PARENT_OF]->(p) }
  RETURN 'Person' AS label, p.id AS record, null AS other, 'among own ancestors' AS what
  UNION
  MATCH (e:Event)<-[:SUBJECT_OF]-(p:Person)
  WITH e, count(p) AS subjects WHERE subjects > 1
  RETURN 'Event' AS label, e.id AS record, null AS other, 'more than one subject' AS what
  UNION
  MATCH (e:Event)-[t:BY_AGENCY]->(a:Agency), (e)-[u:BY_AGENCY]->(b:Agency)
  WHERE a.id < b.id AND none(id IN t.claims WHERE id IN u.claims)
    AND NOT EXISTS { (a)-[:PART_OF|SAME_BODY]->{1,6}(b) } AND NOT EXISTS { (b)-[:PART_OF|SAME_BODY]->{1,6}(a) }
  RETURN 'Event' AS label, e.id AS record, null AS other,
         'agencies: ' + a.id + ', ' + b.id + ' by different claims' AS what
  UNION
  MATCH (e:Event)-[t:AT_PLACE]->(a:Place), (e)-[u:AT_PLACE]->(b:Place)
  WHERE a.id < b.id AND none(id IN t.claims WHERE id IN u.claims)
    AND NOT EXISTS { (a)-[:WITHIN]->{1,6}(b) } AND NOT EXISTS { (b)-[:WITHIN]->{1,6}(a) }
  RETURN 'Event' AS label, e.id AS record, null AS other, 'places: ' + a.id + ', ' + b.id + ' by different claims' AS what
}
RETURN label, record, other, what
ORDER BY label, record, other, what
LIMIT $limit
