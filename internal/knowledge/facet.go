package knowledge

// Facet is a value that is counted, and its count.
type Facet struct {
	Value string
	Count int
	// Then are the counts by a second dimension, if one is requested.
	Then []*Facet
}
