package integrity

import (
	"slices"

	"entente/internal/knowledge"
)

// Copy returns a deep copy of a row, so that the caller may reuse the original. Empty lists become nil, and unused fields of a part become
// empty, so that equal rows have equal hashes. It returns nil for an unknown kind of row.
func Copy(row knowledge.Row) knowledge.Row {
	switch r := row.(type) {
	case *knowledge.Dataset:
		c := *r
		return &c
	case *knowledge.Relation:
		c := *r
		c.SubjectKinds, c.ObjectKinds, c.Ends = cloneList(r.SubjectKinds), cloneList(r.ObjectKinds), cloneList(r.Ends)
		c.Qualifiers = cloneList(r.Qualifiers)
		for i, d := range c.Qualifiers {
			if c.Qualifiers[i] = cloneValue(d); d != nil {
				c.Qualifiers[i].Codes = cloneList(d.Codes)
			}
		}
		return &c
	case *knowledge.Document:
		c := *r
		c.Footnotes, c.BasedOn = cloneList(r.Footnotes), cloneList(r.BasedOn)
		return &c
	case *knowledge.EntityPart:
		c := *r
		c.Kind, c.Datasets, c.Life = "", nil, nil
		c.Names, c.Identifiers, c.Location = cloneList(r.Names), cloneList(r.Identifiers), cloneValue(r.Location)
		return &c
	case *knowledge.Statement:
		c := *r
		c.Horizon = nil
		c.About, c.Topics, c.Evidence = cloneList(r.About), cloneList(r.Topics), cloneList(r.Evidence)
		c.Qualifiers = cloneList(r.Qualifiers)
		for i, e := range c.Evidence {
			if c.Evidence[i] = cloneValue(e); e != nil {
				c.Evidence[i].Place = cloneValue(e.Place)
			}
		}
		return &c
	}
	return nil
}

func cloneList[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clip(slices.Clone(list))
}

func cloneValue[T any](v *T) *T {
	if v == nil {
		return nil
	}
	c := *v
	return &c
}
