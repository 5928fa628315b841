package neo4jstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/benchmark"
	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/neo4jtest"
	"entente/internal/store"
)

// latest is the order that all ask for.
var latest = store.StatementQuery{Order: knowledge.StatementOrder{By: knowledge.OrderValidFrom, Direction: knowledge.Descending}}

// BenchmarkRead reads the 50 latest statements at an entity, one of the busiest in turn, and the 10 latest at each of 100.
func BenchmarkRead(b *testing.B) {
	r := openReading(b)
	b.Run("recent", func(b *testing.B) {
		r.compare(b, 50, func(i int) []knowledge.ID { return r.ids[i%200 : i%200+1] })
	})
	b.Run("list", func(b *testing.B) {
		r.compare(b, 10, func(i int) []knowledge.ID {
			at := i * 20 % (len(r.ids) - 100)
			return r.ids[at : at+100]
		})
	})
}

// BenchmarkAsOf counts and lists the statements at the busiest entities, in turns as of some centuries, which let all pass, and without.
func BenchmarkAsOf(b *testing.B) {
	r := openReading(b)
	both, err := edtf.ParseDate("20XX")
	require.NoError(b, err)
	facts := knowledge.StatementFilter{Polarity: knowledge.Affirmed} // so that no kept number answers
	for name, ask := range map[string]func(scope *knowledge.Scope, of []knowledge.ID) int{
		"count": func(scope *knowledge.Scope, of []knowledge.ID) int {
			n, err := r.CountStatements(b.Context(), scope, of, facts)
			require.NoError(b, err)
			return n[0]
		},
		"list": func(scope *knowledge.Scope, of []knowledge.ID) int {
			lists, err := r.ListStatements(b.Context(), scope, of, store.StatementQuery{Filter: facts, Order: latest.Order}, store.Page{Limit: 50})
			require.NoError(b, err)
			return len(lists[0].Rows)
		},
	} {
		b.Run(name, func(b *testing.B) {
			scopes := []*knowledge.Scope{{}, {AsOf: both}}
			var took [2][]time.Duration
			for _, scope := range scopes { // the first of each is planned by the database
				ask(scope, r.ids[:1])
			}
			i := 0
			for b.Loop() {
				of, n := r.ids[i%200:i%200+1], [2]int{}
				for at, scope := range scopes {
					began := time.Now()
					n[at] = ask(scope, of)
					took[at] = append(took[at], time.Since(began))
				}
				require.Equal(b, n[0], n[1], "all pass")
				i++
			}
			slices.Sort(took[0])
			slices.Sort(took[1])
			b.ReportMetric(float64(took[1][len(took[1])/2])/float64(took[0][len(took[0])/2]), "of-without")
		})
	}
}

// reading is a graph of the benchmark's facts, and the same facts as stored by hand-written Cypher, in one database. The ids are those of
// the entities, the busiest first.
type reading struct {
	*Store
	ids []knowledge.ID
}

func openReading(b *testing.B) *reading {
	c := neo4jtest.StartServer(b).Connection
	r := &reading{Store: openStore(b, c)}
	_, err := benchmark.Load(b.Context(), r.Store, benchmark.Draw())
	require.NoError(b, err)
	r.loadByHand(b)
	return r
}

// loadByHand makes the second graph of the first: (:Hand)-[:FACT]->(:Hand), as the benchmark's is made.
func (r *reading) loadByHand(b *testing.B) {
	for _, text := range []string{
		"CREATE CONSTRAINT hand IF NOT EXISTS FOR (e:Hand) REQUIRE e.id IS UNIQUE",
		"CALL db.awaitIndexes(300)",
		"MATCH (x:EntityState) CALL (x) { MERGE (:Hand {id: x.id}) } IN TRANSACTIONS OF 5000 ROWS",
		`MATCH (s:Statement) CALL (s) {
			MATCH (a:Hand {id: s.subject}) MATCH (b:Hand {id: s.object}) CREATE (a)-[:FACT {relation: s.relation, date: date(s.validFrom)}]->(b)
		} IN TRANSACTIONS OF 5000 ROWS`,
	} {
		r.byHand(b, text, nil)
	}
	for _, record := range r.byHand(b, "MATCH (e:Hand) RETURN e.id ORDER BY COUNT { (e)-[:FACT]-() } DESC, e.id", nil) {
		r.ids = append(r.ids, record.Values[0].(string))
	}
}

func (r *reading) byHand(b *testing.B, text string, params map[string]any) []*neo4j.Record {
	session := r.driver.NewSession(b.Context(), neo4j.SessionConfig{DatabaseName: r.options.Database})
	defer func() { _ = session.Close(context.Background()) }()
	result, err := session.Run(b.Context(), text, params)
	require.NoError(b, err)
	records, err := result.Collect(b.Context())
	require.NoError(b, err)
	return records
}

// latestByHand is the benchmark's Cypher by hand.
const latestByHand = `MATCH (e:Hand) WHERE e.id IN $ids RETURN e.id AS id, COLLECT { MATCH (e)-[f:FACT]-(o) WITH o, f ORDER BY f.date DESC LIMIT %d
	RETURN {relation: f.relation, date: toString(f.date), object: o.id} } AS facts`

// compare asks for the n latest statements at some entities, in turns this store and the driver by hand, and gives how often the
// first answers while the second answers once.
func (r *reading) compare(b *testing.B, n int, of func(i int) []knowledge.ID) {
	byHand := fmt.Sprintf(latestByHand, n)
	own := func(i int) []store.List[*knowledge.Statement] {
		lists, err := r.ListStatements(b.Context(), &knowledge.Scope{}, of(i), latest, store.Page{Limit: n})
		require.NoError(b, err)
		return lists
	}
	hand := func(i int) map[string][]any {
		facts := map[string][]any{}
		result, err := neo4j.ExecuteQuery(b.Context(), r.driver, byHand, map[string]any{"ids": of(i)}, neo4j.EagerResultTransformer,
			neo4j.ExecuteQueryWithDatabase(r.options.Database), neo4j.ExecuteQueryWithReadersRouting())
		require.NoError(b, err)
		for _, record := range result.Records {
			facts[record.Values[0].(string)] = record.Values[1].([]any)
		}
		return facts
	}
	r.same(b, own(0), hand(0), of(0))
	for i := range 500 {
		_, _ = own(i), hand(i)
	}
	var owns, hands []time.Duration
	i := 0
	for b.Loop() {
		began := time.Now()
		own(i)
		between := time.Now()
		hand(i)
		owns, hands = append(owns, between.Sub(began)), append(hands, time.Since(between))
		i++
	}
	report(b, owns, hands)
}

// report reports the medians: single answers wait for whatever else the machine does.
func report(b *testing.B, owns, hands []time.Duration) {
	median := func(d []time.Duration) float64 {
		slices.Sort(d)
		return float64(d[len(d)/2].Microseconds())
	}
	own, hand := median(owns), median(hands)
	b.ReportMetric(own, "us/list")
	b.ReportMetric(hand, "us/by-hand")
	b.ReportMetric(hand/own, "of-by-hand")
	b.ReportMetric(0, "ns/op")
}

// same holds that both say on which days what happened.
func (r *reading) same(b *testing.B, lists []store.List[*knowledge.Statement], facts map[string][]any, ids []knowledge.ID) {
	for slot, list := range lists {
		var own, hand []string
		for _, st := range list.Rows {
			own = append(own, st.ValidFrom().String())
		}
		for _, fact := range facts[ids[slot]] {
			hand = append(hand, fact.(map[string]any)["date"].(string))
		}
		assert.Equal(b, strings.Join(own, " "), strings.Join(hand, " "))
	}
}
