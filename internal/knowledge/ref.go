package knowledge

import (
	"slices"
	"strings"

	"entente/internal/edtf"
)

// The schemes of identifiers that the graph knows by name. A dataset may bring others. The user-assigned ones are of letters
// that ISO 3166-1 leaves to its users, such as XK: no codes of ISO, but written as if they were.
const (
	SchemeISO2     = "iso2"
	SchemeISO3     = "iso3"
	SchemeISO2User = "iso2-user-assigned"
	SchemeISO3User = "iso3-user-assigned"
	SchemeISONum   = "isonum"
	SchemeCOW      = "cow"
	SchemeCOWC     = "cowc"
	SchemeGW       = "gw"
	SchemeGWC      = "gwc"
	SchemeWikidata = "wikidata"
	SchemeCAMEO    = "cameo"
	SchemeM49      = "m49"
)

// MaxRefLength bounds a reference, in bytes.
const MaxRefLength = 300

// Ref is a reference to an entity as a person writes it: an id (`country:georgia`), a code with its scheme (`iso3:GEO`), or
// anything of one pool: ISO letters, Wikidata ids, names, aliases, abbreviations. Digits never stand bare, for 372 is
// Georgia in one scheme and Ireland in another; nor do COW's letters. Nothing is guessed.
type Ref struct {
	text string
}

// ParseRef takes a reference as written. The error, with the code BadInput, says that it is empty or too long.
func ParseRef(text string) (Ref, error) {
	text, _ = NFC(strings.TrimSpace(text))
	switch {
	case text == "":
		return Ref{}, Errorf(BadInput, "an empty ref names nothing; write an id, a code with its scheme, or a name")
	case len(text) > MaxRefLength:
		return Ref{}, Errorf(BadInput, "a ref has at most %d bytes, this one %d", MaxRefLength, len(text))
	}
	return Ref{text: text}, nil
}

// String is the reference as written.
func (r Ref) String() string { return r.text }

// ID gives the entity id that the reference is, where it is one.
func (r Ref) ID() (ID, bool) {
	_, ok := KindOf(r.text)
	return r.text, ok
}

// Keys are the keys of LookupKeys under which the entities meant are found: that of the pool and, where the reference can
// be a code with its scheme, that of the code.
func (r Ref) Keys() []string {
	keys := []string{poolKey(r.text)}
	if scheme, value, ok := strings.Cut(r.text, ":"); ok && isSlug(scheme) {
		keys = append(keys, identifierKey(scheme, strings.TrimSpace(value)))
	}
	return keys
}

// LookupKeys are the keys under which a store must find the entity: one for each code with its scheme, and one for each
// text of the pool. Each key stands once.
func LookupKeys(e *Entity) []string {
	var keys []string
	for _, i := range e.Identifiers {
		keys = append(keys, identifierKey(i.Scheme, i.Value))
		if isPooled(i.Scheme) {
			keys = append(keys, poolKey(i.Value))
		}
	}
	for _, n := range e.Names {
		if n.Kind != NameDemonym {
			keys = append(keys, poolKey(n.Text))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func poolKey(text string) string { return "=" + Fold(text) }

func identifierKey(scheme, value string) string { return "#" + scheme + ":" + Fold(value) }

// Schemes returns the schemes whose codes are known to all graphs.
func Schemes() []string {
	return []string{
		SchemeISO2, SchemeISO3, SchemeISO2User, SchemeISO3User, SchemeISONum, SchemeCOW, SchemeCOWC, SchemeGW, SchemeGWC, SchemeWikidata,
		SchemeCAMEO, SchemeM49,
	}
}

// IsScheme says whether codes of the scheme are known to all graphs; datasets may bring others.
func IsScheme(scheme string) bool {
	return slices.Contains([]string{
		SchemeISO2, SchemeISO3, SchemeISONum, SchemeCOW, SchemeCOWC, SchemeGW, SchemeGWC, SchemeWikidata, SchemeCAMEO, SchemeM49,
	}, scheme)
}

// isPooled says whether a scheme's codes may stand without the scheme.
func isPooled(scheme string) bool {
	switch scheme {
	case SchemeISO2, SchemeISO3, SchemeISO2User, SchemeISO3User, SchemeWikidata:
		return true
	default:
		return false
	}
}

// Resolve picks the entity that the reference means among candidates, those found under its keys. Kind and time filter
// before ambiguity: kinds are those that may be meant, all where nil, and a code or name that did not hold at the date
// does not count. Codes with their scheme go before the pool. It gives nil where nothing fits. The error, with the code
// Ambiguous, names the exact form of each fit.
func (r Ref) Resolve(candidates []*Entity, kinds []EntityKind, at edtf.Date) (*Entity, error) {
	var exact, fits []*Entity
	for _, e := range candidates {
		switch {
		case kinds != nil && !slices.Contains(kinds, e.Kind):
		case r.isCodeOf(e, at):
			exact = appendEntity(exact, e)
		case r.isInPoolOf(e, at):
			fits = appendEntity(fits, e)
		}
	}
	if exact != nil {
		fits = exact
	}
	switch len(fits) {
	case 0:
		return nil, nil
	case 1:
		return fits[0], nil
	}
	slices.SortFunc(fits, func(a, b *Entity) int { return strings.Compare(a.ID, b.ID) })
	ids := make([]string, len(fits))
	for i, e := range fits {
		ids[i] = e.ID
	}
	err := Errorf(Ambiguous, "%s fits several: %s", Quote(r.text), strings.Join(ids, ", "))
	err.Details = map[string]any{"candidates": Candidates(fits)}
	return nil, err
}

// Candidates describes entities for the details of an error: each with its exact form, name and kind.
func Candidates(entities []*Entity) []map[string]any {
	out := make([]map[string]any, len(entities))
	for i, e := range entities {
		out[i] = map[string]any{"ref": e.ID, "name": e.Name, "kind": string(e.Kind)}
	}
	return out
}

// appendEntity adds an entity that is not in the list yet. Ids are compared, for a store may give each key a copy of its own.
func appendEntity(list []*Entity, e *Entity) []*Entity {
	if slices.ContainsFunc(list, func(other *Entity) bool { return other.ID == e.ID }) {
		return list
	}
	return append(list, e)
}

// isCodeOf says whether the reference is a code with its scheme that the entity had at the date.
func (r Ref) isCodeOf(e *Entity, at edtf.Date) bool {
	exact := r.Keys()[1:]
	return slices.ContainsFunc(e.Identifiers, func(i Identifier) bool {
		return slices.Contains(exact, identifierKey(i.Scheme, i.Value)) && validOn(i.ValidFrom, i.ValidTo, at)
	})
}

// isInPoolOf says whether the reference is a name, or a code that needs no scheme, that the entity had at the date.
func (r Ref) isInPoolOf(e *Entity, at edtf.Date) bool {
	key := poolKey(r.text)
	return slices.ContainsFunc(e.Identifiers, func(i Identifier) bool {
		return isPooled(i.Scheme) && poolKey(i.Value) == key && validOn(i.ValidFrom, i.ValidTo, at)
	}) || slices.ContainsFunc(e.Names, func(n Name) bool {
		return n.Kind != NameDemonym && poolKey(n.Text) == key && validOn(n.ValidFrom, n.ValidTo, at)
	})
}
