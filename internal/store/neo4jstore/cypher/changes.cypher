MATCH (x:{{.Label}}) USING INDEX x:{{.Label}}({{.From}}, id{{if ne .Label "Statement"}}, dataset{{end}})
WHERE x.{{.From}} = $p.revision AND x.id >= $p.after {{if ne .Label "Statement"}}AND x.dataset IS NOT NULL {{end -}}
  AND CASE WHEN x.id > $p.after THEN true ELSE x.dataset > $p.afterDataset END
WITH x ORDER BY x.{{.From}}, x.id{{if ne .Label "Statement"}}, x.dataset{{end}} LIMIT $p.limit
RETURN collect(x.row) AS rows
