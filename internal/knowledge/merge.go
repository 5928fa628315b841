package knowledge

import (
	"slices"
	"strings"

	"entente/internal/edtf"
)

// EntityPart is the data of one dataset about an entity: its names, codes and location. Datasets and Kind of the embedded Entity are not
// used: the kind follows from the id.
type EntityPart struct {
	Entity
	Dataset ID
}

// MergeEntity merges the parts of an entity, given in the load order of their datasets: names, identifiers and descriptions are combined; a
// single value (name, abbreviation, location, region) comes from the first part that has it. Without parts it returns nil. The name of a
// later part becomes one of the names, so that the entity is found under it.
func MergeEntity(parts []*EntityPart) *Entity {
	if len(parts) == 0 {
		return nil
	}
	e := &Entity{ID: parts[0].ID}
	e.Kind, _ = KindOf(e.ID)
	for _, p := range parts {
		e.Datasets = append(e.Datasets, p.Dataset)
		if e.Name == "" {
			e.Name = p.Name
		}
		if e.Abbreviation == "" {
			e.Abbreviation = p.Abbreviation
		}
		if e.Location == nil {
			e.Location = p.Location
		}
		if e.Region == "" {
			e.Region = p.Region
		}
		// A name that is listed with dates is not also a name of all times.
		if !slices.ContainsFunc(p.Names, func(n Name) bool { return n.Kind == NameKindName && n.Text == p.Name }) {
			e.Names = appendNew(e.Names, Name{Text: p.Name, Kind: NameKindName})
		}
		if p.Abbreviation != "" {
			e.Names = appendNew(e.Names, Name{Text: string(p.Abbreviation), Kind: NameAbbreviation})
		}
		e.Names = appendNew(e.Names, p.Names...)
		e.Identifiers = appendNew(e.Identifiers, p.Identifiers...)
	}
	e.Description = joinDescriptions(parts)
	return e
}

func appendNew[T comparable](list []T, more ...T) []T {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

func joinDescriptions(parts []*EntityPart) Text {
	var all []string
	for _, p := range parts {
		if p.Description != "" {
			all = appendNew(all, string(p.Description))
		}
	}
	return Text(strings.Join(all, "\n\n"))
}

// MergeSame merges entities that are said to be the same, of one kind and in the order in which they count, into the first: its id stays.
// Names, identifiers and descriptions are combined, and so are the spans in which they existed; a single value comes from the first that has
// it. The datasets are those of all, in no order. There must be at least one.
func MergeSame(entities []*Entity) *Entity {
	parts := make([]*EntityPart, len(entities))
	var life []edtf.Span
	for i, e := range entities {
		parts[i] = &EntityPart{Entity: *e}
		parts[i].ID = entities[0].ID
		life = append(life, e.Life...)
	}
	merged := MergeEntity(parts)
	merged.Datasets = nil
	for _, e := range entities {
		merged.Datasets = appendNew(merged.Datasets, e.Datasets...)
	}
	merged.Life = MergeSpans(life)
	return merged
}
