package integrity

import (
	"slices"

	"entente/internal/knowledge"
)

// Copy gives a copy of a row that shares no memory with it that could be changed, so that who handed the row in may use
// it again. What is empty is absent: the copy has nil for an empty list, and nothing in the fields of a part that are not
// used, so that equal rows have an equal hash. It gives nil for a kind of row that is none of the graph's.
func Copy(row knowledge.Row) knowledge.Row {
	switch r := row.(type) {
	case *knowledge.Dataset:
		c := *r
		return &c
	case *knowledge.Relation:
		c := *r
		c.SubjectKinds, c.ObjectKinds, c.Ends = ownList(r.SubjectKinds), ownList(r.ObjectKinds), ownList(r.Ends)
		return &c
	case *knowledge.Document:
		c := *r
		c.Footnotes, c.BasedOn = ownList(r.Footnotes), ownList(r.BasedOn)
		return &c
	case *knowledge.EntityPart:
		c := *r
		c.Kind, c.Datasets, c.Life = "", nil, nil
		c.Names, c.Identifiers, c.Location = ownList(r.Names), ownList(r.Identifiers), ownValue(r.Location)
		return &c
	case *knowledge.Statement:
		c := *r
		c.Horizon = nil
		c.About, c.Topics, c.Evidence = ownList(r.About), ownList(r.Topics), ownList(r.Evidence)
		for i, e := range c.Evidence {
			if c.Evidence[i] = ownValue(e); e != nil {
				c.Evidence[i].Place = ownValue(e.Place)
			}
		}
		return &c
	}
	return nil
}

func ownList[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clip(slices.Clone(list))
}

func ownValue[T any](v *T) *T {
	if v == nil {
		return nil
	}
	c := *v
	return &c
}
