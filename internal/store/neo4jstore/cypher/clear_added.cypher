MATCH (x:{{.Label}}) USING INDEX x:{{.Label}}(addedIn, id{{template "third" .Label}})
WHERE x.addedIn = $p.revision AND x.id IS NOT NULL{{template "thirdThere" .Label}}
WITH x LIMIT $p.limit
{{- if or (eq .Label "Statement") (eq .Label "EntityState")}}
OPTIONAL MATCH (x)-[:{{if eq .Label "Statement"}}REFERS{{else}}FOUND_UNDER{{end}}]->(y)
WITH collect(DISTINCT x) AS rows, collect(y) AS beside
FOREACH (y IN beside | DETACH DELETE y)
{{- else}}
WITH collect(x) AS rows
{{- end}}
FOREACH (x IN rows | DETACH DELETE x)
RETURN size(rows) AS n
