MATCH (s:Statement) USING INDEX s:Statement({{.From}}, {{if eq .From "document"}}place{{else}}begin{{end}})
WHERE s.{{.From}} = $p.id AND s.{{if eq .From "document"}}place{{else}}begin{{end}} IS NOT NULL AND coalesce(s.removedIn, 0) = 0
RETURN s.row AS row
