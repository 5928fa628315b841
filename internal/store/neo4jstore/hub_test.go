package neo4jstore

import (
	"context"
	"fmt"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/neo4jtest"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
)

// The hub has as many facts as the busiest entity of a real table of events has.
const (
	hub      = "country:hub"
	hubFacts = 21_200
	partners = 400
)

// hubRows are an entity with many facts, each of a day of its own, and the others that they are about. Every second one is over
// after a day, the others go on.
func hubRows(t testing.TB) []knowledge.Row {
	g := storetest.NewGraph(t)
	g.Dataset("table").Order(1)
	g.Relation("MEETS", knowledge.CategoryCooperation, "country", "country")
	g.Document("table")
	g.Entity(hub, "Hub")
	for i := range partners {
		g.Entity(partner(i), fmt.Sprint("Partner ", i))
	}
	rows := g.Rows()
	doc := documentOf(t, rows)
	for i := range hubFacts {
		day := edtf.DayOf(1950, 1, 1) + edtf.Day(i)
		text := day.String() + "/.."
		if i%2 == 0 {
			text = day.String()
		}
		interval, err := edtf.ParseInterval(text)
		require.NoError(t, err)
		validity, err := knowledge.ResolveValidity(interval, doc.Day(), edtf.Date{})
		require.NoError(t, err)
		st := &knowledge.Statement{
			Subject: hub, Relation: "MEETS", Object: partner(i % partners), Polarity: knowledge.Affirmed, Modality: knowledge.Asserted,
			Validity: validity, Document: doc.ID, Dataset: doc.Dataset, Published: doc.Day(), Reliability: doc.Reliability,
			Evidence: []*knowledge.Evidence{{Locator: knowledge.Text(fmt.Sprint("row ", i))}},
		}
		if i%3 == 0 {
			st.Subject, st.Object = st.Object, st.Subject
		}
		st.Complete(false)
		rows = append(rows, st)
	}
	return rows
}

func partner(i int) knowledge.ID { return fmt.Sprintf("country:p%d", i) }

func documentOf(t testing.TB, rows []knowledge.Row) *knowledge.Document {
	for _, row := range rows {
		if d, ok := row.(*knowledge.Document); ok {
			return d
		}
	}
	require.Fail(t, "no document")
	return nil
}

// TestHub_APageReadsAPage holds a list at a hub to what the page has, whatever the hub has: rows over the wire, and what the
// database touches.
func TestHub_APageReadsAPage(t *testing.T) {
	c := neo4jtest.Open(t)
	s, m := openStore(t, c), memstore.New()
	rows := hubRows(t)
	change := storetest.ChangeSet(0, storetest.Put(rows...))
	want, err := m.Apply(t.Context(), change)
	require.NoError(t, err)
	got, err := s.Apply(t.Context(), change)
	require.NoError(t, err)
	require.Equal(t, want.Hash(), got.Hash())

	asOf, err := edtf.ParseDate("1951-01-01")
	require.NoError(t, err)
	latest := knowledge.StatementOrder{By: knowledge.OrderValidFrom, Direction: knowledge.Descending}
	for name, ask := range map[string]struct {
		scope knowledge.Scope
		order knowledge.StatementOrder
		hits  int64
	}{
		"the first 50":              {order: knowledge.StatementOrder{}, hits: 1_000},
		"the latest 50":             {order: latest, hits: 1_000},
		"the first 50 as of a day":  {scope: knowledge.Scope{AsOf: asOf}, hits: 2_500},
		"the latest 50 as of a day": {scope: knowledge.Scope{AsOf: mustDate(t, "2008-01-01")}, order: latest, hits: 2_500},
	} {
		t.Run(name, func(t *testing.T) {
			page := store.Page{Limit: 50}
			query := store.StatementQuery{Order: ask.order}
			expected, err := m.ListStatements(t.Context(), &ask.scope, []knowledge.ID{hub}, query, page)
			require.NoError(t, err)
			lists, err := s.ListStatements(t.Context(), &ask.scope, []knowledge.ID{hub}, query, page)
			require.NoError(t, err)
			require.Equal(t, expected[0].Keys(), lists[0].Keys())
			require.True(t, lists[0].HasNext)

			q, err := s.selection(t.Context(), &ask.scope, knowledge.StatementFilter{})
			require.NoError(t, err)
			text, params := s.listing(q, hub, query.Order, page)
			hits, records := profile(t, s, text, params)
			t.Logf("%d db hits, %d rows over the wire", hits, records)
			assert.LessOrEqual(t, hits, ask.hits, "what is touched does not grow with the hub's %d facts", hubFacts)
			assert.LessOrEqual(t, records, 51)
		})
	}
}

func mustDate(t testing.TB, text string) edtf.Date {
	d, err := edtf.ParseDate(text)
	require.NoError(t, err)
	return d
}

// listing gives the query for one anchor's list and its parameters.
func (s *Store) listing(q *selection, anchor knowledge.ID, order knowledge.StatementOrder, page store.Page) (string, map[string]any) {
	a := newPageRequest(order.Direction, page)
	src := q.source(anchor)
	f := q.listVariant(src, order.By, a.descending())
	if q.allKnown(f) {
		a = a.withoutUnknown()
	}
	p := pages{pageRequest: a}
	p.add(0, nil, src.params(src.ids[0]))
	params := q.parameters()
	p.setParams(params)
	return s.queries.text(f), params
}

// profile runs a query and gives what the database touched for it and how many rows it gave.
func profile(t testing.TB, s *Store, text string, params map[string]any) (hits int64, records int) {
	t.Helper()
	session := s.driver.NewSession(t.Context(), neo4j.SessionConfig{DatabaseName: s.options.Database})
	defer func() { _ = session.Close(context.Background()) }()
	result, err := session.Run(t.Context(), "PROFILE "+text, map[string]any{"p": params})
	require.NoError(t, err)
	for result.Next(t.Context()) {
		records++
	}
	summary, err := result.Consume(t.Context())
	require.NoError(t, err)
	return hitsOf(summary.Profile()), records
}

func hitsOf(p neo4j.ProfiledPlan) int64 {
	hits := p.DbHits()
	for _, child := range p.Children() {
		hits += hitsOf(child)
	}
	return hits
}
