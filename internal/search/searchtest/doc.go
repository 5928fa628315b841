// Package searchtest holds a table of searches and what each must find first, for every store that can hold the built-in
// datasets. Start at Table.
package searchtest
