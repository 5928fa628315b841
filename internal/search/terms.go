package search

import (
	"slices"
	"sort"
	"strings"
)

// termList is a sorted list of terms, kept in one string: a string of its own for each would take thrice the memory.
type termList struct {
	joined string
	// ends has the end of each term in joined.
	ends []uint32
}

// newTermList returns the list of terms, which it sorts.
func newTermList(terms []string) termList {
	slices.Sort(terms)
	var joined strings.Builder
	l := termList{ends: make([]uint32, 0, len(terms))}
	for _, term := range terms {
		joined.WriteString(term)
		l.ends = append(l.ends, uint32(joined.Len()))
	}
	l.joined = joined.String()
	return l
}

func (l *termList) len() int { return len(l.ends) }

// at returns the term of a number.
func (l *termList) at(number int) string {
	start := uint32(0)
	if number > 0 {
		start = l.ends[number-1]
	}
	return l.joined[start:l.ends[number]]
}

// find returns the number of a term; ok is false if it does not occur.
func (l *termList) find(term string) (number int, ok bool) {
	return sort.Find(l.len(), func(i int) int { return strings.Compare(term, l.at(i)) })
}

// withPrefix returns the range of the terms that begin with a prefix.
func (l *termList) withPrefix(prefix string) (from, to int) {
	return l.withPrefixIn(prefix, 0, l.len())
}

// withPrefixIn is withPrefix among the terms of a range.
func (l *termList) withPrefixIn(prefix string, from, to int) (int, int) {
	first := from + sort.Search(to-from, func(i int) bool { return l.at(from+i) >= prefix })
	return first, first + sort.Search(to-first, func(i int) bool { return !strings.HasPrefix(l.at(first+i), prefix) })
}
