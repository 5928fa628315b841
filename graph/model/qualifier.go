package model

import (
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// Qualifier is a value that a statement carries, with what its relation says of it.
type Qualifier struct {
	Name, Label string
	Type        knowledge.QualifierType
	Value       string
	// Number is nil where the value is none; Date is zero where it is none.
	Number *float64
	Date   edtf.Date
	Unit   knowledge.Text
	// codeLabel is what a code stands for.
	codeLabel knowledge.Text
}

// NewQualifiers returns the qualifiers of a statement of the relation.
func NewQualifiers(r *knowledge.Relation, s *knowledge.Statement) []*Qualifier {
	all := make([]*Qualifier, len(s.Qualifiers))
	for i, q := range s.Qualifiers {
		d := r.Qualifier(q.Name)
		if d == nil {
			d = &knowledge.QualifierDefinition{Name: q.Name} // no store has a claim without its definition
		}
		one := &Qualifier{Name: q.Name, Label: d.Title(), Type: q.Type, Value: q.Value, Unit: d.Unit, codeLabel: d.LabelOf(q.Value)}
		switch {
		case q.Type.IsNumber():
			one.Number = new(knowledge.Decimal(q.Value).Float())
		case q.Type == knowledge.QualifierDate:
			one.Date, _ = edtf.ParseDate(q.Value)
		}
		all[i] = one
	}
	return all
}

// EntityID is the entity that is the value; empty where it is none.
func (q *Qualifier) EntityID() knowledge.ID {
	if q.Type != knowledge.QualifierEntity {
		return ""
	}
	return q.Value
}

// Text is the value for readers. The entity is that of EntityID, or nil.
func (q *Qualifier) Text(e Entity) string {
	switch {
	case e != nil:
		return e.Underlying().Name
	case q.codeLabel != "":
		return string(q.codeLabel)
	}
	return q.Value
}
