MATCH (x:Revision {number: $p.revision})
RETURN 'revision' AS what, x.row AS row
UNION ALL
MATCH (x:Dataset) USING INDEX x:Dataset(id, addedIn) WHERE x.id IS NOT NULL AND {{template "counts"}}
RETURN 'dataset' AS what, x.row AS row
UNION ALL
MATCH (x:Relation) USING INDEX x:Relation(id, dataset, addedIn) WHERE x.id IS NOT NULL AND x.dataset IS NOT NULL AND {{template "counts"}}
RETURN 'relation' AS what, x.row AS row
