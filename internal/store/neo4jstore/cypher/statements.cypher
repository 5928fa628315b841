UNWIND $p.pages AS page
CALL (page) {
  WITH page, page.id AS id
  CALL (page, id) {
{{- range $i, $of := .Of}}{{if $i}}
    UNION ALL{{end}}
    {{template "of" $of}}
      AND {{template "within" $.Key}}
      WITH * WHERE {{template "selected" $}}
    RETURN s, {{template "key" $.Key}} AS key ORDER BY {{template "order" ($.In $of)}} LIMIT $p.limit
{{- end}}
  }
  {{if .Overlap}}WITH DISTINCT s, key {{else}}WITH s, key {{end -}}
  ORDER BY key{{.Way}} LIMIT $p.limit
  RETURN collect(CASE page.range WHEN 0 THEN s.row ELSE true END) AS rows
}
RETURN collect([page.slot, page.range, rows]) AS lists
