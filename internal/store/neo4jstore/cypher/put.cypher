UNWIND $p.rows AS row
CREATE (x:{{.Label}} {{"{"}}{{range $i, $name := .Properties}}{{if $i}}, {{end}}{{$name}}: row.{{$name}}{{end}}{{if eq .Label "Statement"}}, until: {{template "never"}}{{end}}{{"}"}})
