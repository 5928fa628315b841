MATCH (x:EntityState) USING INDEX x:EntityState(addedIn, id) WHERE x.addedIn = $p.revision AND x.id > $p.after
WITH x ORDER BY x.addedIn, x.id LIMIT $p.limit
MERGE (e:Entity {id: x.id})
SET e.name = x.name, e.abbreviation = x.abbreviation, e.region = x.region, e.description = x.description,
  e.latitude = x.latitude, e.longitude = x.longitude
{{- range .Kinds}}
FOREACH (_ IN CASE WHEN x.kind = '{{.}}' THEN [1] ELSE [] END | SET e:{{$.KindLabel .}})
{{- end}}
RETURN max(x.id) AS last, count(DISTINCT x) AS n
