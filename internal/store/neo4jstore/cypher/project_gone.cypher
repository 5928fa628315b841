MATCH (x:EntityState) USING INDEX x:EntityState(removedIn, id) WHERE x.removedIn = $p.revision AND x.id > $p.after
WITH x ORDER BY x.removedIn, x.id LIMIT $p.limit
OPTIONAL MATCH (y:EntityState) WHERE y.id = x.id AND y.addedIn = $p.revision
WITH x, y
OPTIONAL MATCH (e:Entity {id: CASE WHEN y IS NULL THEN x.id END})
WITH max(x.id) AS last, count(DISTINCT x) AS n, collect(e) AS entities
FOREACH (e IN entities | DETACH DELETE e)
RETURN last, n
