// Package rules holds claims against what is known of the domain: nobody is a member of what was not founded, holds office
// after their death, or is the second capital of a country at once. A rule finds pairs of claims that do not go together; it
// decides nothing. Start at Check.
//
// A document that contradicts itself is an error, for somebody has misread it or mistyped a date. Two documents that
// contradict each other are a warning, for disagreement is what the graph is there to show. Rules look at what is affirmed
// as a fact, and at what is certain: dates that only could clash do not.
package rules
