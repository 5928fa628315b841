package knowledge_test

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func code(scheme, value string, span ...edtf.Date) knowledge.Identifier {
	i := knowledge.Identifier{Scheme: scheme, Value: value}
	if len(span) == 2 {
		i.ValidFrom, i.ValidTo = span[0], span[1]
	}
	return i
}

func named(id, name string, names []knowledge.Name, codes ...knowledge.Identifier) *knowledge.Entity {
	part := &knowledge.EntityPart{Dataset: "dataset:a"}
	part.ID, part.Name, part.Names, part.Identifiers = id, name, names, codes
	return knowledge.MergeEntity([]*knowledge.EntityPart{part})
}

// people are entities whose codes and names overlap as those of the world do.
func people(t testing.TB) []*knowledge.Entity {
	return []*knowledge.Entity{
		named("country:georgia", "Georgia", []knowledge.Name{{Text: "საქართველო", Kind: "NATIVE"}, {Text: "Georgian", Kind: "DEMONYM"}},
			code("iso2", "GE"), code("iso3", "GEO"), code("isonum", "268"), code("cow", "372"), code("cowc", "GRG"), code("wikidata", "Q230")),
		named("region:georgia", "Georgia", nil, code("wikidata", "Q1428")),
		named("country:ireland", "Ireland", nil, code("iso3", "IRL"), code("isonum", "372"), code("cow", "205")),
		named("country:turkey", "Turkey", []knowledge.Name{{Text: "Türkiye", Kind: "OFFICIAL"}}, code("iso3", "TUR")),
		named("alliance:nato", "North Atlantic Treaty Organization", []knowledge.Name{{Text: "NATO", Kind: "ABBREVIATION"}}),
		named("country:west-germany", "West Germany", nil, code("cow", "260", date(t, "1955"), date(t, "1990-10-02")), code("iso3", "DEU", edtf.Date{}, date(t, "1990-10-02"))),
		named("country:germany", "Germany", nil, code("iso3", "DEU", date(t, "1990-10-03"), edtf.Date{})),
		named("group:teasers", "Teasers", []knowledge.Name{{Text: "iso3:IRL", Kind: "ALIAS"}, {Text: "Mission: Impossible", Kind: "ALIAS"}}),
	}
}

// lookUp resolves a reference as a store and its caller do: by keys.
func lookUp(t testing.TB, all []*knowledge.Entity, text string, kinds []knowledge.EntityKind, asOf string) (*knowledge.Entity, error) {
	t.Helper()
	ref, err := knowledge.ParseRef(text)
	require.NoError(t, err)
	if id, ok := ref.ID(); ok {
		at := slices.IndexFunc(all, func(e *knowledge.Entity) bool { return e.ID == id })
		if at < 0 {
			return nil, nil
		}
		return all[at], nil
	}
	var found []*knowledge.Entity
	for _, key := range ref.Keys() {
		for _, e := range all {
			if slices.Contains(knowledge.LookupKeys(e), key) {
				copied := *e
				found = append(found, &copied)
			}
		}
	}
	return ref.Resolve(found, kinds, date(t, asOf))
}

func TestRefResolves(t *testing.T) {
	country := []knowledge.EntityKind{knowledge.KindCountry}
	tests := []struct {
		name, ref string
		kinds     []knowledge.EntityKind
		asOf      string
		want      string
	}{
		{"id", "country:georgia", nil, "", "country:georgia"},
		{"code with its scheme", "iso3:GEO", nil, "", "country:georgia"},
		{"code with its scheme, another case", "iso3:geo", nil, "", "country:georgia"},
		{"code with its scheme and a space", "iso3: GEO ", nil, "", "country:georgia"},
		{"digits with their scheme", "cow:372", nil, "", "country:georgia"},
		{"the same digits with another scheme", "isonum:372", nil, "", "country:ireland"},
		{"digits alone are nobody", "372", nil, "", ""},
		{"full-width digits alone are nobody", "３７２", nil, "", ""},
		{"COW's letters with their scheme", "cowc:GRG", nil, "", "country:georgia"},
		{"COW's letters alone are nobody", "GRG", nil, "", ""},
		{"ISO's two letters", "GE", nil, "", "country:georgia"},
		{"ISO's three letters, small", "geo", nil, "", "country:georgia"},
		{"Wikidata", "Q230", nil, "", "country:georgia"},
		{"Wikidata, small", "wikidata:q1428", nil, "", "region:georgia"},
		{"name among countries", "Georgia", country, "", "country:georgia"},
		{"name folded", "  TURKIYE ", nil, "", "country:turkey"},
		{"name with full-width letters", "Ｔｕｒｋｅｙ", nil, "", "country:turkey"},
		{"native name", "საქართველო", nil, "", "country:georgia"},
		{"abbreviation", "nato", nil, "", "alliance:nato"},
		{"demonym is no name", "Georgian", nil, "", ""},
		{"part of a name is nobody", "Geor", nil, "", ""},
		{"of another kind", "NATO", country, "", ""},
		{"no kind at all", "NATO", []knowledge.EntityKind{}, "", ""},
		{"scheme in capitals is none", "ISO3:GEO", nil, "", ""},
		{"code of nobody", "iso3:XXX", nil, "", ""},
		{"code in its time: the old state", "DEU", nil, "1980", "country:west-germany"},
		{"code in its time: the new state", "iso3:DEU", nil, "2000", "country:germany"},
		{"code that has ended", "cow:260", nil, "2000", ""},
		{"code that has not begun", "cow:260", nil, "1954", ""},
		{"code that has ended, of all times", "cow:260", nil, "", "country:west-germany"},
		{"exact form goes before an alias", "iso3:IRL", nil, "", "country:ireland"},
		{"an alias with a colon", "mission: impossible", nil, "", "group:teasers"},
	}
	all := people(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := lookUp(t, all, tt.ref, tt.kinds, tt.asOf)
			require.NoError(t, err)
			got := ""
			if e != nil {
				got = e.ID
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestRefAmbiguousListsExactForms(t *testing.T) {
	all := people(t)
	_, err := lookUp(t, all, "GEORGIA", nil, "")
	assert.Equal(t, knowledge.Ambiguous, knowledge.CodeOf(err))
	assert.EqualError(t, err, `"GEORGIA" fits several: country:georgia, region:georgia`)
	var e *knowledge.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, []map[string]any{
		{"ref": "country:georgia", "name": "Georgia", "kind": "COUNTRY"},
		{"ref": "region:georgia", "name": "Georgia", "kind": "REGION"},
	}, e.Details["candidates"])
	for _, form := range []string{"country:georgia", "region:georgia"} {
		one, err := lookUp(t, all, form, nil, "")
		require.NoError(t, err)
		assert.Equal(t, form, one.ID, "what the error lists means one")
	}

	_, err = lookUp(t, all, "DEU", nil, "")
	assert.Equal(t, knowledge.Ambiguous, knowledge.CodeOf(err), "a code that changed hands, of all times")
	_, err = lookUp(t, all, "DEU", nil, "1990")
	assert.Equal(t, knowledge.Ambiguous, knowledge.CodeOf(err), "and of the year in which it did")
}

func TestRefResolveCountsAnEntityOnce(t *testing.T) {
	ref, err := knowledge.ParseRef("Georgia")
	require.NoError(t, err)
	one, other := people(t)[0], people(t)[0]
	e, err := ref.Resolve([]*knowledge.Entity{one, one, other}, nil, edtf.Date{})
	require.NoError(t, err, "two copies of one entity are no two entities")
	assert.Same(t, one, e)
}

func TestRefResolveDoesNotTrustItsCandidates(t *testing.T) {
	for _, text := range []string{"Georgian", "GRG", "372", "Turkey"} {
		ref, err := knowledge.ParseRef(text)
		require.NoError(t, err)
		e, err := ref.Resolve(people(t)[:1], nil, edtf.Date{})
		require.NoError(t, err)
		assert.Nil(t, e, text)
	}
}

func TestParseRefErrors(t *testing.T) {
	for text, message := range map[string]string{
		"": "an empty ref names nothing", " \t\n": "an empty ref names nothing",
		strings.Repeat("a", knowledge.MaxRefLength+1): "a ref has at most 300 bytes, this one 301",
	} {
		_, err := knowledge.ParseRef(text)
		assert.Equal(t, knowledge.BadInput, knowledge.CodeOf(err))
		assert.ErrorContains(t, err, message)
	}
	longest, err := knowledge.ParseRef(strings.Repeat("a", knowledge.MaxRefLength))
	require.NoError(t, err)
	assert.Len(t, longest.String(), knowledge.MaxRefLength)
}

func TestLookupKeysStandOnce(t *testing.T) {
	e := named("country:x", "X", []knowledge.Name{{Text: "x", Kind: "ALIAS"}, {Text: "Ｘ", Kind: "FORMER"}}, code("iso2", "X"), code("cow", "X"))
	assert.Equal(t, []string{"#cow:x", "#iso2:x", "=x"}, knowledge.LookupKeys(e))
}

func FuzzParseRef(f *testing.F) {
	for _, seed := range []string{"country:georgia", "iso3:GEO", "cow: 372", "Türkiye", "\u0301", "ﷺﷺ", "a\xffb", "  x ", ":", "iso3:", "\u1e9b\u0323"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ref, err := knowledge.ParseRef(text)
		if err != nil {
			if knowledge.CodeOf(err) != knowledge.BadInput {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if want, _ := knowledge.NFC(strings.TrimSpace(text)); ref.String() != want {
			t.Fatalf("%q became %q", text, ref)
		}
		if again, err := knowledge.ParseRef(ref.String()); err != nil || again != ref {
			t.Fatalf("%q is no reference again: %q, %v", ref, again, err)
		}
		keys := ref.Keys()
		if len(keys) < 1 || len(keys) > 2 {
			t.Fatalf("%q has keys %q", ref, keys)
		}
		for _, key := range keys {
			// No character has a compatibility form of more than 11 times its bytes; an invalid byte becomes three.
			if len(key) > 11*knowledge.MaxRefLength+64 {
				t.Fatalf("%q has a key of %d bytes", ref, len(key))
			}
		}
		if id, ok := ref.ID(); ok && knowledge.CheckEntityID(id) != nil {
			t.Fatalf("%q is no id", id)
		}
		e := named("country:x", ref.String(), nil)
		if found, err := ref.Resolve([]*knowledge.Entity{e}, nil, edtf.Date{}); err != nil || found != e || !slices.Contains(knowledge.LookupKeys(e), keys[0]) {
			t.Fatalf("%q does not mean what has it for a name", ref)
		}
	})
}
