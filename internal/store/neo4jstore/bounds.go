package neo4jstore

import (
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// boundProperties are the names of the statement properties that say when a statement counts, including what follows from other rows. The
// templates "admitted" and "presumed by sources in scope" read them. They change when other rows of the graph change.
func boundProperties() []string {
	names := []string{
		"writtenFrom", "writtenTo", "aliveFirst", "aliveLast", "wordBegins", "wordDay", "wordFirst", "wordLast", "wordReliability", "wordDataset",
	}
	for _, level := range knowledge.Certainties() {
		of := daysOf(level)
		names = append(names, of.From, of.To, of.Firsts, of.Lasts)
	}
	return names
}

// dayNames are the names of the properties that say on which days a statement counts: from the first to the last day, or, if there are
// gaps, in the intervals of two lists. With gaps there is no last day.
type dayNames struct{ From, To, Firsts, Lasts string }

// daysOf are the names for a level.
func daysOf(level knowledge.Certainty) dayNames {
	of := strings.ToLower(string(level))
	return dayNames{of + "From", of + "To", of + "First", of + "Last"}
}

// addBounds adds the bound properties of a statement. Most statements have only first and last days.
func addBounds(p map[string]any, st *knowledge.Statement) {
	for _, level := range knowledge.Certainties() {
		all, of := knowledge.Scope{Certainty: level}, daysOf(level)
		switch days := all.Days(st); len(days) {
		case 0:
			p[of.From], p[of.To] = int64(edtf.UnboundedFuture), int64(edtf.UnboundedPast)
		case 1:
			p[of.From], p[of.To] = int64(days[0].First), int64(days[0].Last)
		default:
			p[of.From] = int64(days[0].First)
			p[of.Firsts], p[of.Lasts] = spells(days)
		}
	}
	if h := st.Horizon; h != nil && (h.Begins != nil || h.Ends != nil) {
		addWords(p, st)
	}
}

// addWords adds what other statements say about the begin and the end of a statement, as parallel lists, and what the statement says
// itself.
func addWords(p map[string]any, st *knowledge.Statement) {
	alone := knowledge.Statement{Validity: st.Validity}
	written := (&knowledge.Scope{}).Presumed(&alone)
	p["writtenFrom"], p["writtenTo"] = int64(written.First), int64(written.Last)
	alive := st.Horizon.Alive
	if alive == nil {
		alive = []edtf.Span{{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}}
	}
	p["aliveFirst"], p["aliveLast"] = spells(alive)
	var begins []bool
	var on, first, last []int64
	var reliability, dataset []string
	for i, w := range slices.Concat(st.Horizon.Begins, st.Horizon.Ends) {
		begins = append(begins, i < len(st.Horizon.Begins))
		on, first, last = append(on, int64(w.Day)), append(first, int64(w.Published.First)), append(last, int64(w.Published.Last))
		reliability, dataset = append(reliability, string(w.Reliability)), append(dataset, w.Dataset)
	}
	p["wordBegins"], p["wordDay"], p["wordFirst"], p["wordLast"] = begins, on, first, last
	p["wordReliability"], p["wordDataset"] = reliability, dataset
}

// spells returns the first and the last days of spans.
func spells(spans []edtf.Span) (first, last []int64) {
	first, last = make([]int64, len(spans)), make([]int64, len(spans))
	for i, s := range spans {
		first[i], last[i] = int64(s.First), int64(s.Last)
	}
	return first, last
}
