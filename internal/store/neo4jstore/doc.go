// Package neo4jstore keeps the graph in a Neo4j database, for whoever outgrows one process: any number of servers may read one
// database, one writer at a time changes it.
//
// Every row is a node ((:Statement), (:Document), (:Dataset), (:Relation), (:EntityPart)) that carries the row itself, encoded, in
// the property row, and beside it what reading filters and sorts by. A row that changes is a new node: addedIn and removedIn
// say in which revisions each counts, so that any revision can be asked. (:EntityState) is an entity as its parts join to it.
//
// A change is written in batches under the number of the next revision, which nobody reads, and becomes visible when the newest
// revision's number on the one (:Entente) node is moved on. A change that was cut short leaves nodes that no revision has; the
// next writer clears them away. Who writes holds a lease on that node.
//
// Beside this, (:Entity) nodes and the relationships between them show the newest revision to people; see docs/neo4j.md.
//
// Start at Open; then cypher/ for the queries, keys.go for how an index keeps the order of the contract, statements.go for how a
// list is read, and apply.go for how a change is written.
package neo4jstore
