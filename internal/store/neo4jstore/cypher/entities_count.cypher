UNWIND $p.pages AS page
CALL (page) {
  {{template "entities" .}}
  RETURN count(x) AS n
}
RETURN page.slot AS slot, n
