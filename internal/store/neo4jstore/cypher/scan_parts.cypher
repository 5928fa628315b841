MATCH (x:EntityPart) USING INDEX x:EntityPart(id, dataset)
WHERE x.id >= $p.after AND x.dataset IS NOT NULL AND CASE WHEN x.id > $p.after THEN true ELSE x.dataset > $p.afterDataset END AND {{template "counts"}}
WITH x ORDER BY x.id, x.dataset LIMIT $p.limit
RETURN collect(x.row) AS rows
