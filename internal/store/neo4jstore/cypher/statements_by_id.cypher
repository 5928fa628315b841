UNWIND range(0, size($p.ids) - 1) AS slot
WITH slot, $p.ids[slot] AS id
MATCH (x:Statement) USING INDEX x:Statement(id, addedIn) WHERE x.id = id AND {{template "counts"}}
RETURN collect(slot) AS slots, collect(x.row) AS rows
