package store

import (
	"slices"

	"entente/internal/knowledge"
)

// KeyRange is the keys from Lo on and before Hi.
type KeyRange struct{ Lo, Hi knowledge.SortKey }

// IsUnknown reports whether the range is of rows without a value in the order.
func (r KeyRange) IsUnknown() bool { return r.Lo.IsUnknown() }

// PageRanges are the ranges of an index in which the rows of a page are, and those in which a row precedes or follows the bounds of the
// page. Each holds its ranges in the order of the list, whose direction says in which each range is walked: an ascending list is one
// range; a descending one is the known values and then the unknown, each reversed. Preceding and Following are empty where rows can precede
// or follow only because the page is cut at its limit.
type PageRanges struct{ Rows, Preceding, Following []KeyRange }

// Ranges returns the ranges of a page of a list.
func (p Page) Ranges(direction knowledge.SortDirection) PageRanges {
	r := PageRanges{Rows: region{after: p.After, before: p.Before}.ranges(direction)}
	if p.After != "" {
		r.Preceding = region{before: p.After, withBefore: true}.ranges(direction)
	}
	if p.Before != "" {
		behind := region{after: p.Before, withAfter: true}
		if p.After != "" && knowledge.CompareKeys(p.After, p.Before, direction) >= 0 {
			// The page is empty and stands right after After.
			behind = region{after: p.After}
		}
		r.Following = behind.ranges(direction)
	}
	return r
}

// region is the part of a list after one key and before another, "" for no bound. withAfter and withBefore include the rows of these keys.
type region struct {
	after, before         knowledge.SortKey
	withAfter, withBefore bool
}

// ranges returns the key ranges of a region, in the order of the list.
func (r region) ranges(direction knowledge.SortDirection) []KeyRange {
	all := make([]KeyRange, 0, 2)
	if direction == knowledge.Descending {
		all = append(all, r.known(), r.unknown())
	} else {
		all = append(all, clip("", knowledge.AfterAll, r))
	}
	return slices.DeleteFunc(all, func(k KeyRange) bool { return k.Lo >= k.Hi })
}

// known returns the range of the known values in a region of a descending list. A bound among the unknown ones does not clip it.
func (r region) known() KeyRange {
	if r.after.IsUnknown() {
		return KeyRange{}
	}
	if r.before.IsUnknown() {
		r.before = ""
	}
	return clip("", knowledge.FirstUnknown, r.reversed())
}

// unknown returns the range of the rows without a value, which are in reverse and last too.
func (r region) unknown() KeyRange {
	if r.before != "" && !r.before.IsUnknown() {
		return KeyRange{}
	}
	if !r.after.IsUnknown() {
		r.after = ""
	}
	return clip(knowledge.FirstUnknown, knowledge.AfterAll, r.reversed())
}

func (r region) reversed() region { return region{r.before, r.after, r.withBefore, r.withAfter} }

// clip clips a range to a region of an ascending list.
func clip(lo, hi knowledge.SortKey, r region) KeyRange {
	if r.after != "" && !r.withAfter {
		r.after = r.after.Next()
	}
	if r.before != "" && r.withBefore {
		r.before = r.before.Next()
	}
	if r.before != "" {
		hi = min(hi, r.before)
	}
	return KeyRange{max(lo, r.after), hi}
}
