UNWIND $p.pages AS page
CALL (page) {
  {{template "documents" .}}
    AND {{template "documentWithin" .Key}}
  WITH x ORDER BY {{template "documentKey" .Key}}{{.Way}} LIMIT $p.limit
  RETURN collect(CASE page.range WHEN 0 THEN x.row ELSE true END) AS rows
}
RETURN collect([page.slot, page.range, rows]) AS lists
