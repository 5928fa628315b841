MATCH (x:Document) USING INDEX x:Document(id, addedIn)
WHERE x.id > $after AND CASE WHEN $dataset IS NULL THEN true ELSE x.dataset = $dataset END AND {{template "counts"}}
RETURN x.row AS row ORDER BY x.id LIMIT $limit
