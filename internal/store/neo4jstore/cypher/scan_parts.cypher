MATCH (x:EntityPart) USING INDEX x:EntityPart(id, dataset)
WHERE x.id >= $after AND x.dataset IS NOT NULL AND CASE WHEN x.id > $after THEN true ELSE x.dataset > $afterDataset END AND {{template "counts"}}
RETURN x.row AS row ORDER BY x.id, x.dataset LIMIT $limit
