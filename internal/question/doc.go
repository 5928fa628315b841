// Package question decides what a question means, whoever asks it: which statements its scope admits, which entities its references name,
// what its filters keep, which links a relationship follows, and how large its pages are. A question comes as its client wrote it and
// leaves as values of packages knowledge and store. Nothing is guessed: what names nothing, or several things, is an error that says what may
// have been meant.
//
// Start at Interpreter, which all questions share, and at Request, which gives one of them its meaning. The package knows no GraphQL.
package question
