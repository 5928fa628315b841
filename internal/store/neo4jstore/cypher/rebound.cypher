UNWIND $p.rows AS row
MATCH (x:Statement) USING INDEX x:Statement(id, addedIn) WHERE x.id = row.id AND x.addedIn = row.addedIn
SET x.row = row.row{{range .Bounds}}, x.{{.}} = row.{{.}}{{end}}, x.datesSubject = row.datesSubject, x.datesObject = row.datesObject
