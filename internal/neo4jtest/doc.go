// Package neo4jtest gives tests a real Neo4j.
//
// Start at Open: it gives a test the connection to an empty database that is its own until it ends. The server is the one that NEO4J_URI
// names, with NEO4J_USERNAME and NEO4J_PASSWORD: so the program lend gives one server to all packages of a run. Without it, each test
// program starts one for its tests, which Main ends; its jars are downloaded from Maven into the user's cache directory once. On Linux,
// the server also dies with a program that is killed.
//
// Tests that are not Go's get a server by lend, too, which runs their command.
//
// Where Java or Maven is missing a test is skipped with an instruction; where CI is set it fails. With -short it is skipped.
package neo4jtest
