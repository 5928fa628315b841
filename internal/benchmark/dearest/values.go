package dearest

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"entente/internal/benchmark"
)

// Values are what arguments take of a graph.
type Values struct {
	// Entities are ids of countries, the busiest first.
	Entities []string
	// Words are words that search finds.
	Words []string
	// Year is a year in which there is much.
	Year int
	// Revisions is how many there are.
	Revisions int
}

// ValuesOf returns values of the graph of some facts.
func ValuesOf(f *benchmark.Facts) Values {
	return Values{Entities: f.Countries(), Words: []string{"entity", "relation", "facts", "0001"}, Year: 2014, Revisions: 1}
}

// BuiltInValues returns values of the built-in datasets.
func BuiltInValues() Values {
	return Values{
		Entities: []string{"country:united-states", "country:georgia", "country:france", "country:germany", "country:armenia", "country:azerbaijan", "country:turkey"},
		Words:    []string{"georgia", "nato", "partnership", "united", "treaty", "recognition"},
		Year:     2008, Revisions: 1,
	}
}

// of draws the text of an argument's value.
func (v *Values) of(r *rand.Rand, kind string) string {
	choose := func(texts ...string) string { return texts[r.IntN(len(texts))] }
	entity := func() string { return strconv.Quote(v.Entities[min(r.IntN(len(v.Entities)), r.IntN(len(v.Entities)))]) }
	entities := func(n int) string {
		seen, list := map[string]bool{}, []string{}
		for range n {
			if id := entity(); !seen[id] {
				seen[id], list = true, append(list, id)
			}
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	day := func() string {
		return fmt.Sprintf("%q", fmt.Sprintf("%d-%02d-%02d", v.Year, 1+r.IntN(12), 1+r.IntN(28)))
	}
	days := func() string { return "{from: " + day() + "}" }
	switch kind {
	case "size":
		return choose("1", "2", "20", "100", "500")
	case "limit":
		return choose("1", "50", "1000")
	case "hops":
		return choose("1", "2", "3")
	case "pathHops":
		return choose("2", "4", "6")
	case "paths":
		return choose("1", "50")
	case "days":
		return days()
	case "scope":
		return choose("{asOf: "+day()+"}", "{knownBy: "+day()+"}", fmt.Sprintf("{revision: %d}", 1+r.IntN(max(v.Revisions, 1))))
	case "order":
		return "{by: " + choose("VALID_FROM", "VALID_TO", "RELATION", "PUBLISHED_ON") + ", direction: " + choose("ASC", "DESC") + "}"
	case "entityOrder":
		return "{by: " + choose("ID", "NAME") + ", direction: " + choose("ASC", "DESC") + "}"
	case "entityFilter":
		return choose("{kinds: [COUNTRY]}", "{nameContains: "+strconv.Quote(choose(v.Words...)[:1])+"}", "{existedOn: "+day()+"}")
	case "filter":
		return choose("{during: "+days()+"}", "{begins: "+days()+"}", "{held: false}", "{polarity: DENIED}", "{subject: "+entities(3)+"}", "{with: "+entities(2)+"}",
			"{between: ["+entities(3)+", "+entities(3)+"]}", "{corroboration: [DISPUTED]}")
	case "by":
		return choose("RELATION", "ENTITY", "YEAR", "REGION", "KIND", "SUBJECT", "DOCUMENT", "CORROBORATION")
	case "counted":
		return choose("STATEMENTS", "LINKS")
	case "entity":
		return entity()
	case "pair":
		return entities(2 + r.IntN(19))
	case "few":
		return entities(1 + r.IntN(20))
	case "entities":
		return entities(1 + r.IntN(300))
	}
	words := make([]string, 1+r.IntN(8))
	for i := range words {
		words[i] = choose(v.Words...)
		words[i] = words[i][:1+r.IntN(len(words[i]))]
	}
	return strconv.Quote(strings.Join(words, " "))
}
