package world

import "math"

// Oddities hold what JSON or the schema forbids.
type Oddities struct {
	Nan            *float64
	List           []float64
	StrictElements []float64
	Nested         [][]float64
	Matrix         [][]float64
	Texts          []*string
	Picky          []Taste
	StrictPicky    Taste
	Awful          Taste
	StrictNaN      *Oddities
	Strict         float64
	Nothing        Value
}

type stranger struct{}

// IsValue makes it a Value that the schema does not know.
func (stranger) IsValue() {}

// Unknown holds a value of a type that the schema does not know.
func (*Oddities) Unknown() []Value {
	return []Value{Words{Text: "known"}, stranger{}, &Quantity{Amount: 1}}
}

// Panics does.
func (*Oddities) Panics() *Person { panic("as it says") }

// NewOddities makes some.
func NewOddities() *Oddities {
	nan, inf := math.NaN(), math.Inf(1)
	return &Oddities{
		Nan: &nan, List: []float64{1, nan, -inf}, StrictElements: []float64{1, nan}, Nested: [][]float64{{1}, {2, inf, nan}, nil, {}},
		Matrix: [][]float64{{1}, {inf}}, Picky: []Taste{"good", "bad"}, StrictPicky: "bad", Awful: "awful", Texts: []*string{new("a"), nil, nil}, StrictNaN: &Oddities{Strict: inf}, Strict: 1,
		Nothing: (*Quantity)(nil),
	}
}
