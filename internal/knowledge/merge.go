package knowledge

import (
	"slices"
	"strings"
)

// EntityPart is what one dataset says an entity is: its names, codes and place. Datasets and Kind of the embedded Entity
// are not used: the kind is the id's.
type EntityPart struct {
	Entity
	Dataset ID
}

// MergeEntity joins the parts of an entity, given in the load order of their datasets: names, identifiers and descriptions
// join; a single value (name, abbreviation, location, region) comes from the first part that has it. Without parts it gives
// nil. The name of a later part is kept as one of its names, so that it is found under each.
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
		// A name that has dates among the others is not a name of all times besides.
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
