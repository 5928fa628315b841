UNWIND $p.ends AS end
CALL (end) {
  MATCH (s:Statement) USING INDEX s:Statement(source, fromSource)
  WHERE s.source = end.id AND s.fromSource >= end.lo AND s.fromSource < end.hi AND coalesce(s.removedIn, 0) = 0
  RETURN s
  UNION
  MATCH (s:Statement) USING INDEX s:Statement(target, fromTarget)
  WHERE s.target = end.id AND s.fromTarget >= end.lo AND s.fromTarget < end.hi AND coalesce(s.removedIn, 0) = 0
  RETURN s
}
RETURN end.id AS id, s.row AS row
