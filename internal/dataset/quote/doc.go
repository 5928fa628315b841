// Package quote finds quotes in a document's text: all passages that are equal to a quote but for typography, the sentence and the footnote
// around one, and for a quote that is not there the passage most similar to it. Start at NewText.
package quote
