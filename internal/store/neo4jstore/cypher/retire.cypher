UNWIND $p.rows AS row
MATCH (x:{{.Label}}) WHERE x.id = row.id AND x.addedIn = row.addedIn
{{- if or (eq .Label "EntityPart") (eq .Label "Relation")}} AND x.dataset = row.dataset{{end}}
SET x.removedIn = $p.revision{{if eq .Label "Statement"}}, x.until = $p.revision{{end}}
