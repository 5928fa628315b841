UNWIND $p.pages AS page
CALL (page) {
  UNWIND page.ids AS id
  CALL (page, id) {
{{- range $i, $of := .Of}}{{if $i}}
    UNION{{end}}
    {{template "of" $of}}
      AND {{template "within" $.Key}}
      WITH * WHERE {{template "asked" $}}
    RETURN s ORDER BY {{template "order" ($.In $of)}} LIMIT $p.limit
{{- end}}
  }
  {{if .Overlap}}WITH DISTINCT s {{else}}WITH s {{end -}}
  ORDER BY {{template "key" .Key}}{{.Way}} LIMIT $p.limit
  RETURN s
}
RETURN page.slot AS slot, page.range AS range, s.row AS row
UNION ALL
UNWIND $p.probes AS page
CALL (page) {
  UNWIND page.ids AS id
  CALL (page, id) {
{{- range $i, $of := .Of}}{{if $i}}
    UNION ALL{{end}}
    {{template "of" $of}}
      AND {{template "within" $.Key}}
      WITH * WHERE {{template "asked" $}}
    RETURN s LIMIT 1
{{- end}}
  }
  RETURN s LIMIT 1
}
RETURN page.slot AS slot, page.range AS range, null AS row
