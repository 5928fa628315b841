MATCH (s:Statement) USING INDEX s:Statement({{.From}}, {{if eq .From "document"}}place, addedIn, until{{else}}begin{{end}})
WHERE s.{{.From}} = $p.id AND s.{{if eq .From "document"}}place IS NOT NULL AND {{template "stamped"}}{{else}}begin IS NOT NULL{{end}} AND coalesce(s.removedIn, 0) = 0
RETURN s.row AS row
