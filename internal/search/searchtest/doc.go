// Package searchtest has a table of searches with the expected first hit of each, for every store that can hold the built-in
// datasets. Start at Table.
package searchtest
