UNWIND $p.pages AS page
CALL (page) {
  MATCH (x:Revision) USING INDEX x:Revision(place) WHERE x.place >= page.lo AND x.place < page.hi AND x.number <= $p.newest
  RETURN x ORDER BY x.place{{.Way}} LIMIT $p.limit
}
RETURN page.slot AS slot, page.range AS range, x.row AS row
