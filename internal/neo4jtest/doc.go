// Package neo4jtest gives tests a real Neo4j.
//
// Start at Open: it gives a test the connection to an empty database that is its own until it ends. The server is the one that NEO4J_URI
// names, with NEO4J_USERNAME and NEO4J_PASSWORD. Without it, one is started: its jars are downloaded from Maven into the user's cache
// directory once; the server is shared by all test programs of a checkout, started by the first and ended after the last. Long suites use
// OpenOwn, so that others need not wait.
//
// Nothing is left behind, however tests end. A separate program (keep) runs the server, and each test program holds a lock on a file, which
// the operating system releases with the process. Once the lock is free and the go command that ran the tests has ended, the keeper kills
// the server and removes its files. On Linux, the server also dies with its keeper.
//
// Tests that are not Go's get a server by a program of its own (lend), which runs their command.
//
// Where Java or Maven is missing a test is skipped with an instruction; where CI is set it fails. With -short it is skipped.
package neo4jtest
