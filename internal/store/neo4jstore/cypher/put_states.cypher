UNWIND $p.rows AS row
CREATE (x:EntityState) SET x = row.state
WITH x, row
UNWIND row.keys AS key
CREATE (x)-[:FOUND_UNDER]->(:LookupKey {key: key})
