UNWIND $p.pages AS page
CALL (page) {
  {{template "documents" .}}
    AND {{template "documentWithin" .Key}}
  WITH x ORDER BY {{template "documentKey" .Key}}{{.Way}} LIMIT $p.limit
  RETURN collect(x.row) AS rows
}
RETURN collect([page.slot, page.range, rows]) AS lists
{{- if .Probes}}
UNION ALL
UNWIND $p.probes AS page
CALL (page) {
  {{template "documents" .}}
    AND {{template "documentWithin" .Key}}
  RETURN x LIMIT 1
}
RETURN collect([page.slot, page.range]) AS lists
{{- end}}
