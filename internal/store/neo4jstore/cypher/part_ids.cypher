MATCH (x:EntityPart) USING INDEX x:EntityPart(dataset, id)
WHERE x.dataset = $p.dataset AND x.id IS NOT NULL AND coalesce(x.removedIn, 0) = 0
RETURN x.id AS id
