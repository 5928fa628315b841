UNWIND $p.pages AS page
CALL (page) {
  UNWIND page.ids AS id
  CALL (page, id) {
{{- range $i, $of := .Of}}{{if $i}}
    UNION ALL{{end}}
    {{template "of" $of}}
      WITH * WHERE {{template "selected" $}}
    RETURN s
{{- end}}
  }
  RETURN {{if .Overlap}}count(DISTINCT s){{else}}count(*){{end}} AS n
}
RETURN page.slot AS slot, n
