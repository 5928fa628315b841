package neo4jstore

import (
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/neo4jtest"
)

// BenchmarkPlan has the server plan queries anew each time: what the first answer of a kind costs beside the answer. A server that has just
// started plans several times slower: run some iterations (-benchtime 20x).
func BenchmarkPlan(b *testing.B) {
	s := openStore(b, neo4jtest.Open(b))
	list := queryVariant{file: "statements", of: "subject object", key: "begin"}
	with := func(level knowledge.Certainty, conditions string) queryVariant {
		f := list
		f.level, f.conditions = level, conditions
		return f
	}
	for _, query := range []struct {
		name    string
		variant queryVariant
	}{
		{"a list", list},
		{"as of a day", with(knowledge.Presumed, " asOfFirst asOfLast")},
		{"as of a day, by some sources", with(knowledge.Presumed, " asOfFirst asOfLast datasets publishedFirst")},
		{"between two, as of a day, by some sources", with(knowledge.Presumed, " asOfFirst asOfLast betweenOne betweenOther publishedFirst")},
		{"every condition at once", with(knowledge.Possible, scopeConditions+conditions(list.file))},
		{"links, as of a day", queryVariant{file: "links", level: knowledge.Presumed, conditions: " asOfFirst asOfLast"}},
	} {
		b.Run(query.name, func(b *testing.B) {
			session := s.driver.NewSession(b.Context(), neo4j.SessionConfig{DatabaseName: s.options.Database})
			defer func() { _ = session.Close(b.Context()) }()
			run := func(text string) {
				result, err := session.Run(b.Context(), text, nil)
				require.NoError(b, err)
				_, err = result.Consume(b.Context())
				require.NoError(b, err)
			}
			for b.Loop() {
				b.StopTimer()
				run("CALL db.clearQueryCaches()")
				b.StartTimer()
				run("EXPLAIN " + s.queries.text(query.variant))
			}
		})
	}
}
