MATCH (x:EntityPart) USING INDEX x:EntityPart(dataset, id)
WHERE x.dataset = $p.dataset AND x.id > $p.after AND {{template "counts"}}
WITH x ORDER BY x.dataset, x.id LIMIT $p.limit
RETURN collect(x.row) AS rows
