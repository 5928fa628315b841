package knowledge_test

import (
	"strings"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func publishedOn(t testing.TB, text string) func(*knowledge.Statement) {
	return func(s *knowledge.Statement) { s.Published = date(t, text).Span() }
}

func knownBy(t testing.TB, text string) *edtf.Day {
	d := day(t, text)
	return &d
}

func TestScopeAdmitsAsOf(t *testing.T) {
	ended := claim(t, "1994/1999~")
	assert.True(t, (&knowledge.Scope{}).Admits(ended), "without asOf: all times, not today")
	for asOf, want := range map[string]struct{ possible, presumed, certain bool }{
		"1993": {}, "1994": {possible: true, presumed: true}, "1995": {true, true, true}, "1999": {possible: true, presumed: true},
		"2000": {possible: true}, "2001": {},
	} {
		possible := knowledge.Scope{AsOf: date(t, asOf), Certainty: knowledge.Possible}
		unsaid := knowledge.Scope{AsOf: date(t, asOf)}
		certain := knowledge.Scope{AsOf: date(t, asOf), Certainty: knowledge.Certain}
		assert.Equal(t, want.possible, possible.Admits(ended), asOf)
		assert.Equal(t, want.presumed, unsaid.Admits(ended), "PRESUMED unless it is said: %s", asOf)
		assert.Equal(t, want.certain, certain.Admits(ended), asOf)
	}
}

func TestScopeFiltersDenialByTimeAsAnyOther(t *testing.T) {
	denied := claim(t, "2008/..", func(s *knowledge.Statement) { s.Polarity = knowledge.Denied })
	assert.True(t, (&knowledge.Scope{AsOf: date(t, "2010")}).Admits(denied))
	assert.False(t, (&knowledge.Scope{AsOf: date(t, "2007")}).Admits(denied))
}

func TestScopeAdmitsKnownBy(t *testing.T) {
	tests := []struct {
		published, by     string
		possible, certain bool
	}{
		{"2025-11-17", "2025-11-16", false, false},
		{"2025-11-17", "2025-11-17", true, true},
		{"2008", "2007-12-31", false, false},
		{"2008", "2008-01-01", true, false},
		{"2008", "2008-12-30", true, false},
		{"2008", "2008-12-31", true, true},
		{"2008~", "2007-01-01", true, false},
		{"2040", "2025-01-01", false, false},
		{"1970-01-01", "1970-01-01", true, true},
		{"1970-01-01", "1969-12-31", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.published+" by "+tt.by, func(t *testing.T) {
			st := claim(t, "1994/..", publishedOn(t, tt.published))
			doc := &knowledge.Document{PublishedOn: date(t, tt.published), Dataset: st.Dataset, Reliability: st.Reliability}
			for certainty, want := range map[knowledge.Certainty]bool{knowledge.Possible: tt.possible, "": tt.possible, knowledge.Certain: tt.certain} {
				scope := knowledge.Scope{KnownBy: knownBy(t, tt.by), Certainty: certainty}
				assert.Equal(t, want, scope.Admits(st), "%q", certainty)
				assert.Equal(t, want, scope.AdmitsDocument(doc), "%q", certainty)
			}
		})
	}
}

func TestDocumentDayIsPublicationElseRetrieval(t *testing.T) {
	both := knowledge.Document{PublishedOn: date(t, "2008"), RetrievedOn: date(t, "2025-11-17")}
	assert.Equal(t, date(t, "2008").Span(), both.Day())
	retrieved := knowledge.Document{RetrievedOn: date(t, "2025-11-17")}
	assert.Equal(t, date(t, "2025-11-17").Span(), retrieved.Day())
}

func TestScopeAdmitsDatasets(t *testing.T) {
	st := claim(t, "1994/..")
	assert.True(t, (&knowledge.Scope{}).Admits(st))
	assert.True(t, (&knowledge.Scope{Datasets: []knowledge.ID{"dataset:other", st.Dataset}}).Admits(st))
	assert.False(t, (&knowledge.Scope{Datasets: []knowledge.ID{"dataset:other"}}).Admits(st))
	assert.False(t, (&knowledge.Scope{Datasets: []knowledge.ID{}}).Admits(st), "an empty list admits none")
}

func TestReliabilityAtLeast(t *testing.T) {
	grades := "ABCDEF"
	for i, least := range grades {
		for j, grade := range grades {
			want := least == 'F' || grade != 'F' && j <= i
			got := knowledge.Reliability(grade).AtLeast(knowledge.Reliability(least))
			assert.Equal(t, want, got, "%c where %c is asked for", grade, least)
		}
	}
	for _, grade := range knowledge.Reliabilities() {
		assert.True(t, grade.AtLeast(""), "no least asks for none")
	}
	assert.False(t, knowledge.Reliability("").AtLeast(knowledge.ReliabilityE), "no grade is no good one")
	assert.Equal(t, grades, strings.Join(texts(knowledge.Reliabilities()), ""), "best first")
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func TestScopeAdmitsReliability(t *testing.T) {
	article := claim(t, "1994/..")
	table := claim(t, "1994/..", func(s *knowledge.Statement) { s.Reliability = knowledge.ReliabilityB })
	for least, want := range map[knowledge.Reliability][2]bool{
		"": {true, true}, "A": {false, false}, "B": {false, true}, "E": {false, true}, "F": {true, true},
	} {
		scope := knowledge.Scope{MinReliability: least}
		assert.Equal(t, want, [2]bool{scope.Admits(article), scope.Admits(table)}, "%q", least)
	}
}

func TestScopeAdmitsDocumentWhateverAsOf(t *testing.T) {
	doc := &knowledge.Document{PublishedOn: date(t, published), Dataset: "dataset:a", Reliability: knowledge.ReliabilityC}
	assert.True(t, (&knowledge.Scope{AsOf: date(t, "1200"), Certainty: knowledge.Certain}).AdmitsDocument(doc))
	assert.False(t, (&knowledge.Scope{MinReliability: knowledge.ReliabilityB}).AdmitsDocument(doc))
	assert.False(t, (&knowledge.Scope{Datasets: []knowledge.ID{"dataset:b"}}).AdmitsDocument(doc))
}

func TestScopeCertaintyOf(t *testing.T) {
	st := claim(t, "1994/..")
	assert.Empty(t, (&knowledge.Scope{}).CertaintyOf(st), "without asOf there is no answer")
	assert.Equal(t, knowledge.Certain, (&knowledge.Scope{AsOf: date(t, "2000")}).CertaintyOf(st))
	assert.Equal(t, knowledge.Presumed, (&knowledge.Scope{AsOf: date(t, "1994")}).CertaintyOf(st))
	assert.Empty(t, (&knowledge.Scope{AsOf: date(t, "1990")}).CertaintyOf(st), "it did not hold")
}

func TestScopeIsAll(t *testing.T) {
	for name, scope := range map[string]knowledge.Scope{
		"zero": {}, "revision": {Revision: 3}, "certainty alone": {Certainty: knowledge.Certain}, "F": {MinReliability: knowledge.ReliabilityF},
	} {
		assert.True(t, scope.IsAll(), name)
	}
	for name, scope := range map[string]knowledge.Scope{
		"asOf": {AsOf: date(t, "1994")}, "knownBy": {KnownBy: knownBy(t, "1970-01-01")}, "no datasets": {Datasets: []knowledge.ID{}},
		"datasets": {Datasets: []knowledge.ID{"dataset:a"}}, "reliability": {MinReliability: knowledge.ReliabilityE},
	} {
		assert.False(t, scope.IsAll(), name)
	}
}

func TestScopeKeyTellsScopesApart(t *testing.T) {
	scopes := []knowledge.Scope{
		{}, {AsOf: date(t, "1994")}, {AsOf: date(t, "1994~")}, {KnownBy: knownBy(t, "1970-01-01")}, {KnownBy: knownBy(t, "1994-01-01")},
		{AsOf: date(t, "1994-01-01")}, {Certainty: knowledge.Certain}, {Certainty: knowledge.Possible}, {Datasets: []knowledge.ID{}},
		{KnownAfter: knownBy(t, "1994-01-01")}, {KnownBy: knownBy(t, "1994-01-01"), KnownAfter: knownBy(t, "1993-01-01")}, {Datasets: []knowledge.ID{"dataset:a"}},
		{Datasets: []knowledge.ID{"dataset:a", "dataset:b"}}, {MinReliability: knowledge.ReliabilityA}, {MinReliability: knowledge.ReliabilityB},
		{AsOf: date(t, "1994"), KnownBy: knownBy(t, "1994-01-01"), Certainty: knowledge.Certain},
	}
	seen := map[string]int{}
	for i := range scopes {
		key := scopes[i].Key()
		other, found := seen[key]
		require.False(t, found, "scopes %d and %d have the key %q", i, other, key)
		seen[key] = i
	}
	ab := knowledge.Scope{Datasets: []knowledge.ID{"dataset:a", "dataset:b"}, Revision: 7, Certainty: knowledge.Presumed}
	ba := knowledge.Scope{Datasets: []knowledge.ID{"dataset:b", "dataset:a"}}
	assert.Equal(t, ab.Key(), ba.Key(), "neither order nor revision count, and PRESUMED is the default")
	assert.Equal(t, []knowledge.ID{"dataset:b", "dataset:a"}, ba.Datasets, "the scope's own list stays as it was")
}

func TestScopeAdmitsAllocatesNothing(t *testing.T) {
	st := claim(t, "1994/..")
	scope := knowledge.Scope{
		AsOf: date(t, "2000"), KnownBy: knownBy(t, published), Certainty: knowledge.Certain,
		Datasets: []knowledge.ID{"dataset:other", st.Dataset}, MinReliability: knowledge.ReliabilityF,
	}
	require.True(t, scope.Admits(st))
	assert.Zero(t, testing.AllocsPerRun(100, func() { scope.Admits(st) }))
}
