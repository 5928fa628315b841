// Package world is a small drawn world and its store, for tests of the executor: people, organizations, places and statements
// about them. Errors, nulls and panics stand at known places in it. Everything is a function of the size it was made with.
//
// The types in model.go are what gqlgen binds the schema to, World in world.go holds them, and resolve.go answers fields.
package world
