// Package storetest is the suite that every store passes.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) store.Store { return memstore.New() })
//	}
//
// Start at Run, which lists the tests, and at world.go, where the world that most of them ask about is drawn. The tests
// are in files by subject. Beside them, a random world is asked random questions, and every answer is held against
// reference, a slow and obvious implementation of the contract. Graph builds rows for these tests and for those of others.
package storetest
