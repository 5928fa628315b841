package dataset

import (
	"fmt"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

// denial is a denied statement with the place of its quote, or else its own.
type denial struct {
	statement *knowledge.Statement
	at        input.Position
}

// claimQuoted is equal for a claim and its denial by the same words, of the same document and the same people.
type claimQuoted struct {
	subject, object, document, attributedTo knowledge.ID
	relation                                string
	place                                   knowledge.Place
}

// quotesOf gives what a statement says by each of its quotes, whatever its polarity.
func quotesOf(s *knowledge.Statement, visit func(claimQuoted)) {
	for _, e := range s.Evidence {
		if e.Place != nil {
			visit(claimQuoted{s.Subject, s.Object, s.Document, s.AttributedTo, s.Relation, *e.Place})
		}
	}
}

// isAfter says whether a statement may begin only where another has ended: one quote may well say until when something was so.
func isAfter(s, other *knowledge.Statement) bool {
	return other.Validity.End == knowledge.BoundKnown && other.Validity.EarliestEnd <= s.Validity.LatestBegin
}

// checkDenials warns of quotes that are evidence for a claim and for its denial at the same time. Denials are few, so they are looked for among the others.
func (r *reader) checkDenials() {
	if r.denials == nil {
		return
	}
	denied := map[claimQuoted]denial{}
	for _, d := range r.denials {
		quotesOf(d.statement, func(q claimQuoted) { denied[q] = d })
	}
	for s := range r.folder.Statements.All() {
		if s.Polarity == knowledge.Denied {
			continue
		}
		line := r.statementLines[[knowledge.HashLength]byte([]byte(s.ID[len(s.ID)-knowledge.HashLength:]))]
		quotesOf(s, func(q claimQuoted) {
			if d, both := denied[q]; both && !isAfter(s, d.statement) && !isAfter(d.statement, s) {
				r.file(statementsFile).warn(d.at, ClaimAndDenial, fmt.Sprintf("this quote is evidence for the claim on line %d as well, which this denies", line), "quote what says the one, and what says the other")
			}
		})
	}
}
