package knowledge_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/require"
)

// The day of the document that most examples rest on.
const published = "2025-11-17"

func day(t testing.TB, text string) edtf.Day {
	t.Helper()
	switch text {
	case "-inf":
		return edtf.UnboundedPast
	case "+inf":
		return edtf.UnboundedFuture
	}
	d, err := edtf.ParseDay(text)
	require.NoError(t, err)
	return d
}

// date reads a partial date; the empty text is the absent date.
func date(t testing.TB, text string) edtf.Date {
	t.Helper()
	var d edtf.Date
	require.NoError(t, d.UnmarshalText([]byte(text)))
	return d
}

func interval(t testing.TB, text string) edtf.Interval {
	t.Helper()
	i, err := edtf.ParseInterval(text)
	require.NoError(t, err)
	return i
}

// validity resolves a claim of a document of that date, in a dataset whose coverage ends, or does not.
func validity(t testing.TB, claim, published, coverageTo string) knowledge.Validity {
	t.Helper()
	v, err := knowledge.ResolveValidity(interval(t, claim), date(t, published).Span(), date(t, coverageTo))
	require.NoError(t, err)
	return v
}

// claim is a statement that is complete: Georgia takes part in the Partnership for Peace.
func claim(t testing.TB, valid string, change ...func(*knowledge.Statement)) *knowledge.Statement {
	t.Helper()
	s := &knowledge.Statement{
		Subject: "country:georgia", Relation: "PARTICIPATES_IN", Object: "program:pfp",
		Polarity: knowledge.Affirmed, Modality: knowledge.Asserted,
		Validity: validity(t, valid, published, ""),
		Document: "document:article", Dataset: "dataset:south-caucasus",
		Published: date(t, published).Span(), Reliability: knowledge.ReliabilityF,
		Evidence: []*knowledge.Evidence{{Quote: "since 1994", Place: &knowledge.Place{Start: 10, End: 20}}},
	}
	for _, c := range change {
		c(s)
	}
	s.Complete(s.Symmetric)
	return s
}

// borders makes a claim one of a symmetric relation between Georgia and Armenia, in this order.
func borders(s *knowledge.Statement) {
	s.Subject, s.Relation, s.Object, s.Symmetric = "country:georgia", "BORDERS", "country:armenia", true
}

// newRand gives random numbers whose seed is logged, so that a failure can be had again.
func newRand(t testing.TB) *rand.Rand {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }
