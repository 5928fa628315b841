package knowledge_test

import (
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
)

type change = func(*knowledge.Statement)

func say(p knowledge.Polarity, m knowledge.Modality) change {
	return func(s *knowledge.Statement) { s.Polarity, s.Modality = p, m }
}

func TestAffirmsIsAffirmedAssertedOrReported(t *testing.T) {
	for _, p := range knowledge.Polarities() {
		for _, m := range knowledge.Modalities() {
			want := p == knowledge.Affirmed && (m == knowledge.Asserted || m == knowledge.Reported)
			assert.Equal(t, want, claim(t, "1994/..", say(p, m)).Affirms(), "%s %s", p, m)
		}
	}
}

func TestMakeLinkHeld(t *testing.T) {
	affirmed, reported := claim(t, "1994/.."), claim(t, "1995/..", say(knowledge.Affirmed, knowledge.Reported))
	denied, planned := claim(t, "2008/..", say(knowledge.Denied, knowledge.Asserted)), claim(t, "2025", say(knowledge.Affirmed, knowledge.Planned))
	tests := []struct {
		name       string
		asOf       string
		statements []*knowledge.Statement
		held       bool
		certainty  knowledge.Certainty
	}{
		{"one affirms", "", []*knowledge.Statement{denied, affirmed}, true, ""},
		{"one reports", "", []*knowledge.Statement{planned, reported}, true, ""},
		{"denied and planned are not held", "", []*knowledge.Statement{denied, planned}, false, ""},
		{"the best of those that hold it: certain first", "2010", []*knowledge.Statement{affirmed, reported}, true, knowledge.Certain},
		{"the best of those that hold it: certain last", "1995", []*knowledge.Statement{reported, affirmed}, true, knowledge.Certain},
		{"what denies has no say where it is held", "2026", []*knowledge.Statement{claim(t, "2000/2030", say(knowledge.Denied, knowledge.Asserted)), affirmed}, true, knowledge.Presumed},
		{"the best of all where it is not held", "2010", []*knowledge.Statement{denied, claim(t, "2010/..", say(knowledge.Affirmed, knowledge.Promised))}, false, knowledge.Certain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := knowledge.MakeLink(&knowledge.Scope{AsOf: date(t, tt.asOf)}, tt.statements)
			assert.Equal(t, tt.held, l.Held)
			assert.Equal(t, tt.certainty, l.Certainty)
			assert.Equal(t, len(tt.statements), l.StatementCount)
			assert.Equal(t, [3]string{"country:georgia", "PARTICIPATES_IN", "program:pfp"}, [3]string{l.Source, l.Relation, l.Target})
			assert.Equal(t, tt.statements[0].Link, l.NodeID())
		})
	}
}

func TestMakeLinkSymmetricHasOneDirection(t *testing.T) {
	back := func(s *knowledge.Statement) { borders(s); s.Subject, s.Object = s.Object, s.Subject }
	for _, statements := range [][]*knowledge.Statement{{claim(t, "/..", borders)}, {claim(t, "/..", back)}} {
		l := knowledge.MakeLink(&knowledge.Scope{}, statements)
		assert.Equal(t, "country:armenia", l.Source, "the smaller id")
		assert.Equal(t, "country:georgia", l.Target)
	}
}

func TestOtherEnd(t *testing.T) {
	s := &knowledge.Statement{Subject: "country:a", Object: "country:b"}
	l := &knowledge.Link{Source: "country:a", Target: "country:b"}
	for end, want := range map[knowledge.ID]knowledge.ID{"country:a": "country:b", "country:b": "country:a", "country:c": "country:b"} {
		assert.Equal(t, want, s.Other(end))
		assert.Equal(t, want, l.Other(end))
	}
	self := &knowledge.Statement{Subject: "country:a", Object: "country:a"}
	assert.Equal(t, "country:a", self.Other("country:a"))
}

func TestStatementIDCountsWhatIsClaimed(t *testing.T) {
	id := claim(t, "1994/..").ID
	counts := map[string]change{
		"dataset":      func(s *knowledge.Statement) { s.Dataset = "dataset:other" },
		"document":     func(s *knowledge.Statement) { s.Document = "document:other" },
		"subject":      func(s *knowledge.Statement) { s.Subject = "country:armenia" },
		"relation":     func(s *knowledge.Statement) { s.Relation = "CONTRIBUTES_TO" },
		"object":       func(s *knowledge.Statement) { s.Object = "program:itpp" },
		"polarity":     func(s *knowledge.Statement) { s.Polarity = knowledge.Denied },
		"modality":     func(s *knowledge.Statement) { s.Modality = knowledge.Planned },
		"attributedTo": func(s *knowledge.Statement) { s.AttributedTo = "person:ilham-aliyev" },
		"validity":     func(s *knowledge.Statement) { s.Validity = validity(t, "1994-01-01/..", published, "") },
		"ends turned":  func(s *knowledge.Statement) { s.Subject, s.Object = s.Object, s.Subject },
	}
	seen := map[knowledge.ID]string{id: "unchanged"}
	for name, c := range counts {
		other := claim(t, "1994/..", c).ID
		assert.NoError(t, knowledge.CheckID(other, knowledge.StatementPrefix))
		assert.Empty(t, seen[other], "%s does not count", name)
		seen[other] = name
	}
	free := map[string]change{
		"quote":       func(s *knowledge.Statement) { s.Evidence[0].Quote, s.Evidence[0].Place = "another", nil },
		"evidence":    func(s *knowledge.Statement) { s.Evidence = append(s.Evidence, &knowledge.Evidence{Locator: "row 3"}) },
		"note":        func(s *knowledge.Statement) { s.Note = "deepest" },
		"reliability": func(s *knowledge.Statement) { s.Reliability = knowledge.ReliabilityA },
		"coverage":    func(s *knowledge.Statement) { s.Validity = validity(t, "1994/..", published, "2012") },
	}
	for name, c := range free {
		assert.Equal(t, id, claim(t, "1994/..", c).ID, "%s counts", name)
	}
}

func TestStatementIDKeepsPartsApart(t *testing.T) {
	a := claim(t, "1994/..", func(s *knowledge.Statement) { s.Dataset, s.Document = "dataset:ab", "c" })
	b := claim(t, "1994/..", func(s *knowledge.Statement) { s.Dataset, s.Document = "dataset:a", "bc" })
	assert.NotEqual(t, a.ID, b.ID)
}

func TestCompleteSymmetricIsTheSameFromEitherEnd(t *testing.T) {
	there := claim(t, "/..", borders)
	back := claim(t, "/..", borders, func(s *knowledge.Statement) { s.Subject, s.Object = s.Object, s.Subject })
	assert.Equal(t, there.ID, back.ID)
	assert.Equal(t, there.Link, back.Link)
	assert.Equal(t, "country:georgia", there.Subject, "the source's own direction is kept")
	assert.Equal(t, "country:armenia", back.Subject)
}

func TestCompleteTwiceChangesNothing(t *testing.T) {
	s := claim(t, "1994/..")
	before := *s
	s.Complete(false)
	assert.Equal(t, before, *s)
	assert.Equal(t, s.ID, s.NodeID())
	assert.Equal(t, s.Document, s.Evidence[0].Document)
}

func TestStatementValidFromAndTo(t *testing.T) {
	for valid, want := range map[string][2]string{
		"1994/..": {"1994", ""}, "1994~/2001": {"1994~", "2001"}, "/..": {"", ""}, "2004/": {"2004", ""}, "2008-08": {"2008-08", "2008-08"},
	} {
		s := claim(t, valid)
		assert.Equal(t, want, [2]string{s.ValidFrom().String(), s.ValidTo().String()}, valid)
	}
}

func TestEvidencePlace(t *testing.T) {
	s := claim(t, "1994/..")
	assert.Equal(t, 10, *s.Evidence[0].Start())
	assert.Equal(t, 20, *s.Evidence[0].End())
	row := &knowledge.Evidence{Locator: "row 3"}
	assert.Nil(t, row.Start())
	assert.Nil(t, row.End())
}
