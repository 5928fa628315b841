UNWIND range(0, size($p.ids) - 1) AS slot
WITH slot, $p.ids[slot] AS id
CALL (id) {
  MATCH (x:Document) USING INDEX x:Document(dataset, id) WHERE x.dataset = id AND x.id IS NOT NULL AND coalesce(x.removedIn, 0) = 0
  RETURN x.id AS member LIMIT 1
  UNION ALL
  MATCH (x:EntityPart) USING INDEX x:EntityPart(dataset, id) WHERE x.dataset = id AND x.id IS NOT NULL AND coalesce(x.removedIn, 0) = 0
  RETURN x.id AS member LIMIT 1
}
RETURN slot, member
