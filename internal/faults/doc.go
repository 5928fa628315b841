// Package faults tests the program while its database fails: the real program with a real Neo4j, a proxy between them that delays, falls
// silent, resets and breaks connections, a server that is killed, and a loader that is killed.
//
// Start at TestFaults. It prints its measurements (go test -v).
// Long tests are shortened, except in faults.sh, which runs them in full.
package faults
