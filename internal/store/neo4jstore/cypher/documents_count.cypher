UNWIND $p.pages AS page
CALL (page) {
  {{template "documents" .}}
  RETURN count(x) AS n
}
RETURN page.slot AS slot, n
