UNWIND $p.pages AS page
CALL (page) {
  {{template "entities" .}}
  {{- if eq .Key "date"}}
  {{template "dated" $}}
  {{- end}}
  WITH x{{if eq .Key "date"}}, began, key{{end}}{{if and (eq .Key "id") (eq .From "dataset")}}, p{{end}} ORDER BY {{template "entityOrder" .}} LIMIT $p.limit
  RETURN collect([x.row, {{template "entityPlace" .}}]) AS rows
}
RETURN collect([page.slot, page.range, rows]) AS lists
{{- if .Probes}}
UNION ALL
UNWIND $p.probes AS page
CALL (page) {
  {{template "entities" .}}
  {{- if eq .Key "date"}}
  {{template "dated" $}}
  {{- end}}
  RETURN x LIMIT 1
}
RETURN collect([page.slot, page.range]) AS lists
{{- end}}
