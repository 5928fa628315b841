package model

import (
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// Presumption is on which days a claim is presumed to hold in a scope, and why.
type Presumption struct {
	// From and To are unbounded if there is no such day.
	From, To edtf.Day
	// VouchedUntil is the last day that the claim's own source attests; unbounded if its end is not open.
	VouchedUntil edtf.Day
	// BeganBy and EndedBy are the ids of the claims that begin and end it; empty if there is none.
	BeganBy, EndedBy knowledge.ID
}

// NewPresumption returns when, and why, a scope presumes a claim to hold.
func NewPresumption(scope *knowledge.Scope, st *knowledge.Statement) *Presumption {
	days := scope.Presumed(st)
	p := &Presumption{From: days.First, To: days.Last, VouchedUntil: edtf.UnboundedFuture}
	if days.First > days.Last {
		p.From, p.To = edtf.UnboundedPast, edtf.UnboundedFuture
	}
	if st.Validity.CarriesForward() {
		p.VouchedUntil = st.Validity.EarliestEnd
	}
	p.BeganBy, p.EndedBy = scope.BegunBy(st), scope.EndedBy(st)
	return p
}
