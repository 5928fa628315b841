package exectest

import (
	"context"
	"fmt"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/difftest"
	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/assert"
)

// recorder is a testing.TB that records failures.
type recorder struct {
	testing.TB
	failed int
	texts  []string
}

// Errorf records a failure.
func (r *recorder) Errorf(format string, args ...any) {
	r.failed++
	r.texts = append(r.texts, fmt.Sprintf(format, args...))
}

// Fail records a failure without a text.
func (r *recorder) Fail() { r.failed++ }

// spoiled is an executor that returns wrong answers.
type spoiled struct {
	graphql.ExecutableSchema
	spoil func(context.Context, *graphql.Response)
}

// Exec runs the operation and alters the answer.
func (s spoiled) Exec(ctx context.Context) graphql.ResponseHandler {
	next := s.ExecutableSchema.Exec(ctx)
	return func(ctx context.Context) *graphql.Response {
		r := next(ctx)
		if r != nil {
			s.spoil(ctx, r)
		}
		return r
	}
}

// TestDifferencesAreFound tests the differential test: it finds an answer with another byte or another error.
func TestDifferencesAreFound(t *testing.T) {
	e := newFixture(t, execute.Options{}).Executor
	for what, spoil := range map[string]func(context.Context, *graphql.Response){
		"data":   func(_ context.Context, r *graphql.Response) { r.Data = append(r.Data, ' ') },
		"errors": func(ctx context.Context, _ *graphql.Response) { graphql.AddErrorf(ctx, "one more") },
	} {
		r := &recorder{TB: t}
		stats := difftest.Run(r, difftest.Config{
			Reference: e, Subject: spoiled{e, spoil}, Questions: 20, Seed: 1, Samples: samples(), Skip: skipped, Prepare: quiet,
		})
		assert.Equal(t, stats.Questions, r.failed, what)
		assert.Contains(t, r.texts[0], what+" differ (seed 1)")
	}
}
