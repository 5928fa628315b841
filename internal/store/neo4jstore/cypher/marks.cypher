UNWIND $p.ids AS id
CALL (id) {
  MATCH (s:Statement) USING INDEX s:Statement(datesSubject) WHERE s.datesSubject = id AND coalesce(s.removedIn, 0) = 0
  RETURN s
  UNION
  MATCH (s:Statement) USING INDEX s:Statement(datesObject) WHERE s.datesObject = id AND coalesce(s.removedIn, 0) = 0
  RETURN s
}
RETURN id, s.row AS row
