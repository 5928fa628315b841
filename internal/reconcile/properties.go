package reconcile

import (
	"slices"
	"strconv"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// asOf is the property of a query, and the setting of an extension, that dates it.
const asOf = "asOf"

// property is what an extension gives of an entity.
type property struct {
	object
	values func(e *knowledge.Entity, at edtf.Date) []string
}

// schemeNames name the schemes of codes.
func schemeNames() map[string]string {
	return map[string]string{
		knowledge.SchemeISO2: "ISO 3166-1, two letters", knowledge.SchemeISO3: "ISO 3166-1, three letters", knowledge.SchemeISONum: "ISO 3166-1, number",
		knowledge.SchemeCOW: "Correlates of War, number", knowledge.SchemeCOWC: "Correlates of War, letters",
		knowledge.SchemeGW: "Gleditsch and Ward, number", knowledge.SchemeGWC: "Gleditsch and Ward, letters",
		knowledge.SchemeWikidata: "Wikidata", knowledge.SchemeCAMEO: "CAMEO", knowledge.SchemeM49: "UN M49",
	}
}

// matchable are the ids of the properties that queries match by: the date, then the schemes of codes.
func matchable() []string {
	all := []string{asOf}
	for _, scheme := range knowledge.Schemes() {
		if knowledge.IsScheme(scheme) {
			all = append(all, scheme)
		}
	}
	return all
}

// properties are all that a client may name.
func properties() []object {
	all := []object{{ID: asOf, Name: "As of", Description: "A date, as 1994 or 1994-05-04: what is called so, or has the code, at that time"}}
	for _, p := range extensions() {
		all = append(all, p.object)
	}
	return all
}

// extensions are the properties that an extension gives.
func extensions() []property {
	var all []property
	for _, scheme := range matchable()[1:] {
		all = append(all, property{object{scheme, schemeNames()[scheme], "A code of the scheme " + scheme}, func(e *knowledge.Entity, at edtf.Date) []string {
			return texts(string(e.Code(scheme, at)))
		}})
	}
	return append(all,
		property{object{"kind", "Kind", "country, alliance, organization, ..."}, func(e *knowledge.Entity, _ edtf.Date) []string { return texts(e.Kind.Prefix()) }},
		property{object{"description", "Description", ""}, func(e *knowledge.Entity, _ edtf.Date) []string { return texts(string(e.Description)) }},
		property{object{"abbreviation", "Abbreviation", ""}, func(e *knowledge.Entity, _ edtf.Date) []string { return texts(string(e.Abbreviation)) }},
		property{object{"names", "Names", "All that it was called at the time"}, namesAt},
		property{object{"latitude", "Latitude", "In degrees, for drawing"}, func(e *knowledge.Entity, _ edtf.Date) []string {
			return degrees(e, func(p *knowledge.GeoPoint) float64 { return p.Latitude })
		}},
		property{object{"longitude", "Longitude", "In degrees, for drawing"}, func(e *knowledge.Entity, _ edtf.Date) []string {
			return degrees(e, func(p *knowledge.GeoPoint) float64 { return p.Longitude })
		}},
	)
}

func texts(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// namesAt are the names of an entity that held at a date, each once.
func namesAt(e *knowledge.Entity, at edtf.Date) []string {
	all := []string{e.Name}
	for _, n := range e.Names {
		if n.Kind != knowledge.NameDemonym && n.HeldOn(at) && !slices.Contains(all, n.Text) {
			all = append(all, n.Text)
		}
	}
	return all
}

func degrees(e *knowledge.Entity, of func(*knowledge.GeoPoint) float64) []string {
	if e.Location == nil {
		return nil
	}
	return []string{strconv.FormatFloat(of(e.Location), 'f', -1, 64)}
}
