CREATE (r:Revision) SET r = $p.revision
