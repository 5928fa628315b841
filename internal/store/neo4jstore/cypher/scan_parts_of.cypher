MATCH (x:EntityPart) USING INDEX x:EntityPart(dataset, id)
WHERE x.dataset = $dataset AND x.id > $after AND {{template "counts"}}
RETURN x.row AS row ORDER BY x.dataset, x.id LIMIT $limit
