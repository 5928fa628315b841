package knowledge

// Facet is a value that is counted, and its count.
type Facet struct {
	Value string
	Count int
	// Measure is what the numbers of a qualifier come to of those that have the value; nil if they are not asked for.
	Measure *Measure
	// Then are the counts by a second dimension, if one is requested.
	Then []*Facet
}

// Measure is what some numbers come to, for reading. Binary numbers are the nearest ones.
type Measure struct {
	// Count is how many numbers there are.
	Count int
	Sum   float64
	// Mean, Min and Max are nil where there is no number.
	Mean, Min, Max *float64
	// ExactSum is the sum as decimal text, with all of its digits.
	ExactSum string
}

// Measure gives what the numbers come to.
func (t *Total) Measure() *Measure {
	m := &Measure{Count: t.Count, ExactSum: t.Sum()}
	m.Sum = Decimal(m.ExactSum).Float()
	if t.Count > 0 {
		m.Mean, m.Min, m.Max = new(Decimal(t.Mean()).Float()), new(t.Min.Float()), new(t.Max.Float())
	}
	return m
}
