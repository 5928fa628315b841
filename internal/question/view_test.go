package question_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/question"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const nato = "alliance:nato"

// viewOf is the view id of an entity in a scope.
func viewOf(t *testing.T, q *question.Request, in *question.ScopeInput) string {
	t.Helper()
	s, err := q.Scope(t.Context(), in)
	require.NoError(t, err)
	ids, err := s.ViewIDs([]knowledge.ID{nato})
	require.NoError(t, err)
	return ids[0]
}

func day(t *testing.T, text string) *edtf.Day {
	t.Helper()
	d, err := edtf.ParseDay(text)
	require.NoError(t, err)
	return &d
}

func TestViewID_OfAScope_HoweverItIsWritten(t *testing.T) {
	q := seeded(t).NewRequest()
	const a, b = "dataset:memberships", "dataset:world"
	for want, ways := range map[string][]*question.ScopeInput{
		nato: {nil, {}, {Certainty: knowledge.Presumed}, {MinReliability: knowledge.ReliabilityF}},
		nato + "@asOf=1960": {
			{AsOf: date(t, "1960")}, {AsOf: date(t, "1960?")}, {AsOf: date(t, "1960-XX")}, {AsOf: date(t, "1960-XX-XX")},
			{AsOf: date(t, "1960"), Certainty: knowledge.Presumed, MinReliability: knowledge.ReliabilityF},
		},
		nato + "@asOf=1960-05":                 {{AsOf: date(t, "1960-05")}, {AsOf: date(t, "1960-05-XX?")}},
		nato + "@asOf=1960-22":                 {{AsOf: date(t, "1960-22")}, {AsOf: date(t, "1960-07~")}, {AsOf: date(t, "1960-07%")}},
		nato + "@asOf=1960-05-01":              {{AsOf: date(t, "1960-05-01")}, {AsOf: date(t, "1960-05-01T10:00:00Z")}},
		nato + "@asOf=1960~":                   {{AsOf: date(t, "1960~")}, {AsOf: date(t, "1960%")}},
		nato + "@certainty=CERTAIN":            {{Certainty: knowledge.Certain}},
		nato + "@datasets=":                    {{Datasets: []knowledge.ID{}}},
		nato + "@datasets=" + a + "," + b:      {{Datasets: []knowledge.ID{a, b}}, {Datasets: []knowledge.ID{b, a}}, {Datasets: []knowledge.ID{b, a, b}}},
		nato + "@revision=1":                   {{Revision: ref(1)}},
		nato + "@knownBy=2000-01-01":           {{KnownBy: day(t, "2000-01-01")}},
		nato + "@knownAfter=2000-01-01":        {{KnownAfter: day(t, "2000-01-01")}},
		nato + "@minReliability=E&revision=1":  {{MinReliability: knowledge.ReliabilityE, Revision: ref(1)}},
		nato + "@asOf=196X&certainty=POSSIBLE": {{AsOf: date(t, "196X"), Certainty: knowledge.Possible}},
	} {
		for i, in := range ways {
			assert.Equal(t, want, viewOf(t, q, in), "way %d", i)
		}
		id, in, err := question.ParseViewID(want)
		require.NoError(t, err)
		assert.Equal(t, nato, id)
		assert.Equal(t, want, viewOf(t, q, in))
	}
	// A person may write the parts in any order, and defaults.
	_, in, err := question.ParseViewID(nato + "@revision=1&certainty=PRESUMED&asOf=1960?")
	require.NoError(t, err)
	assert.Equal(t, nato+"@asOf=1960&revision=1", viewOf(t, q, in))
}

// randomScope is a scope with some of its fields.
func randomScope(r *rand.Rand) *question.ScopeInput {
	in := &question.ScopeInput{}
	dates := []string{"", "1960", "1960?", "1960~", "196X", "1960-01~", "1959-24", "1960-05", "1960-05-XX", "1960-05-01", "19XX", "-0044", "Y17E7", "Y170000000"}
	if text := dates[r.IntN(len(dates))]; text != "" {
		in.AsOf, _ = edtf.ParseDate(text)
	}
	for _, d := range []**edtf.Day{&in.KnownBy, &in.KnownAfter} {
		if r.IntN(3) == 0 {
			*d = ref(edtf.DayOf(int64(2000+r.IntN(2)), 1, 1))
		}
	}
	in.Certainty = append(knowledge.Certainties(), "")[r.IntN(4)]
	in.MinReliability = append(knowledge.Reliabilities(), "")[r.IntN(7)]
	if r.IntN(2) == 0 {
		in.Datasets = []knowledge.ID{}
		for range r.IntN(4) {
			in.Datasets = append(in.Datasets, []knowledge.ID{"dataset:world", "dataset:pacts", "dataset:reference"}[r.IntN(3)])
		}
	}
	if r.IntN(3) == 0 {
		in.Revision = ref(1)
	}
	return in
}

// meaning writes all of a scope that decides what it admits, without the code that makes view ids.
func meaning(in *question.ScopeInput) string {
	sets := "all"
	if in.Datasets != nil {
		sets = ""
		for _, d := range []knowledge.ID{"dataset:world", "dataset:pacts", "dataset:reference"} {
			sets += fmt.Sprint(strings.Contains(strings.Join(in.Datasets, " "), d), " ")
		}
	}
	day := func(d *edtf.Day) string {
		if d == nil {
			return "-"
		}
		return fmt.Sprint(int64(*d))
	}
	least := strings.TrimPrefix(string(in.MinReliability), "F")
	level := strings.TrimPrefix(string(in.Certainty), "PRESUMED")
	return fmt.Sprint(in.AsOf.IsZero(), in.AsOf.Span(), day(in.KnownBy), day(in.KnownAfter), level, "/", sets, "/", least, in.Revision != nil)
}

func TestViewID_IsEqualExactlyForScopesThatMeanTheSame(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	q := seeded(t).NewRequest()
	byView, byMeaning := map[string]string{}, map[string]string{}
	for range 20_000 {
		in := randomScope(r)
		view, means := viewOf(t, q, in), meaning(in)
		if known, ok := byView[view]; ok {
			require.Equal(t, known, means, view)
		}
		if known, ok := byMeaning[means]; ok {
			require.Equal(t, known, view, means)
		}
		byView[view], byMeaning[means] = means, view
		_, parsed, err := question.ParseViewID(view)
		require.NoError(t, err)
		require.Equal(t, view, viewOf(t, q, parsed))
	}
}

func TestParseViewID_OfWhatIsBroken_SaysWhatIsWrong(t *testing.T) {
	for text, says := range map[string]string{
		"@":                                    "is no id",
		"@asOf=1960":                           "is no id",
		"NATO@asOf=1960":                       "is no id",
		nato + "@":                             "parts of a scope",
		nato + "@1960":                         "parts of a scope",
		nato + "@asOf=1960&":                   "parts of a scope",
		nato + "@asOf=1960@asOf=1970":          "1960@asOf=1970",
		nato + "@asOf=":                        "asOf",
		nato + "@asOf=1960&asOf=1970":          "asOf stands twice",
		nato + "@asof=1960":                    "did you mean asOf?",
		nato + "@year=1960":                    `a scope has no "year"`,
		nato + "@knownBy=2000":                 "2000",
		nato + "@certainty=certain":            "did you mean CERTAIN?",
		nato + "@minReliability=G":             "minReliability",
		nato + "@datasets=country:georgia":     "a dataset is asked for",
		nato + "@datasets=dataset:a,":          "is no id",
		nato + "@revision=0":                   "revision",
		nato + "@revision=+1":                  "revision",
		nato + "@revision=01":                  "revision",
		nato + "@revision=9223372036854775808": "revision",
		nato + "@" + strings.Repeat("x", 1000): "1000 bytes",
		"alliance:nato%40asOf=1960@\x00=\x1b":  "is no id",
	} {
		_, _, err := question.ParseViewID(text)
		assertError(t, err, knowledge.BadID, says)
		assert.Less(t, len(err.Error()), 400, text)
	}
	id, in, err := question.ParseViewID("💥")
	assert.Equal(t, "💥", id)
	assert.Nil(t, in)
	assert.NoError(t, err, "a plain id is not checked")
}

func TestViewIDs_OfATooLongScope_AreAnError(t *testing.T) {
	in := &question.ScopeInput{AsOf: date(t, "1960")}
	var many []knowledge.ID
	for i := range 20 {
		many = append(many, fmt.Sprintf("dataset:%040d", i))
	}
	in.Datasets = many
	assert.Greater(t, len(in.Key()), question.MaxViewIDLength-knowledge.MaxIDLength)
	_, err := seeded(t).NewRequest().Scope(context.Background(), in)
	assertError(t, err, knowledge.UnknownDataset, "dataset:")
}
