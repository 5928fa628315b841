// Package storetest is the test suite that every store passes.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) store.Store { return memstore.New() })
//	}
//
// Start at Run, which lists the tests, and at world.go, which defines the world that most of them read. The tests are in files by subject.
// In addition, random queries are run on a random world, and every answer is compared with reference, a slow and obvious implementation of
// the contract. Graph builds rows for these tests and for those of other packages.
package storetest
