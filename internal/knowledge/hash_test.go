package knowledge_test

import (
	"crypto/sha256"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHash_OfAStatement_IsOfItsJSON holds the quick encoding of statements against the general one, to the byte.
func TestHash_OfAStatement_IsOfItsJSON(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	text := func() string {
		return []string{"", "x", "country:georgia", "a<b>&\"c\"\\d/\u2028", "Côte d'Ivoire\n\t\x00\x1f\x7f~", "\xff\xfe", "Հայաստան 🇦🇲"}[r.IntN(7)]
	}
	texts := func() []string {
		return [][]string{nil, {}, {text()}, {text(), text()}}[r.IntN(4)]
	}
	day := func() edtf.Day { return edtf.Day(r.Int64N(1<<40) - 1<<39) }
	for range 2000 {
		interval, err := edtf.ParseInterval([]string{"1994/..", "/", "1994-05-04?/2001~", "-0044-03-15/0014%"}[r.IntN(4)])
		require.NoError(t, err)
		s := &knowledge.Statement{
			ID: text(), Subject: text(), Relation: text(), Object: text(), Symmetric: r.IntN(2) == 0, Link: text(), About: texts(),
			Topics: texts(), Polarity: knowledge.Polarity(text()), Modality: knowledge.Modality(text()), AttributedTo: text(),
			Validity: knowledge.Validity{
				Interval: interval, EarliestBegin: day(), LatestBegin: day(), EarliestEnd: day(), LatestEnd: day(),
				Begin: knowledge.BoundStatus(text()), End: knowledge.BoundStatus(text()), Uncertain: r.IntN(2) == 0,
			},
			Note: knowledge.Text(text()), Document: text(), Dataset: text(), Published: edtf.Span{First: day(), Last: day()},
			Reliability: knowledge.Reliability(text()),
		}
		for range r.IntN(4) - 1 {
			s.Qualifiers = append(s.Qualifiers, knowledge.Qualifier{Name: text(), Type: knowledge.QualifierType(text()), Value: text()})
		}
		if r.IntN(8) == 0 {
			s.Qualifiers = []knowledge.Qualifier{}
		}
		if r.IntN(4) > 0 {
			s.Evidence = []*knowledge.Evidence{}
		}
		for range r.IntN(3) {
			e := &knowledge.Evidence{
				Document: text(), Quote: knowledge.Text(text()), Context: knowledge.Text(text()), Footnote: knowledge.Text(text()), Locator: knowledge.Text(text()),
			}
			if r.IntN(2) == 0 {
				e.Place = &knowledge.Place{Start: r.Int(), End: -r.Int()}
			}
			s.Evidence = append(s.Evidence, e, nil)
		}
		content, err := json.Marshal(s)
		require.NoError(t, err)
		require.Equal(t, knowledge.ContentHash(sha256.Sum256(append([]byte{byte(knowledge.TableStatement)}, content...))), knowledge.Hash(s), "%s", content)
	}
}

// TestHash_Golden holds hashes as they were: graphs are told apart by them, also those of other days and stores.
func TestHash_Golden(t *testing.T) {
	s := claim(t, "1994/..")
	assert.Equal(t, "f365964601abd184b8987cb719845c477990dfed0ad27e1fa048c5b7f5d9a8df", knowledge.Hash(s).String())
	assert.Equal(t, "statement:hdjfgsvhbng91h4etkgt9j3d6t", s.ID)
}
