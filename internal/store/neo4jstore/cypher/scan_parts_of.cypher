MATCH (x:EntityPart) USING INDEX x:EntityPart(dataset, id)
WHERE x.dataset = $p.dataset AND x.id > $p.after AND {{template "counts"}}
RETURN x.row AS row ORDER BY x.dataset, x.id LIMIT $p.limit
