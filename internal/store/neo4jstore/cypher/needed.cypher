UNWIND range(0, size($p.ids) - 1) AS slot
WITH slot, $p.ids[slot] AS id
CALL (id) {
{{- if eq .From "entity"}}
  MATCH (s:Statement) USING INDEX s:Statement(subject, begin, addedIn, until)
  WHERE s.subject = id AND s.begin IS NOT NULL AND {{template "stamped"}} AND coalesce(s.removedIn, 0) = 0
  RETURN s.row AS row LIMIT 1
  UNION ALL
  MATCH (s:Statement) USING INDEX s:Statement(object, begin, addedIn, until)
  WHERE s.object = id AND s.begin IS NOT NULL AND {{template "stamped"}} AND coalesce(s.removedIn, 0) = 0
  RETURN s.row AS row LIMIT 1
  UNION ALL
  MATCH (r:Reference) USING INDEX r:Reference(entity, role) WHERE r.entity = id AND r.role IS NOT NULL
  MATCH (r)<-[:REFERS]-(s:Statement) WHERE coalesce(s.removedIn, 0) = 0
  RETURN s.row AS row LIMIT 1
{{- else}}
  MATCH (s:Statement) USING INDEX s:Statement({{.From}}, {{if eq .From "document"}}place, addedIn, until{{else}}begin{{end}})
  WHERE s.{{.From}} = id AND s.{{if eq .From "document"}}place IS NOT NULL AND {{template "stamped"}}{{else}}begin IS NOT NULL{{end}} AND coalesce(s.removedIn, 0) = 0
  RETURN s.row AS row LIMIT 1
{{- end}}
}
RETURN slot, row
