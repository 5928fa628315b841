MATCH (x:Statement) USING INDEX x:Statement(id, addedIn)
WHERE x.id > $p.after AND CASE WHEN $p.dataset IS NULL THEN true ELSE x.dataset = $p.dataset END AND {{template "counts"}}
WITH x ORDER BY x.id LIMIT $p.limit
RETURN collect(x.row) AS rows
