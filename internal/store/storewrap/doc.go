// Package storewrap wraps a store with what is not specific to it: a limit on the duration of calls, a circuit breaker, metrics, and, in
// tests, faults.
//
// Start at Wrap, which takes an Around for each. Breaker.Around rejects calls in microseconds while the database does not answer;
// Breaker.Watch pings the database, and a server is ready only while its breaker is closed.
package storewrap
