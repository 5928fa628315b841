// Package faults holds the program to what it promises while its database fails: the real program over a real Neo4j, with a
// proxy between them that delays, falls silent, resets and cuts, and with a server that is killed.
//
// Start at TestFaults. It prints its figures (go test -v). The long rows are shortened, but for faults.sh, which runs them whole.
package faults
