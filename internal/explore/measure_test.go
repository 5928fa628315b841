package explore_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"entente/internal/edtf"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// battles are claims of deaths and of shares, drawn from a seed: happenings, spells and spells without an end.
func battles(t *testing.T, r *rand.Rand) (*explore.Explorer, []*knowledge.Statement) {
	g := storetest.NewGraph(t)
	g.Dataset("war").Order(1)
	g.Relation("FOUGHT", knowledge.CategoryConflict, "country", "country").Qualifier("deaths", knowledge.QualifierInteger).
		Qualifier("share", knowledge.QualifierDecimal).Qualifier("how", knowledge.QualifierText)
	g.Relation("MET", knowledge.CategoryOther, "country", "country").Qualifier("share", knowledge.QualifierInteger)
	g.Document("book").Published("2001")
	for _, id := range []string{"a", "b", "c"} {
		g.Entity("country:"+id, id)
	}
	for range 60 {
		pick := func(from ...string) string { return from[r.IntN(len(from))] }
		c := g.Claim("country:"+pick("a", "b"), pick("FOUGHT", "FOUGHT", "MET"), "country:c").
			Valid(pick("1990", "1991-05", "1992/1995", "1993/..", "/1991", "1990/1990", "/..")).Note(fmt.Sprint(r.Uint64()))
		if r.IntN(3) > 0 {
			c.With("share", fmt.Sprint(r.IntN(100)))
		}
	}
	rows := g.Rows()
	once, seen := []knowledge.Row{}, map[knowledge.RowKey]bool{}
	var claims []*knowledge.Statement
	for _, row := range rows {
		if st, ok := row.(*knowledge.Statement); ok && !seen[row.Key()] {
			claims = append(claims, st)
		}
		if !seen[row.Key()] {
			once = append(once, row)
		}
		seen[row.Key()] = true
	}
	s := memstore.New()
	_, err := s.Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(once...)))
	require.NoError(t, err)
	return explore.New(s), claims
}

// TestCount_MeasuresWhatItCounts holds sums of each value against a straightforward sum over all claims.
func TestCount_MeasuresWhatItCounts(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	x, claims := battles(t, r)
	scope := &knowledge.Scope{}
	sum := func(fits func(*knowledge.Statement) bool) (n int, of string) {
		total := new(big.Int)
		for _, st := range claims {
			if q := st.Qualifier("share"); q != nil && fits(st) {
				value, _ := new(big.Int).SetString(q.Value, 10)
				total.Add(total, value)
				n++
			}
		}
		return n, total.String()
	}
	same := func(want func(*knowledge.Statement) bool, got *knowledge.Measure, of ...any) {
		t.Helper()
		n, exact := sum(want)
		require.NotNil(t, got)
		assert.Equal(t, []any{n, exact}, []any{got.Count, got.ExactSum}, "%v", of)
	}
	inYear := func(year string) func(*knowledge.Statement) bool {
		day, err := edtf.ParseDate(year)
		require.NoError(t, err)
		return func(st *knowledge.Statement) bool { return (&knowledge.Scope{AsOf: day}).Admits(st) }
	}
	for _, years := range []*knowledge.DateRange{nil, {From: date("1991"), To: date("1994")}, {From: date("1992")}} {
		byYear, err := x.Count(t.Context(), scope, explore.CountQuery{By: explore.ByYear, Then: explore.BySubject, Measure: new("share"), Years: years, Limit: 1000})
		require.NoError(t, err)
		same(func(*knowledge.Statement) bool { return true }, byYear.Measure, "all")
		require.NotEmpty(t, byYear.Values)
		for _, f := range byYear.Values {
			same(inYear(f.Value), f.Measure, f.Value, years)
			for _, then := range f.Then {
				same(func(st *knowledge.Statement) bool { return st.Subject == then.Value && inYear(f.Value)(st) }, then.Measure, f.Value, then.Value)
			}
		}
		bySubject, err := x.Count(t.Context(), scope, explore.CountQuery{By: explore.BySubject, Then: explore.ByYear, Measure: new("share"), Years: years, Limit: 1000})
		require.NoError(t, err)
		for _, f := range bySubject.Values {
			same(func(st *knowledge.Statement) bool { return st.Subject == f.Value }, f.Measure, f.Value)
			for _, then := range f.Then {
				same(func(st *knowledge.Statement) bool { return st.Subject == f.Value && inYear(then.Value)(st) }, then.Measure, f.Value, then.Value)
			}
		}
	}
	links, err := x.Count(t.Context(), scope, explore.CountQuery{By: explore.ByRelation, Of: explore.CountedLinks, Measure: new("share"), Limit: 1000})
	require.NoError(t, err)
	for _, f := range links.Values {
		same(func(st *knowledge.Statement) bool { return st.Relation == f.Value }, f.Measure, f.Value)
	}
}

func TestCount_OfNoNumbers(t *testing.T) {
	x, _ := battles(t, rand.New(rand.NewPCG(1, 0)))
	count := func(measure *string, relations ...string) (*explore.Counts, error) {
		return x.Count(t.Context(), &knowledge.Scope{}, explore.CountQuery{By: explore.ByRelation, Measure: measure, Limit: 10, Filter: knowledge.StatementFilter{Relations: relations}})
	}
	_, err := count(new("shares"))
	assert.Equal(t, knowledge.UnknownQualifier, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, "did you mean share?")
	_, err = count(new("how"))
	assert.Equal(t, knowledge.BadInput, knowledge.CodeOf(err))
	_, err = count(new("deaths"), "MET")
	assert.ErrorContains(t, err, "FOUGHT has it")
	none, err := count(new("deaths"), "FOUGHT")
	require.NoError(t, err)
	assert.Equal(t, &knowledge.Measure{ExactSum: "0"}, none.Values[0].Measure, "nobody gives it")
	plain, err := count(nil)
	require.NoError(t, err)
	assert.Nil(t, plain.Measure)
	assert.Nil(t, plain.Values[0].Measure)
}
