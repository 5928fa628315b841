// Package benchmark measures what answers cost: on the facts of ICEWS 2014 beside other GraphQL servers, and on the executor
// alone.
//
// Facts are read from a folder (Read), which is no part of this project since its licence keeps it to research, or drawn in
// its shape (Draw). Load puts them into a store as one dataset of one document. Questions are the four that other servers are
// asked too, with the values that requests take in turn; Merge adds them to a file of those servers' questions. The command
// in the folder serve does all of it, and run.sh starts everything and prints the table; contained.sh runs a server in the
// memory of a container, under attack. The benchmarks of the executor are
// this package's tests:
//
//	go test ./internal/benchmark -bench .
package benchmark
