package knowledge

import (
	"slices"

	"entente/internal/edtf"
)

// Entity is a subject or object of statements. Several datasets may each bring a part of one; see MergeEntity.
type Entity struct {
	ID ID
	// Kind follows from the id, and so is no part of a row's content.
	Kind         EntityKind `json:"-"`
	Name         string
	Names        []Name `json:",omitempty"`
	Abbreviation Text
	Description  Text
	Identifiers  []Identifier `json:",omitempty"`
	Location     *GeoPoint
	// Region is the region of the UN's M49 standard that the entity is filed under.
	Region Text
	// Datasets are those that have a part of it, in load order; no part of a row's content either.
	Datasets []ID `json:"-"`
	// Life is when it existed, as far as is known (see Life); not part of the content. Stores set it.
	Life []edtf.Span `json:"-"`
}

// ExistedOn reports whether the entity existed on some day of a span; known is false if nothing is known of its life.
func (e *Entity) ExistedOn(at edtf.Span) (existed, known bool) {
	return slices.ContainsFunc(e.Life, at.Overlaps), e.Life != nil
}

func (e *Entity) existed(at edtf.Span) bool {
	existed, _ := e.ExistedOn(at)
	return existed
}

// NameKind says what a name is.
type NameKind string

// The kinds of names.
const (
	NameKindName     NameKind = "NAME"
	NameOfficial     NameKind = "OFFICIAL"
	NameAlias        NameKind = "ALIAS"
	NameAbbreviation NameKind = "ABBREVIATION"
	NameDemonym      NameKind = "DEMONYM"
	NameFormer       NameKind = "FORMER"
	NameNative       NameKind = "NATIVE"
)

// NameKinds are all kinds of names, in the order of the contract.
func NameKinds() []NameKind {
	return []NameKind{NameKindName, NameOfficial, NameAlias, NameAbbreviation, NameDemonym, NameFormer, NameNative}
}

// Name is one name of an entity, with the time in which it was used where that is known.
type Name struct {
	Text string
	Kind NameKind
	// Language is a BCP 47 tag.
	Language  Text
	ValidFrom edtf.Date
	ValidTo   edtf.Date
}

// HeldOn reports whether the name was possibly in use at a date; at the zero date any name was.
func (n Name) HeldOn(at edtf.Date) bool { return validOn(n.ValidFrom, n.ValidTo, at) }

// Identifier is a code of a scheme, dated if the scheme dates it. Codes are never keys of this graph.
type Identifier struct {
	// Scheme is iso2, iso3, iso2-user-assigned, iso3-user-assigned, isonum, cow, cowc, gw, gwc, wikidata, cameo, or one that a dataset brings.
	Scheme    string
	Value     string
	ValidFrom edtf.Date
	ValidTo   edtf.Date
}

// URL is where the scheme's publisher describes what the code stands for; empty where there is no such page.
func (i Identifier) URL() Text {
	if i.Scheme == SchemeWikidata {
		return Text("https://www.wikidata.org/wiki/" + i.Value)
	}
	return ""
}

// GeoPoint is a place on the globe in degrees, WGS 84.
type GeoPoint struct {
	Latitude  float64
	Longitude float64
}

// validOn says whether something dated from and to, each with its precision and either of them absent, possibly holds at
// a date. The zero date asks for no day and always fits.
func validOn(from, to, at edtf.Date) bool {
	if at.IsZero() {
		return true
	}
	span := at.Span()
	return (from.IsZero() || from.Span().First <= span.Last) && (to.IsZero() || to.Span().Last >= span.First)
}

// Code returns the entity's code of a scheme: the one that held at the date; with the zero date the one that has not ended, else the last;
// "" for none.
func (e *Entity) Code(scheme string, at edtf.Date) Text {
	var code Text
	for _, i := range e.Identifiers {
		if i.Scheme != scheme || !validOn(i.ValidFrom, i.ValidTo, at) {
			continue
		}
		if at.IsZero() && i.ValidTo.IsZero() {
			return Text(i.Value)
		}
		code = Text(i.Value)
	}
	return code
}

// NodeID is the id.
func (e *Entity) NodeID() ID { return e.ID }
