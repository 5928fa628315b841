UNWIND range(0, size($p.links) - 1) AS slot
WITH slot, $p.links[slot] AS link
CALL (link) {
  MATCH (s:Statement) USING INDEX s:Statement(link, begin) WHERE s.link = link.id AND s.begin IS NOT NULL AND coalesce(s.removedIn, 0) = 0
  RETURN collect(s) AS found
}
WITH slot, link, found WHERE size(found) >= link.least
RETURN slot, [s IN found | s.addedIn] AS addedIn, [s IN found | s.row] AS rows
