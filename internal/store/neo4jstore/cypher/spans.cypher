UNWIND range(0, size($p.ids) - 1) AS slot
WITH slot, $p.ids[slot] AS id
CALL (id) {
  MATCH (s:Statement) USING INDEX s:Statement(subject, begin, addedIn, until) WHERE s.subject = id AND s.begin IS NOT NULL AND {{template "stamped"}} AND s.affirms AND {{template "admitted" $}}
  RETURN s.validFrom AS validFrom, s.validTo AS validTo
  UNION
  MATCH (s:Statement) USING INDEX s:Statement(object, begin, addedIn, until) WHERE s.object = id AND s.begin IS NOT NULL AND {{template "stamped"}} AND s.affirms AND {{template "admitted" $}}
  RETURN s.validFrom AS validFrom, s.validTo AS validTo
}
RETURN slot, validFrom, validTo
