MATCH (x:EntityState) USING INDEX x:EntityState(removedIn, id) WHERE x.removedIn = $p.revision AND x.id > $p.after
WITH x ORDER BY x.removedIn, x.id LIMIT $p.limit
OPTIONAL MATCH (y:EntityState) WHERE y.id = x.id AND y.addedIn = $p.revision
WITH x.id AS id, count(y) AS stays
RETURN max(id) AS last, count(*) AS n, collect(CASE WHEN stays = 0 THEN id END) AS gone
