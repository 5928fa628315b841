package knowledge_test

import (
	"reflect"
	"slices"
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type filter = knowledge.StatementFilter
type ids = []knowledge.ID

var relations = []*knowledge.Relation{
	{Name: "MEMBER_OF", Category: knowledge.CategoryAffiliation},
	{Name: "PARTICIPATES_IN", Category: knowledge.CategoryParticipation},
	{Name: "BORDERS", Category: knowledge.CategoryGeography, Symmetric: true},
}

func between(t testing.TB, from, to string) *knowledge.DateRange {
	return &knowledge.DateRange{From: date(t, from), To: date(t, to)}
}

func TestMatch(t *testing.T) {
	full := func(s *knowledge.Statement) {
		s.About, s.Topics, s.AttributedTo = ids{"organization:nato"}, []string{"energy", "defence reform"}, "person:ilham-aliyev"
	}
	plain, whole, border := claim(t, "1994/.."), claim(t, "1994/..", full), claim(t, "/..", borders)
	self := claim(t, "/..", func(s *knowledge.Statement) { s.Object = s.Subject })
	tests := []struct {
		name   string
		filter filter
		st     *knowledge.Statement
		from   knowledge.ID
		want   bool
	}{
		{"nothing asked", filter{}, plain, "", true},

		{"subject", filter{Subject: ids{"country:x", "country:georgia"}}, plain, "", true},
		{"subject is not the object", filter{Subject: ids{"program:pfp"}}, plain, "", false},
		{"object", filter{Object: ids{"program:pfp"}}, plain, "", true},
		{"object is not the subject", filter{Object: ids{"country:georgia"}}, plain, "", false},
		{"subject of a symmetric relation, first end", filter{Subject: ids{"country:georgia"}}, border, "", true},
		{"subject of a symmetric relation, second end", filter{Subject: ids{"country:armenia"}}, border, "", true},
		{"object of a symmetric relation, first end", filter{Object: ids{"country:georgia"}}, border, "", true},
		{"object of a symmetric relation, second end", filter{Object: ids{"country:armenia"}}, border, "", true},
		{"subject and object", filter{Subject: ids{"country:georgia"}, Object: ids{"program:pfp"}}, plain, "", true},
		{"subject and object turned", filter{Subject: ids{"program:pfp"}, Object: ids{"country:georgia"}}, plain, "", false},
		{"both of a symmetric relation", filter{Subject: ids{"country:georgia"}, Object: ids{"country:armenia"}}, border, "", true},
		{"both of a symmetric relation, turned", filter{Subject: ids{"country:armenia"}, Object: ids{"country:georgia"}}, border, "", true},
		{"one entity is not both ends", filter{Subject: ids{"country:georgia"}, Object: ids{"country:georgia"}}, border, "", false},
		{"both lists name both ends", filter{Subject: ids{"country:georgia", "country:armenia"}, Object: ids{"country:armenia", "country:georgia"}}, border, "", true},
		{"one end fits, the other does not", filter{Subject: ids{"country:georgia"}, Object: ids{"country:turkey"}}, border, "", false},

		{"with the subject", filter{With: ids{"country:georgia"}}, whole, "", true},
		{"with the object", filter{With: ids{"program:pfp"}}, whole, "", true},
		{"with what it is about", filter{With: ids{"organization:nato"}}, whole, "", true},
		{"with whose word it is: no", filter{With: ids{"person:ilham-aliyev"}}, whole, "", false},

		{"relation", filter{Relations: []string{"MEMBER_OF", "PARTICIPATES_IN"}}, plain, "", true},
		{"other relation", filter{Relations: []string{"MEMBER_OF"}}, plain, "", false},
		{"category", filter{Categories: []knowledge.RelationCategory{"PARTICIPATION"}}, plain, "", true},
		{"other category", filter{Categories: []knowledge.RelationCategory{"CONFLICT"}}, plain, "", false},
		{"relation of another category", filter{Relations: []string{"PARTICIPATES_IN"}, Categories: []knowledge.RelationCategory{"AFFILIATION"}}, plain, "", false},

		{"other kind, from the subject", filter{OtherKinds: []knowledge.EntityKind{"PROGRAM"}}, plain, "country:georgia", true},
		{"own kind, from the subject", filter{OtherKinds: []knowledge.EntityKind{"COUNTRY"}}, plain, "country:georgia", false},
		{"other kind, from the object", filter{OtherKinds: []knowledge.EntityKind{"COUNTRY"}}, plain, "program:pfp", true},
		{"kind of either end, from nowhere", filter{OtherKinds: []knowledge.EntityKind{"COUNTRY"}}, plain, "", true},
		{"kind of neither end, from nowhere", filter{OtherKinds: []knowledge.EntityKind{"CITY"}}, plain, "", false},
		{"a kind is no beginning of another", filter{OtherKinds: []knowledge.EntityKind{"PROG"}}, plain, "", false},
		{"the other end of itself", filter{OtherKinds: []knowledge.EntityKind{"COUNTRY"}}, self, "country:georgia", true},

		{"topic", filter{Topics: []string{"trade", "energy"}}, whole, "", true},
		{"no such topic", filter{Topics: []string{"Energy"}}, whole, "", false},
		{"polarity", filter{Polarity: knowledge.Affirmed}, plain, "", true},
		{"other polarity", filter{Polarity: knowledge.Denied}, plain, "", false},
		{"modality", filter{Modality: []knowledge.Modality{"PLANNED", "ASSERTED"}}, plain, "", true},
		{"other modality", filter{Modality: []knowledge.Modality{"PLANNED"}}, plain, "", false},
		{"document", filter{Document: ids{"document:article"}}, plain, "", true},
		{"other document", filter{Document: ids{"document:other"}}, plain, "", false},
		{"attributed to", filter{AttributedTo: ids{"person:ilham-aliyev"}}, whole, "", true},
		{"attributed to nobody", filter{AttributedTo: ids{"person:ilham-aliyev", ""}}, plain, "", false},
		{"one of two does not fit", filter{Polarity: knowledge.Affirmed, Document: ids{"document:other"}}, plain, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := tt.filter.Matcher(relations)
			require.NoError(t, err)
			assert.Equal(t, tt.want, m.Match(tt.st, tt.from))
		})
	}
}

func TestMatchTime(t *testing.T) {
	tests := []struct {
		name, valid          string
		during, begins, ends *knowledge.DateRange
		want                 bool
	}{
		{"during: touches the last day", "1994/2001", between(t, "2001-12-31", "2005"), nil, nil, true},
		{"during: touches the first day", "1994/2001", between(t, "1990", "1994-01-01"), nil, nil, true},
		{"during: over by then", "1994/2001", between(t, "2002", ""), nil, nil, false},
		{"during: not begun", "1994/2001", between(t, "", "1993"), nil, nil, false},
		{"during: ongoing as far as is known", "1994/..", between(t, "2040", "2041"), nil, nil, true},
		{"during: undated", "/..", between(t, "1200", "1201"), nil, nil, true},
		{"during: no bound at all", "1994/2001", between(t, "", ""), nil, nil, true},
		{"during: 1970-01-01 is a day", "1970-01-01", between(t, "1970-01-01", "1970-01-01"), nil, nil, true},
		{"begins: in that year", "1994/..", nil, between(t, "1994", "1994"), nil, true},
		{"begins: possibly on that day", "1994/..", nil, between(t, "1994-12-31", "1994-12-31"), nil, true},
		{"begins: later", "1994/..", nil, between(t, "1995", ""), nil, false},
		{"begins: earlier", "1994/..", nil, between(t, "", "1993"), nil, false},
		{"begins: the source does not say", "/..", nil, between(t, "", ""), nil, false},
		{"begins: open", "../2001", nil, between(t, "", ""), nil, false},
		{"ends: in that year", "1994/2001", nil, nil, between(t, "2001-06", "2001-06"), true},
		{"ends: later", "1994/2001", nil, nil, between(t, "2002", ""), false},
		{"ends: earlier", "1994/2001", nil, nil, between(t, "", "2000"), false},
		{"ends: open", "1994/..", nil, nil, between(t, "", ""), false},
		{"ends: unknown", "1994/", nil, nil, between(t, "", ""), false},
		{"ends: a happening", "2008-08", nil, nil, between(t, "2008", "2008"), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := filter{During: tt.during, Begins: tt.begins, Ends: tt.ends}.Matcher(relations)
			require.NoError(t, err)
			assert.Equal(t, tt.want, m.Match(claim(t, tt.valid), ""))
		})
	}
}

func TestRangeWithoutADayIsRefused(t *testing.T) {
	wrong := between(t, "2010", "2009")
	for _, f := range []filter{{During: wrong}, {Begins: wrong}, {Ends: wrong}} {
		_, err := f.Matcher(relations)
		assert.Equal(t, knowledge.BadInput, knowledge.CodeOf(err))
		assert.ErrorContains(t, err, "no day lies from 2010 to 2009")
	}
	assert.NoError(t, between(t, "2010-06", "2010").Check(), "from a month to the end of its year")
	assert.NoError(t, (*knowledge.DateRange)(nil).Check())
}

// TestNilIsNotAskedAndEmptyFitsNothing goes over all lists of the filter, also those that it will have one day.
func TestNilIsNotAskedAndEmptyFitsNothing(t *testing.T) {
	st := claim(t, "1994/..", func(s *knowledge.Statement) {
		s.About, s.Topics, s.AttributedTo = ids{"city:tbilisi"}, []string{"x"}, "person:x"
	})
	fields := reflect.TypeFor[filter]()
	lists := 0
	for i := range fields.NumField() {
		if fields.Field(i).Type.Kind() != reflect.Slice {
			continue
		}
		lists++
		var f filter
		reflect.ValueOf(&f).Elem().Field(i).Set(reflect.MakeSlice(fields.Field(i).Type, 0, 0))
		m, err := f.Matcher(relations)
		require.NoError(t, err)
		assert.False(t, m.Match(st, ""), "an empty %s", fields.Field(i).Name)
		assert.False(t, m.Match(st, "country:georgia"), "an empty %s", fields.Field(i).Name)
	}
	assert.GreaterOrEqual(t, lists, 10)
}

func TestFilterIsAllLooksAtEveryField(t *testing.T) {
	for _, f := range []interface{ IsAll() bool }{&filter{}, &knowledge.EntityFilter{}, &knowledge.DocumentFilter{}} {
		require.True(t, f.IsAll(), "%T", f)
		v := reflect.ValueOf(f).Elem()
		for i := range v.NumField() {
			field := v.Field(i)
			switch field.Kind() {
			case reflect.Slice:
				field.Set(reflect.MakeSlice(field.Type(), 0, 0))
			case reflect.Pointer:
				field.Set(reflect.New(field.Type().Elem()))
			case reflect.Struct:
				field.Set(reflect.ValueOf(date(t, "1994")))
			default:
				field.SetString("x")
			}
			assert.False(t, f.IsAll(), "%T with %s", f, v.Type().Field(i).Name)
			field.SetZero()
		}
	}
}

func TestHeldUnlessNamed(t *testing.T) {
	held := filter{Topics: []string{"energy"}}.HeldUnlessNamed()
	assert.Equal(t, filter{Topics: []string{"energy"}, Polarity: "AFFIRMED", Modality: []knowledge.Modality{"ASSERTED", "REPORTED"}}, held)
	for name, f := range map[string]filter{
		"polarity": {Polarity: knowledge.Denied}, "same polarity": {Polarity: knowledge.Affirmed},
		"held": {Held: new(false)}, "modality": {Modality: []knowledge.Modality{"PLANNED"}}, "no modality": {Modality: []knowledge.Modality{}},
	} {
		assert.Equal(t, f, f.HeldUnlessNamed(), "naming %s switches the default off wholly", name)
	}
	m, err := filter{}.HeldUnlessNamed().Matcher(relations)
	require.NoError(t, err)
	for _, p := range knowledge.Polarities() {
		for _, mood := range knowledge.Modalities() {
			st := claim(t, "1994/..", say(p, mood))
			assert.Equal(t, st.Affirms(), m.Match(st, ""), "the filter keeps what makes a link held: %s %s", p, mood)
		}
	}
}

func TestMatcherUnknownRelation(t *testing.T) {
	_, err := filter{Relations: []string{"MEMBER_OF", "MEMBR_OF"}}.Matcher(relations)
	assert.Equal(t, knowledge.UnknownRelation, knowledge.CodeOf(err))
	assert.EqualError(t, err, `there is no relation "MEMBR_OF"; did you mean MEMBER_OF?`)
	assert.NoError(t, knowledge.CheckRelations(nil, nil))
}

func TestMatcherRelations(t *testing.T) {
	all, err := filter{}.Matcher(relations)
	require.NoError(t, err)
	assert.Nil(t, all.Relations())
	some, err := filter{Categories: []knowledge.RelationCategory{"GEOGRAPHY", "AFFILIATION"}}.Matcher(relations)
	require.NoError(t, err)
	assert.Equal(t, map[string]bool{"MEMBER_OF": true, "BORDERS": true}, some.Relations())
}

func TestFilterEntityIDs(t *testing.T) {
	f := filter{Subject: ids{"a"}, Object: ids{"b"}, With: ids{"c"}, AttributedTo: ids{"d"}, Document: ids{"document:e"}}
	assert.Equal(t, ids{"a", "b", "c", "d"}, slices.Sorted(slices.Values(f.EntityIDs())))
}

func TestMatchAllocatesNothing(t *testing.T) {
	f := filter{
		Subject: ids{"country:x", "country:armenia"}, Object: ids{"country:georgia"}, With: ids{"organization:nato"},
		Relations: []string{"BORDERS"}, Categories: []knowledge.RelationCategory{"GEOGRAPHY"}, OtherKinds: []knowledge.EntityKind{"CITY", "COUNTRY"},
		Topics: []string{"x", "energy"}, Polarity: "AFFIRMED", Modality: []knowledge.Modality{"ASSERTED"}, Document: ids{"document:article"},
		AttributedTo: ids{"person:x"}, During: between(t, "1994", ""), Begins: between(t, "", "2000"), Ends: between(t, "2001", "2002"),
	}
	st := claim(t, "1994/2001", borders, func(s *knowledge.Statement) {
		s.About, s.Topics, s.AttributedTo = ids{"organization:nato"}, []string{"energy"}, "person:x"
	})
	m, err := f.Matcher(relations)
	require.NoError(t, err)
	require.True(t, m.Match(st, "country:georgia"))
	assert.Zero(t, testing.AllocsPerRun(100, func() { m.Match(st, "country:georgia") }))
}

func TestEntityFilterMatch(t *testing.T) {
	germany := &knowledge.Entity{
		ID: "country:germany", Kind: knowledge.KindCountry, Name: "Germany", Region: "Western Europe",
		Names: []knowledge.Name{{Text: "Germany", Kind: "NAME"}, {Text: "Türkiye-like  Name", Kind: "ALIAS"}},
		Identifiers: []knowledge.Identifier{
			{Scheme: "cow", Value: "260", ValidFrom: date(t, "1955"), ValidTo: date(t, "1990-10-02")},
			{Scheme: "cow", Value: "255", ValidFrom: date(t, "1990-10-03")},
		},
	}
	code := func(scheme, value string) knowledge.EntityFilter {
		return knowledge.EntityFilter{Identifier: &knowledge.IdentifierFilter{Scheme: scheme, Value: value}}
	}
	tests := []struct {
		name   string
		filter knowledge.EntityFilter
		at     string
		want   bool
	}{
		{"all", knowledge.EntityFilter{}, "", true},
		{"kind", knowledge.EntityFilter{Kinds: []knowledge.EntityKind{"CITY", "COUNTRY"}}, "", true},
		{"other kind", knowledge.EntityFilter{Kinds: []knowledge.EntityKind{"CITY"}}, "", false},
		{"no kind", knowledge.EntityFilter{Kinds: []knowledge.EntityKind{}}, "", false},
		{"region", knowledge.EntityFilter{Regions: []string{"Western Europe"}}, "", true},
		{"other region", knowledge.EntityFilter{Regions: []string{"western europe"}}, "", false},
		{"name, case and accents do not count", knowledge.EntityFilter{NameContains: "TURKIYE"}, "", true},
		{"name, white space squeezed", knowledge.EntityFilter{NameContains: "like name"}, "", true},
		{"other name", knowledge.EntityFilter{NameContains: "france"}, "", false},
		{"code, any time", code("cow", "260"), "", true},
		{"code, while it held", code("cow", "260"), "1980", true},
		{"code, no longer held", code("cow", "260"), "1995", false},
		{"code, not yet held", code("cow", "255"), "1980", false},
		{"code, in the year that it changed hands: the old", code("cow", "260"), "1990", true},
		{"code, in the year that it changed hands: the new", code("cow", "255"), "1990", true},
		{"code of another scheme", code("gw", "260"), "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, tt.filter.Match(germany, date(t, tt.at)))
		})
	}
	georgia := &knowledge.Entity{Identifiers: []knowledge.Identifier{{Scheme: "iso3", Value: "GEO"}}}
	lower := code("iso3", "geo")
	assert.True(t, lower.Match(georgia, date(t, "")), "case does not count")
}

func TestDocumentFilterMatch(t *testing.T) {
	d := &knowledge.Document{Title: "NATO’s Évolution", Dataset: "dataset:a", PublishedOn: date(t, "2008")}
	tests := []struct {
		name   string
		filter knowledge.DocumentFilter
		want   bool
	}{
		{"all", knowledge.DocumentFilter{}, true},
		{"dataset", knowledge.DocumentFilter{Dataset: "dataset:a"}, true},
		{"other dataset", knowledge.DocumentFilter{Dataset: "dataset:b"}, false},
		{"title, folded", knowledge.DocumentFilter{TitleContains: "EVOLUTION"}, true},
		{"other title", knowledge.DocumentFilter{TitleContains: "revolution"}, false},
		{"possibly published within", knowledge.DocumentFilter{PublishedOn: between(t, "2008-12-31", "")}, true},
		{"published before", knowledge.DocumentFilter{PublishedOn: between(t, "2009", "")}, false},
		{"published after", knowledge.DocumentFilter{PublishedOn: between(t, "", "2007")}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, tt.filter.Match(d)) })
	}
	retrieved := &knowledge.Document{RetrievedOn: date(t, "2020-01-01")}
	in2020 := knowledge.DocumentFilter{PublishedOn: between(t, "2020", "2020")}
	assert.True(t, in2020.Match(retrieved), "or else retrieved")
}
