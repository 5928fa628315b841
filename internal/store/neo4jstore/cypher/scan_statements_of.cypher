MATCH (x:Statement) USING INDEX x:Statement(dataset, begin)
WHERE x.dataset = $p.dataset AND x.begin IS NOT NULL AND CASE WHEN true THEN x.id > $p.after END AND {{template "counts"}}
WITH x ORDER BY x.id LIMIT $p.limit
RETURN collect(x.row) AS rows
