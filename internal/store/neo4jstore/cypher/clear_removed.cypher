MATCH (x:{{.Label}}) USING INDEX x:{{.Label}}(removedIn, id{{template "third" .Label}})
WHERE x.removedIn = $p.revision AND x.id IS NOT NULL{{template "thirdThere" .Label}}
WITH x LIMIT $p.limit
{{if eq .Label "Statement"}}SET x.until = {{template "never"}}
{{end}}REMOVE x.removedIn
RETURN count(*) AS n
