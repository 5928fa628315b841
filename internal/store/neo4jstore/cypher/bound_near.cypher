UNWIND $p.ids AS id
CALL (id) {
{{- if eq .From "relation"}}
  MATCH (s:Statement) USING INDEX s:Statement(relation, begin) WHERE s.relation = id AND s.begin IS NOT NULL AND coalesce(s.removedIn, 0) = 0
  RETURN s.link AS link
{{- else}}
  MATCH (s:Statement) USING INDEX s:Statement(subject, begin, addedIn, until) WHERE s.subject = id AND s.begin IS NOT NULL AND {{template "stamped"}} AND coalesce(s.removedIn, 0) = 0
  RETURN s.link AS link
  UNION
  MATCH (s:Statement) USING INDEX s:Statement(object, begin, addedIn, until) WHERE s.object = id AND s.begin IS NOT NULL AND {{template "stamped"}} AND coalesce(s.removedIn, 0) = 0
  RETURN s.link AS link
{{- end}}
}
RETURN DISTINCT link
