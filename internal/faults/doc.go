// Package faults holds the program to what it promises while its database fails: the real program over a real Neo4j, with a
// proxy between them that delays, falls silent, resets and cuts, with a server that is killed, and with a loader that is.
//
// Start at TestFaults, for a program that serves, and TestKilledLoader, for one that loads. They print their figures (go test -v).
// What takes long is shortened, but for faults.sh, which runs all of it whole.
package faults
