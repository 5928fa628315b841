CREATE (r:Revision) SET r = $revision
