UNWIND $p.ids AS id
MATCH (x:EntityState) USING INDEX x:EntityState(id, addedIn) WHERE x.id = id AND x.addedIn <= $p.revision AND coalesce(x.removedIn, 0) = 0
RETURN x.id AS id, x.lifeFirst AS lifeFirst, x.lifeLast AS lifeLast
