UNWIND $p.rows AS row
CREATE (x:{{.Label}}) SET x = row
