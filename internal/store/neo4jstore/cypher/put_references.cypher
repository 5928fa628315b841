UNWIND $p.rows AS row
MATCH (x:Statement) USING INDEX x:Statement(id, addedIn) WHERE x.id = row.id AND x.addedIn = $p.revision
UNWIND row.references AS reference
CREATE (x)-[:REFERS]->(:Reference {entity: reference.entity, role: reference.role, addedIn: x.addedIn})
