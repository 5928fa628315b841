// Package search finds entities and documents by free text: names in any script, abbreviations, codes, descriptions, titles and
// passages of texts. It tolerates typos, missing accents and transliteration.
//
// Start at Cache, which keeps an Index for each of the last few revisions of a store, and at Index.Search. An index consists of
// immutable segments (segment.go): the rows of a store are turned into texts (texts.go), and texts into terms (words.go, latin.go,
// languages.go). The words of a query (query.go) are matched against the terms (match.go), the hits are ranked (rank.go), cut to a
// page and highlighted (highlight.go).
//
// # Why answers are equal everywhere
//
// The score of a hit depends only on the query and on the hit's own texts: not on the frequency of a word, on other content of the
// index, or on how the index was built. So every store returns the same hits in the same order, and so does an index that was
// derived from that of another revision (derive.go). Hits with equal scores are ordered by kind, countries first, then the other
// kinds in the order of the schema, documents last; then by name in Unicode's root collation, then by id.
//
// bleve provides stemming and stop words for two dozen languages, and its FST with Levenshtein automata finds typos. Its index is
// not used: its scores depend on segments and frequencies, so equal content could rank differently, and it holds one revision,
// while a scope may name any.
package search
