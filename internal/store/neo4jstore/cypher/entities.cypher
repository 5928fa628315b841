UNWIND $p.pages AS page
CALL (page) {
  {{template "entities" .}}
  {{- if eq .Key "date"}}
  {{template "dated" $}}
  {{- end}}
  WITH x{{if eq .Key "date"}}, began, key{{end}}{{if and (eq .Key "id") (eq .From "dataset")}}, p{{end}} ORDER BY {{template "entityOrder" .}} LIMIT $p.limit
  RETURN collect(CASE page.range WHEN 0 THEN [x.row, {{template "entityKey" .}}] ELSE true END) AS rows
}
RETURN collect([page.slot, page.range, rows]) AS lists
