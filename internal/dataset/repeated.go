package dataset

import (
	"fmt"
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// checkRepeatedName warns of a name that the entity has already, at the same time: as its name or abbreviation, where this is but an alias,
// or as a name of the same kind and language, in whatever case.
func (r *record) checkRepeatedName(part *knowledge.EntityPart, n knowledge.Name) {
	mine := holder{from: n.ValidFrom, to: n.ValidTo}
	isMain := n.Kind == knowledge.NameAlias && (strings.EqualFold(n.Text, part.Name) || strings.EqualFold(n.Text, string(part.Abbreviation)))
	again := slices.ContainsFunc(part.Names, func(o knowledge.Name) bool {
		return o != n && o.Kind == n.Kind && o.Language == n.Language && strings.EqualFold(o.Text, n.Text) && mine.touches(o.ValidFrom, o.ValidTo)
	})
	if isMain || again {
		r.warn(r.valueAt("text"), RepeatedName, fmt.Sprintf("%s is called %s already", part.ID, quoted(n.Text)), "remove it, or join the times in which it has the name")
	}
}

// checkRepeatedCode warns of a code that the entity has already for a time that goes on in this one's, and of two codes of one scheme at the
// same time. A code without dates beside one with them is what is in force beside what was withdrawn.
func (r *record) checkRepeatedCode(part *knowledge.EntityPart, i knowledge.Identifier) {
	mine := holder{from: i.ValidFrom, to: i.ValidTo}
	for _, o := range part.Identifiers {
		switch {
		case o.Scheme != i.Scheme || o == i:
		case o.Value == i.Value && mine.touches(o.ValidFrom, o.ValidTo):
			r.warn(r.valueAt("value"), RepeatedCode, fmt.Sprintf("%s has the code %s:%s already, and both times meet", part.ID, i.Scheme, i.Value), "write it once, from the first to the last")
			return
		case o.Value != i.Value && knowledge.IsScheme(i.Scheme) && isDated(o) == isDated(i) && mine.meets(holder{from: o.ValidFrom, to: o.ValidTo}):
			r.warn(r.valueAt("value"), RepeatedCode, fmt.Sprintf("%s has the code %s:%s at the same time", part.ID, o.Scheme, o.Value), "say from when to when it has each, or remove the wrong one")
			return
		}
	}
}

// touches says whether it may have been so on a day of another time, or on the day before or after.
func (h holder) touches(from, to edtf.Date) bool {
	span := edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}
	if !from.IsZero() {
		span.First = from.Span().First - 1
	}
	if !to.IsZero() {
		span.Last = to.Span().Last + 1
	}
	return h.on(span)
}

func isDated(i knowledge.Identifier) bool { return !i.ValidFrom.IsZero() || !i.ValidTo.IsZero() }
