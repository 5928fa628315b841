UNWIND range(0, size($ids) - 1) AS slot
WITH slot, $ids[slot] AS id
MATCH (x:EntityState) USING INDEX x:EntityState(id, addedIn) WHERE x.id = id AND {{template "counts"}}
RETURN slot, x.row AS row
