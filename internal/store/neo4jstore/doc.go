// Package neo4jstore keeps the graph in a Neo4j database, for deployments with several processes: any number of servers read one database,
// and one writer at a time changes it.
//
// Every row is a node ((:Statement), (:Document), (:Dataset), (:Relation), (:EntityPart)). It carries the encoded row in the property row,
// and the values that queries filter and sort by in further properties. A changed row is a new node: addedIn and removedIn say in which
// revisions a node counts, so that every revision can be read. (:EntityState) is an entity merged from its parts.
//
// A change is written in batches under the number of the next revision, which readers ignore. It becomes visible when the number of the
// newest revision, on the single (:Entente) node, is increased. An interrupted change leaves nodes that belong to no revision; the next
// writer removes them. A writer holds a lease on the (:Entente) node.
//
// (:Entity) nodes and the relationships between them show the newest revision to people who browse the database; see docs/neo4j.md.
//
// Start at Open. The files stand on floors, and none calls up: texts of queries (cypher/, labels.go, queries.go), the connection (store.go),
// rows (properties.go, bounds.go, rows.go, catalog.go), reading (newest.go, selection.go, page.go, then statements.go and the like), and
// writing (lease.go, draft.go, marks.go, lives.go, horizons.go, stage.go, write.go, then apply.go). keys.go says how an index keeps keys.
package neo4jstore
