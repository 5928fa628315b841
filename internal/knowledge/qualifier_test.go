package knowledge_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// qualified are relations with qualifiers of every type; SIGNED has scale as another type than STRUCK.
func qualified() []*knowledge.Relation {
	return []*knowledge.Relation{
		{Name: "PLAIN", Category: "OTHER"},
		{Name: "SIGNED", Category: "COOPERATION", Qualifiers: []*knowledge.QualifierDefinition{
			{Name: "scale", Type: knowledge.QualifierCode, Codes: []knowledge.CodeLabel{{Code: "local", Label: "Local"}, {Code: "world", Label: "Of the world"}}},
			{Name: "signed", Type: knowledge.QualifierDate, Min: "1800"},
			{Name: "treaty", Type: knowledge.QualifierEntity},
		}},
		{Name: "STRUCK", Category: "CONFLICT", Qualifiers: []*knowledge.QualifierDefinition{
			{Name: "deaths", Type: knowledge.QualifierInteger, Min: "0", Unit: "persons"},
			{Name: "method", Type: knowledge.QualifierText},
			{Name: "scale", Type: knowledge.QualifierDecimal, Min: "-10", Max: "10"},
		}},
	}
}

func with(relation string, values ...string) *knowledge.Statement {
	all := qualified()
	r := all[slices.IndexFunc(all, func(r *knowledge.Relation) bool { return r.Name == relation })]
	s := &knowledge.Statement{ID: "statement:x", Relation: relation, Subject: "country:a", Object: "country:b"}
	for i := 0; i < len(values); i += 2 {
		s.Qualifiers = append(s.Qualifiers, knowledge.Qualifier{Name: values[i], Type: r.Qualifier(values[i]).Type, Value: values[i+1]})
	}
	return s
}

func TestQualifierDefinition_Read(t *testing.T) {
	relations := qualified()
	signed, struck := relations[1], relations[2]
	for _, c := range []struct {
		d          *knowledge.QualifierDefinition
		text, want string
		words      string
	}{
		{struck.Qualifier("deaths"), "012", "12", ""},
		{struck.Qualifier("deaths"), "1e2", "100", ""},
		{struck.Qualifier("deaths"), "2.0", "2", ""},
		{struck.Qualifier("deaths"), "2.5", "", "no whole number"},
		{struck.Qualifier("deaths"), "-1", "", "below the least that it may be, 0"},
		{struck.Qualifier("deaths"), "many", "", "no number"},
		{struck.Qualifier("scale"), "-10.0", "-10", ""},
		{struck.Qualifier("scale"), "10.000000000001", "", "above the most that it may be, 10"},
		{struck.Qualifier("method"), "by sea", "by sea", ""},
		{struck.Qualifier("method"), "", "", "empty"},
		{struck.Qualifier("method"), "a\x1fb", "", "control character"},
		{struck.Qualifier("method"), "\xff", "", "UTF-8"},
		{struck.Qualifier("method"), "e\u0301", "", "normalization form C"},
		{struck.Qualifier("method"), strings.Repeat("x", 501), "", "501 bytes"},
		{signed.Qualifier("scale"), "world", "world", ""},
		{signed.Qualifier("scale"), "World", "", "did you mean world?"},
		{signed.Qualifier("scale"), "of the world", "", "did you mean world?"},
		{signed.Qualifier("scale"), "x", "", "which are local, world"},
		{signed.Qualifier("signed"), "1994~", "1994~", ""},
		{signed.Qualifier("signed"), "1799", "", "below the least that it may be, 1800"},
		{signed.Qualifier("signed"), "179X", "", "below"},
		{signed.Qualifier("signed"), "1799~", "1799~", ""},
		{signed.Qualifier("signed"), "1994/2001", "", "no date"},
		{signed.Qualifier("signed"), "Y20000", "", "beyond the years"},
		{signed.Qualifier("treaty"), "agreement:x", "agreement:x", ""},
		{signed.Qualifier("treaty"), "dataset:x", "", "no kind of entity"},
	} {
		got, err := c.d.Read(c.text)
		if c.words == "" {
			require.NoError(t, err, c.text)
			assert.Equal(t, c.want, got)
			continue
		}
		require.Error(t, err, "%s %q", c.d.Name, c.text)
		assert.ErrorContains(t, err, c.words)
	}
}

func TestQualifierDefinition_Check(t *testing.T) {
	for _, r := range qualified() {
		for _, d := range r.Qualifiers {
			assert.NoError(t, d.Check())
		}
	}
	codes := []knowledge.CodeLabel{{Code: "a"}}
	for words, d := range map[string]*knowledge.QualifierDefinition{
		"no name of a qualifier":   {Name: "Deaths", Type: "INTEGER"},
		"has the type":             {Name: "deaths", Type: "NUMBER"},
		"least or a most":          {Name: "deaths", Type: "TEXT", Min: "a"},
		"only they, are listed":    {Name: "deaths", Type: "CODE"},
		"and only they":            {Name: "deaths", Type: "TEXT", Codes: codes},
		"stands there twice":       {Name: "deaths", Type: "CODE", Codes: append(codes, codes...)},
		"which is no code":         {Name: "deaths", Type: "CODE", Codes: []knowledge.CodeLabel{{Code: "a b"}}},
		"no value of its type":     {Name: "deaths", Type: "INTEGER", Min: "01"},
		"a bound that is no value": {Name: "deaths", Type: "DATE", Max: "soon"},
		"wrong way round":          {Name: "deaths", Type: "DECIMAL", Min: "2", Max: "1"},
		"it may list 1000":         {Name: "deaths", Type: "CODE", Codes: make([]knowledge.CodeLabel, 1001)},
	} {
		err := d.Check()
		assert.Equal(t, knowledge.Invalid, knowledge.CodeOf(err), words)
		assert.ErrorContains(t, err, words)
	}
	assert.Equal(t, "deaths best", (&knowledge.QualifierDefinition{Name: "deathsBest"}).Title())
	assert.Equal(t, "Deaths, best", (&knowledge.QualifierDefinition{Name: "deathsBest", Label: "Deaths, best"}).Title())
}

func TestRelation_CheckQualifiers(t *testing.T) {
	signed := qualified()[1]
	assert.NoError(t, signed.CheckQualifiers(with("SIGNED", "scale", "local", "signed", "1994", "treaty", "agreement:x")))
	q := func(name string, t knowledge.QualifierType, value string) knowledge.Qualifier {
		return knowledge.Qualifier{Name: name, Type: t, Value: value}
	}
	for words, list := range map[string][]knowledge.Qualifier{
		"did you mean scale?":                {q("scales", "CODE", "local")},
		"not in the order":                   {q("signed", "DATE", "1994"), q("scale", "CODE", "local")},
		"stands twice":                       {q("scale", "CODE", "local"), q("scale", "CODE", "world")},
		`of the type CODE, not "TEXT"`:       {q("scale", "TEXT", "local")},
		"none of its codes":                  {q("scale", "CODE", "")},
		"no entity's id":                     {q("treaty", "ENTITY", "dataset:x")},
		"its signed: \"1994-13\" is no date": {q("signed", "DATE", "1994-13")},
		"is written 1, not \"1.0\"":          nil,
	} {
		r := signed
		if list == nil {
			r, list = qualified()[2], []knowledge.Qualifier{q("scale", "DECIMAL", "1.0")}
		}
		err := r.CheckQualifiers(&knowledge.Statement{Qualifiers: list})
		assert.Equal(t, knowledge.Invalid, knowledge.CodeOf(err), words)
		assert.ErrorContains(t, err, words)
	}
}

func TestMatcher_Qualifiers(t *testing.T) {
	type one = knowledge.QualifierFilter
	struck := with("STRUCK", "deaths", "12", "method", "by sea", "scale", "-4.5")
	signed := with("SIGNED", "scale", "world", "signed", "1994~", "treaty", "agreement:x")
	for name, c := range map[string]struct {
		filters        []one
		struck, signed bool
	}{
		"given":                     {[]one{{Name: "scale"}}, true, true},
		"given by one":              {[]one{{Name: "deaths"}}, true, false},
		"from":                      {[]one{{Name: "deaths", Min: "12"}}, true, false},
		"from above":                {[]one{{Name: "deaths", Min: "12.1"}}, false, false},
		"to":                        {[]one{{Name: "scale", Max: "-4.50"}}, true, false},
		"to below":                  {[]one{{Name: "scale", Max: "-4.500000000001"}}, false, false},
		"between":                   {[]one{{Name: "scale", Min: "-5", Max: "0"}}, true, false},
		"a number among":            {[]one{{Name: "deaths", In: []string{"5", "12.0"}}}, true, false},
		"a code among":              {[]one{{Name: "scale", In: []string{"world"}}}, false, true},
		"another code":              {[]one{{Name: "scale", In: []string{"local"}}}, false, false},
		"among none":                {[]one{{Name: "scale", In: []string{}}}, false, false},
		"a text among":              {[]one{{Name: "method", In: []string{"by land", "by sea"}}}, true, false},
		"an entity among":           {[]one{{Name: "treaty", In: []string{"agreement:x"}}}, false, true},
		"a date, possibly from":     {[]one{{Name: "signed", Min: "1995-06"}}, false, true},
		"a date, not from":          {[]one{{Name: "signed", Min: "1996"}}, false, false},
		"a date, possibly to":       {[]one{{Name: "signed", Max: "1993"}}, false, true},
		"a date, as it is written":  {[]one{{Name: "signed", In: []string{"1994~"}}}, false, true},
		"another way of writing it": {[]one{{Name: "signed", In: []string{"1994"}}}, false, false},
		"two":                       {[]one{{Name: "deaths", Min: "1"}, {Name: "scale", Max: "0"}}, true, false},
		"two of one":                {[]one{{Name: "deaths", Min: "1"}, {Name: "deaths", Max: "11"}}, false, false},
	} {
		m, err := filter{Qualifiers: c.filters}.Matcher(qualified())
		require.NoError(t, err, name)
		assert.Equal(t, c.struck, m.Match(struck, ""), name)
		assert.Equal(t, c.signed, m.Match(signed, ""), name)
		assert.False(t, m.Match(with("PLAIN"), ""), name)
		assert.Zero(t, testing.AllocsPerRun(10, func() { m.Match(struck, "") }), name)
	}
	for _, f := range []filter{{With: ids{"agreement:x"}}, {With: ids{"country:a"}}} {
		m, err := f.Matcher(qualified())
		require.NoError(t, err)
		assert.True(t, m.Match(signed, ""), "the entity of a qualifier is one that the claim is with")
	}
	m, err := filter{Relations: []string{}, Qualifiers: []one{{Name: "deaths"}}}.Matcher(qualified())
	require.NoError(t, err, "of no relations nothing is asked")
	assert.False(t, m.Match(struck, ""))
}

func TestMatcher_QualifiersThatThereAreNot(t *testing.T) {
	type one = knowledge.QualifierFilter
	many := func(n int) []one {
		return slices.Repeat([]one{{Name: "deaths"}}, n)
	}
	for _, c := range []struct {
		filter filter
		code   knowledge.Code
		words  string
	}{
		{filter{Qualifiers: []one{{Name: "death"}}}, knowledge.UnknownQualifier, `no relation has a qualifier "death"; did you mean deaths?`},
		{filter{Qualifiers: []one{{}}}, knowledge.UnknownQualifier, `no relation has a qualifier ""`},
		{filter{Relations: []string{"PLAIN", "SIGNED"}, Qualifiers: []one{{Name: "deaths"}}}, knowledge.UnknownQualifier, "STRUCK has it"},
		{filter{Categories: []knowledge.RelationCategory{"OTHER"}, Qualifiers: []one{{Name: "deaths"}}}, knowledge.UnknownQualifier, "STRUCK has it"},
		{filter{Qualifiers: []one{{Name: "deaths", Min: "few"}}}, knowledge.BadInput, `deaths: "few" is no number`},
		{filter{Qualifiers: []one{{Name: "deaths", Min: "2", Max: "1"}}}, knowledge.BadInput, "the wrong way round"},
		{filter{Qualifiers: []one{{Name: "method", Min: "a"}}}, knowledge.BadInput, "no order for min and max"},
		{filter{Relations: []string{"SIGNED"}, Qualifiers: []one{{Name: "scale", Min: "1"}}}, knowledge.BadInput, "name the values with in"},
		{filter{Qualifiers: []one{{Name: "scale", In: []string{"wordl"}}}}, knowledge.BadInput, "no number"},
		{filter{Relations: []string{"SIGNED"}, Qualifiers: []one{{Name: "scale", In: []string{"worl"}}}}, knowledge.BadInput, "did you mean world?"},
		{filter{Qualifiers: []one{{Name: "treaty", In: []string{"X"}}}}, knowledge.BadInput, "is no id"},
		{filter{Qualifiers: many(9)}, knowledge.LimitExceeded, "at most 8 pass"},
		{filter{Qualifiers: []one{{Name: "deaths", In: slices.Repeat([]string{"1"}, 501)}}}, knowledge.LimitExceeded, "at most 500 pass"},
	} {
		_, err := c.filter.Matcher(qualified())
		assert.Equal(t, c.code, knowledge.CodeOf(err), "%v", err)
		assert.ErrorContains(t, err, c.words)
	}
	_, err := filter{Qualifiers: many(8)}.Matcher(qualified())
	assert.NoError(t, err)
}

func TestStatementOrder_ByQualifier(t *testing.T) {
	by := knowledge.StatementOrder{By: knowledge.OrderQualifier, Qualifier: "scale"}
	var got []string
	for _, s := range []*knowledge.Statement{
		with("STRUCK", "scale", "-4.5"), with("STRUCK", "scale", "-10"), with("STRUCK", "scale", "0.25"), with("STRUCK", "scale", "0"),
		with("STRUCK", "scale", "10"), with("STRUCK", "scale", "9"), with("SIGNED", "scale", "world"), with("SIGNED", "scale", "local"), with("STRUCK"),
	} {
		key := by.Key(s)
		assert.True(t, key.IsText())
		assert.Equal(t, s.Qualifiers == nil, key.IsUnknown())
		value := "none"
		if s.Qualifiers != nil {
			value = s.Qualifiers[0].Value
			assert.Equal(t, knowledge.QualifierKey(s.Qualifiers[0])+"x", string(key))
		}
		got = append(got, string(key)+" = "+value)
	}
	slices.Sort(got)
	for i, s := range got {
		_, got[i], _ = strings.Cut(s, " = ")
	}
	assert.Equal(t, []string{"-10", "-4.5", "0", "0.25", "9", "10", "local", "world", "none"}, got)
	assert.Less(t, knowledge.StatementOrder{By: "QUALIFIER", Qualifier: "method"}.Key(with("STRUCK", "method", "élan")),
		knowledge.StatementOrder{By: "QUALIFIER", Qualifier: "method"}.Key(with("STRUCK", "method", "Zoo")), "texts as they are collated")

	assert.NoError(t, by.Check(qualified()))
	assert.NoError(t, knowledge.StatementOrder{By: knowledge.OrderRelation}.Check(nil))
	assert.Equal(t, knowledge.UnknownQualifier, knowledge.CodeOf(knowledge.StatementOrder{By: "QUALIFIER", Qualifier: "scal"}.Check(qualified())))
	assert.Equal(t, knowledge.BadInput, knowledge.CodeOf(knowledge.StatementOrder{By: "QUALIFIER"}.Check(qualified())))
	assert.Equal(t, knowledge.BadInput, knowledge.CodeOf(knowledge.StatementOrder{By: "RELATION", Qualifier: "scale"}.Check(qualified())))
}

func TestQualifiersTellClaimsApart(t *testing.T) {
	make := func(qualifiers ...knowledge.Qualifier) *knowledge.Statement {
		return claim(t, "1994/..", func(s *knowledge.Statement) { s.Qualifiers = qualifiers })
	}
	a := make(knowledge.Qualifier{Name: "a", Type: "TEXT", Value: "b"})
	seen := map[string]bool{}
	for _, s := range []*knowledge.Statement{
		make(), a, make(knowledge.Qualifier{Name: "a", Type: "TEXT", Value: "c"}), make(knowledge.Qualifier{Name: "ab", Type: "TEXT", Value: "b"}),
		make(knowledge.Qualifier{Name: "a", Type: "TEXT", Value: "b"}, knowledge.Qualifier{Name: "b", Type: "TEXT", Value: "b"}),
	} {
		seen[s.ID] = true
		assert.Equal(t, a.Link, s.Link, "all are of one link")
	}
	assert.Len(t, seen, 5)
	assert.Equal(t, "statement:hdjfgsvhbng91h4etkgt9j3d6t", make().ID, "without qualifiers the id is what it was")
	assert.True(t, a.DiffersInQualifiers(make(knowledge.Qualifier{Name: "a", Type: "TEXT", Value: "c"})))
	assert.False(t, a.DiffersInQualifiers(make()), "who does not say it says nothing else")
	assert.False(t, a.DiffersInQualifiers(make(knowledge.Qualifier{Name: "b", Type: "TEXT", Value: "c"})))
}

// TestQualifiersThatDifferDateNothing: an observer since 1994 did not cease to be one when its full membership ended in 2001.
func TestQualifiersThatDifferDateNothing(t *testing.T) {
	rank := func(valid, value string) *knowledge.Statement {
		return claim(t, valid, func(s *knowledge.Statement) {
			s.Qualifiers = []knowledge.Qualifier{{Name: "rank", Type: "CODE", Value: value}}
			s.Published = edtf.Span{First: 30_000, Last: 30_000}
		})
	}
	ended := func(by *knowledge.Statement) bool {
		h := knowledge.NewHorizon(rank("1994/..", "observer"))
		h.AddSameLink(by)
		return h.Horizon(nil) != nil
	}
	assert.True(t, ended(rank("1994/2024", "observer")))
	assert.False(t, ended(rank("1994/2024", "full")))
}

func FuzzParseDecimal(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		f.Add(number(r))
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := knowledge.ParseDecimal(text)
		if err != nil {
			return
		}
		if again, err := knowledge.ParseDecimal(string(d)); err != nil || again != d {
			t.Fatalf("%q is %q and then %q: %v", text, d, again, err)
		}
	})
}
