UNWIND range(0, size($p.keys) - 1) AS slot
WITH slot, $p.keys[slot] AS key
MATCH (l:LookupKey) USING INDEX l:LookupKey(key) WHERE l.key = key
MATCH (l)<-[:FOUND_UNDER]-(x:EntityState) WHERE {{template "counts"}}
RETURN collect(slot) AS slots, collect(x.row) AS rows
