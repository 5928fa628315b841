UNWIND range(0, size($p.ids) - 1) AS slot
WITH slot, $p.ids[slot] AS id
{{- if or (eq .Label "EntityPart") (eq .Label "Relation")}}
MATCH (x:{{.Label}}) USING INDEX x:{{.Label}}(id, dataset, addedIn) WHERE x.id = id AND x.dataset IS NOT NULL AND x.addedIn IS NOT NULL
{{- else}}
MATCH (x:{{.Label}}) USING INDEX x:{{.Label}}(id, addedIn) WHERE x.id = id AND x.addedIn <= $p.revision
{{- end}}
  AND coalesce(x.removedIn, 0) = 0
RETURN slot, x.dataset AS dataset, x.addedIn AS addedIn, x.row AS row
