// Package search finds entities and documents by any words: names in any script, abbreviations, codes, descriptions, titles and
// the words of texts; forgiving of slips, accents and transliteration.
//
// Start at Cache, which keeps an Index for each of the last few revisions of a store, and at Index.Search. An index is made of
// segments (segment.go) that never change: a store's rows become texts (texts.go), texts become terms (words.go, latin.go,
// languages.go), and a query's words are held against the terms (match.go), ranked (rank.go), cut to a page and marked
// (highlight.go).
//
// # Why answers are equal everywhere
//
// A hit's points follow from the query and the hit's own texts alone: not from how frequent a word is, not from what else is in
// the index, not from how that came to be. So every store gives the same hits in the same order, and so does an index that was
// built at once and one that followed a hundred revisions. Among equals go countries first, then the other kinds in the order of
// the contract, documents last; then the name by Unicode's root collation, then the id.
//
// bleve brings what a language needs, stemming and stop words for each of two dozen, and its FST with Levenshtein automata finds
// slips. Its index is not used: its scores follow from segments and frequencies, so that one content could be ranked in two ways,
// and it holds one revision, where a scope may name any.
package search
