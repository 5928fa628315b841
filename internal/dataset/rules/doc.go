// Package rules checks claims against rules of the domain: no member of an organization before its foundation, no office after death, no
// two capitals of a country at once. A rule finds pairs of contradicting claims; it does not decide which is right. Start at Check.
//
// A document that contradicts itself is an error, as it is probably misread or a date mistyped. Two documents that contradict each other
// are a warning, as the graph is meant to show disagreement. Rules consider only what is affirmed as a fact, and only certain
// contradictions.
package rules
