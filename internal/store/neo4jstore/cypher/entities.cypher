UNWIND $p.pages AS page
CALL (page) {
  {{template "entities" .}}
  {{- if eq .Key "date"}}
  {{template "dated" $}}
  {{- end}}
  RETURN x, {{if eq .Key "date"}}began{{else}}null{{end}} AS began ORDER BY {{template "entityOrder" .}} LIMIT $p.limit
}
RETURN page.slot AS slot, page.range AS range, x.row AS row, began
UNION ALL
UNWIND $p.probes AS page
CALL (page) {
  {{template "entities" .}}
  {{- if eq .Key "date"}}
  {{template "dated" $}}
  {{- end}}
  RETURN x LIMIT 1
}
RETURN page.slot AS slot, page.range AS range, null AS row, null AS began
