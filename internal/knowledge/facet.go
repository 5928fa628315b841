package knowledge

// Facet is a value of something that is counted by, and how many have it.
type Facet struct {
	Value string
	Count int
}
