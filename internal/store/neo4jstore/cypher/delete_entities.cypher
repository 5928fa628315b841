MATCH (e:Entity) WHERE e.id IN $p.ids
DETACH DELETE e
