UNWIND range(0, size($p.ids) - 1) AS slot
WITH slot, $p.ids[slot] AS id
MATCH (x:Document) USING INDEX x:Document(id, addedIn) WHERE x.id = id AND {{template "counts"}}
RETURN collect(slot) AS slots, collect(x.row) AS rows
