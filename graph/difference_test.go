package graph

import (
	"context"
	"entente/graph/generated/reference"
	"io"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/difftest"
	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mostly returns a list in which the usual values are far more frequent than the wrong ones.
func mostly(usual []any, wrong ...any) []any {
	return slices.Concat(slices.Repeat(usual, 12), wrong)
}

// samples are values for random questions: existing ones and, seldom, unknown and malformed ones.
func samples() difftest.Samples {
	ids := []any{"country:georgia", "country:armenia", "alliance:nato", "program:pfp", "person:ilham-aliyev", "event:russo-georgian-war-2008", "territory:abkhazia", "relation:member-of", "dataset:reference", "document:natos-south-caucasus-partnerships-evolve", "revision:1"}
	refs := mostly([]any{"Georgia", "GE", "iso3:GEO", "NATO", "PfP", "cow:372", "SNGP", "Ilham Aliyev", "Bucharest Summit", "nobody"}, "")
	entities := mostly(ids[:7], "country:nowhere", "nonsense", "relation:member-of")
	documents := mostly([]any{"document:natos-south-caucasus-partnerships-evolve"}, "document:none")
	return difftest.Samples{
		"ID": ids, "String": {"Georgia", "a", "x"}, "Int": mostly([]any{0, 1, 2, 5, 20}, -1, 501),
		"Date":        mostly([]any{"2025-11-17", "1994-02-01"}, "yesterday"),
		"PartialDate": mostly([]any{"1994", "2008-08", "2025-11-17", "201X", "1994?"}, "soon"), "DateTime": {"2025-11-17T00:00:00Z"},
		"StatementFilter.subject": entities, "StatementFilter.object": entities, "StatementFilter.with": entities, "StatementFilter.attributedTo": entities,
		"StatementFilter.document": documents, "Query.document.id": documents, "RelatedTo.entity": entities, "EventFilter.participant": entities,
		"Query.dataset.id": mostly([]any{"dataset:reference"}, "x"), "DocumentFilter.dataset": mostly([]any{"dataset:reference"}, "dataset:x"),
		"Query.country.ref": refs, "Query.alliance.ref": refs, "Query.program.ref": refs, "Query.event.ref": refs, "Query.entity.ref": refs,
		"Query.search.text":   mostly([]any{"georgia", "nato", "gruziya", "Abkhasia", "interoperability of forces", "a"}, "", "xyzzy"),
		"Query.relation.name": {"MEMBER_OF", "NOTHING"}, "StatementFilter.relations": {"MEMBER_OF", "PARTICIPATES_IN", "BORDERS"},
		"Query.subgraph.around": entities, "Query.paths.from": entities, "Query.paths.to": entities, "Query.timeline.of": entities,
		"Query.compare.entities": entities, "Query.diff.of": entities, "Query.subgraph.hops": {0, 1, 2}, "Query.subgraph.limit": {1, 5, 100},
		"Query.count.limit": mostly([]any{1, 3, 500}, 0, 1001), "Query.paths.maxHops": {1, 2, 3}, "Query.paths.first": {1, 3}, "Query.paths.avoid": entities,
		"RelatedTo.relations": {"MEMBER_OF", "BORDERS"}, "Scope.datasets": mostly([]any{"dataset:reference", "dataset:south-caucasus"}, "dataset:none"),
		"Scope.revision": mostly([]any{1}, 2), "EntityFilter.region": {"Western Asia"}, "StatementFilter.topics": {"energy security", "defence reform"},
	}
}

// TestBreadthFirst_AnswersAsTheGeneratedExecutor runs the same random questions with both executors, over this project's schema
// and data. ENTENTE_QUESTIONS is their number; ENTENTE_SEED repeats a run.
func TestBreadthFirst_AnswersAsTheGeneratedExecutor(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks for many seconds")
	}
	resolver := NewResolver(seeded(t))
	e, err := newExecutor(resolver, execute.Limits{})
	require.NoError(t, err)
	generated := execute.WithBranch(reference.NewExecutableSchema(reference.Config{Resolvers: resolver}), branches(execute.Options{}))
	questions, seed := 600, uint64(os.Getpid())
	if n, err := strconv.Atoi(os.Getenv("ENTENTE_QUESTIONS")); err == nil {
		questions = n
	}
	if n, err := strconv.ParseUint(os.Getenv("ENTENTE_SEED"), 10, 64); err == nil {
		seed = n
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	stats := difftest.Run(t, difftest.Config{
		Reference: generated, Subject: e, Questions: questions, Seed: seed, Samples: samples(),
		Prepare: func(server *executor.Executor) {
			server.SetErrorPresenter(presenter(log))
			server.SetRecoverFunc(recoverer(log))
			server.AroundOperations(func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
				return next(resolver.withRequest(ctx))
			})
		},
	})
	assert.Equal(t, questions, stats.Questions)
	assert.Greater(t, stats.WithErrors, questions/50, "wrong values are among them")
	assert.Less(t, stats.Null, questions/2, "most questions have an answer")
	t.Logf("%d resolver calls", e.Stats().Calls)
}
