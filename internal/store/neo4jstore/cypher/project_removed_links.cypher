MATCH (s:Statement) USING INDEX s:Statement(removedIn, id) WHERE s.removedIn = $p.revision AND s.id > $p.after
WITH s ORDER BY s.removedIn, s.id LIMIT $p.limit
OPTIONAL MATCH (a:Entity {id: s.subject})
WITH s, a
OPTIONAL MATCH (b:Entity {id: s.object})
WITH s, a, b
OPTIONAL MATCH (a)-[r]->(b) WHERE r.statementId = s.id
WITH max(s.id) AS last, count(DISTINCT s) AS n, collect(r) AS relationships
FOREACH (r IN relationships | DELETE r)
RETURN last, n
