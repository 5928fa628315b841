// Package world is a small random world and its store, for tests of the executor: people, organizations, places and statements
// about them. Errors, nulls and panics occur at known positions. Everything is a function of its size.
package world
