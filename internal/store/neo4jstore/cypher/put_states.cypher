UNWIND $p.rows AS row
CREATE (x:EntityState {{"{"}}{{range $i, $name := .Properties}}{{if $i}}, {{end}}{{$name}}: row.state.{{$name}}{{end}}{{"}"}})
WITH x, row
UNWIND row.keys AS key
CREATE (x)-[:FOUND_UNDER]->(:LookupKey {key: key, addedIn: x.addedIn})
