// Package dearest looks for the questions that cost a server the most: it draws questions, keeps the dearest, and mutates them.
//
// Start at New and Search.Run. A Search knows the schema as a table of fields with the arguments that make them dear (grammar.go), and the values
// that a graph has for them (Values). What a question costs is told by the caller, who asks it. The command in internal/benchmark/dear runs for
// hours; the test of this package for some seconds.
package dearest
