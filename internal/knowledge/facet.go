package knowledge

// Facet is a value of something that is counted by, and how many have it.
type Facet struct {
	Value string
	Count int
	// Then counts those that have it by a second thing, where one was asked for.
	Then []*Facet
}
