UNWIND $p.pages AS page
CALL (page) {
  {{template "documents" .}}
    AND {{template "documentWithin" .Key}}
  RETURN x ORDER BY {{template "documentKey" .Key}}{{.Way}} LIMIT $p.limit
}
RETURN page.slot AS slot, page.range AS range, x.row AS row
UNION ALL
UNWIND $p.probes AS page
CALL (page) {
  {{template "documents" .}}
    AND {{template "documentWithin" .Key}}
  RETURN x LIMIT 1
}
RETURN page.slot AS slot, page.range AS range, null AS row
