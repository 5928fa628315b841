// Package storewrap puts around a store what is no store's own matter: a bound on how long a call may take, a circuit breaker,
// measures, and in tests faults.
//
// Start at Wrap, which takes such an Around for each. Breaker.Around refuses calls in microseconds while the database does not
// answer; Breaker.Watch asks the database again and again, and whether the breaker is closed is what a server says of its
// readiness.
package storewrap
