package explore

import (
	"context"
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/meter"
)

// maxMeasures is the maximum number of values, and of pairs of values, whose numbers a count sums up, and of statements that it keeps for that to
// the end.
const maxMeasures = 200_000

// measures sums the numbers of a qualifier up: of all counted statements, of those with each value of the first property, and with each pair
// of values.
type measures struct {
	counter   *counter
	qualifier string
	whole     knowledge.Total
	cells     map[[2]string]*knowledge.Total
	// open are statements of years whose first or last is only known when all are counted.
	open  []leveledStatement
	spent meter.Tally
}

// newMeasures returns measures of a qualifier for a counter. The error has the code UnknownQualifier if none of the relations that are counted
// declares it, and BadInput if its values are no numbers.
func newMeasures(ctx context.Context, t *counter) (*measures, error) {
	relations, err := t.x.reader.Relations(ctx, t.scope.Revision)
	if err != nil {
		return nil, err
	}
	matcher, err := t.query.Filter.Matcher(relations)
	if err != nil {
		return nil, err
	}
	name := *t.query.Measure
	defined, err := matcher.Definitions(name, relations)
	if err != nil {
		return nil, err
	}
	isNumber := func(d *knowledge.QualifierDefinition) bool { return d.Type.IsNumber() }
	if defined != nil && !slices.ContainsFunc(defined, isNumber) {
		return nil, knowledge.Errorf(knowledge.BadInput, "%s has values of the type %s, which cannot be summed up; name a qualifier of numbers, or count by relation and filter by %s",
			name, defined[0].Type, name)
	}
	spent := meter.NewTally(ctx, meter.Statements)
	return &measures{counter: t, qualifier: name, cells: map[[2]string]*knowledge.Total{}, spent: spent}, nil
}

// add adds the number of a statement, if it has one. Its years wait where they are open.
func (m *measures) add(w leveledStatement) error {
	q := w.Qualifier(m.qualifier)
	if q == nil || !q.Type.IsNumber() {
		return nil
	}
	t := m.counter
	if years := t.years(); years != nil && years.isOpen(w.Statement) {
		if m.open = append(m.open, w); len(m.open) > maxMeasures {
			return limitError(maxMeasures, "claims without an end that have a number", "name years with from and to")
		}
		return nil
	}
	return m.addNow(w, knowledge.Decimal(q.Value))
}

// addNow adds a number to all that it belongs to.
func (m *measures) addNow(w leveledStatement, number knowledge.Decimal) error {
	t := m.counter
	m.whole.Add(number)
	first := m.values(t.by, w)
	second := []string{}
	if t.second != nil {
		second = m.values(t.then, w)
	}
	if err := m.spent.Add(1 + len(first)*(1+len(second))); err != nil {
		return err
	}
	for _, a := range first {
		m.cell(a, "").Add(number)
		for _, b := range second {
			m.cell(a, b).Add(number)
		}
	}
	if len(m.cells) > maxMeasures {
		return limitError(maxMeasures, "values", "narrow the count with where, years or the scope")
	}
	return nil
}

// values are the values of a property that a statement has; its years where by is nil.
func (m *measures) values(by func(*knowledge.Statement) []string, w leveledStatement) []string {
	if by == nil {
		return m.counter.years().of(w)
	}
	return valuesOfOne(by, w)
}

func (m *measures) cell(a, b string) *knowledge.Total {
	key := [2]string{a, b}
	total := m.cells[key]
	if total == nil {
		total = &knowledge.Total{}
		// The values may be parts of larger texts.
		m.cells[[2]string{strings.Clone(a), b}] = total
	}
	return total
}

// finish adds what has waited, and gives the facets what their numbers come to.
func (m *measures) finish(facets []*knowledge.Facet) error {
	open := m.open
	for _, w := range open {
		if err := m.addNow(w, knowledge.Decimal(w.Qualifier(m.qualifier).Value)); err != nil {
			return err
		}
	}
	for _, f := range facets {
		f.Measure = measureOf(m.cells[[2]string{f.Value, ""}])
		for _, then := range f.Then {
			then.Measure = measureOf(m.cells[[2]string{f.Value, then.Value}])
		}
	}
	return m.spent.Flush()
}

func measureOf(t *knowledge.Total) *knowledge.Measure {
	if t == nil {
		t = &knowledge.Total{}
	}
	return t.Measure()
}

// years are the years that are counted, as the first property or the second; nil if neither is years.
func (t *counter) years() *yearCounts {
	switch {
	case t.by == nil:
		return t.first.years
	case t.second == nil || t.then != nil:
		return nil
	}
	if t.window == nil {
		t.window = sparseYears(t.scope, t.query.Years, t.newest)
	}
	return t.window
}

// isOpen reports whether a statement holds in years that depend on the other statements.
func (y *yearCounts) isOpen(st *knowledge.Statement) bool {
	if y.from != nil && y.to != nil {
		return false
	}
	return slices.ContainsFunc(y.scope.Days(st), func(d edtf.Span) bool { return !d.IsBounded() })
}

// of are the years in which a statement counts, as those of the answer are written.
func (y *yearCounts) of(w leveledStatement) []string {
	least, most := y.window()
	var all []string
	before := -1
	for _, days := range y.scope.Days(w.Statement) {
		first, last := y.yearsOf(days)
		for year := max(first, least, before+1); year <= min(last, most); year++ {
			all = append(all, fourDigits(year))
			before = year
		}
	}
	return all
}
