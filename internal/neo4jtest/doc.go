// Package neo4jtest gives tests a real Neo4j.
//
// Start at Open: it gives a test the connection to an empty database that is its own until it ends. The server is the one that
// NEO4J_URI names, with NEO4J_USERNAME and NEO4J_PASSWORD. Without it, one is started: its jars come from Maven into a folder
// below the user's cache folder, once; the server itself is shared by all test programs of a checkout, started by the first and
// ended after the last. A long suite takes OpenOwn, and nobody waits for it.
//
// Nothing is left behind, however tests end. A program of its own (keep) holds the server, and each test program holds a lock
// on a file, which the operating system takes away with the process. Once nobody holds it, and the go command that ran the
// tests is gone, the keeper kills the server and removes its files. A server also dies with its keeper, where the
// operating system can do that (Linux).
//
// Tests that are not Go's get a server by a program of its own (lend), which runs their command.
//
// Where Java or Maven is missing a test is skipped with an instruction; where CI is set it fails. With -short it is skipped.
package neo4jtest
