// Package meter bounds what a request really does: the rows that it looks at, sorts and keeps, and what it answers.
//
// What a request costs is guessed from its text before it runs, and a clever text gets more than was guessed. So whoever does the work
// spends from the request's Meter, which is in its context: a store for the rows that it looks at, the executor for the objects of the
// answer. Once the budget is spent, each call that still wants to spend gets an *Error. What was found before stays valid.
//
// Start at With and From. Work is spent in batches of some hundred rows, by a Tally where rows come one by one. All methods of a nil
// *Meter do nothing, so that code without a request, such as a load, has no bounds and needs no condition.
package meter
