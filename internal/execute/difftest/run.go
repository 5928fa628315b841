package difftest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Config says what is compared, and how often.
type Config struct {
	// Reference is the executor whose answers are expected, Subject the one under test. They have the same schema.
	Reference, Subject graphql.ExecutableSchema
	// Questions is how many valid ones are run. Every other one is the question before with other variables, so that plans
	// and caches are used again.
	Questions int
	// Seed makes the run repeatable. It is logged with the outcome.
	Seed uint64
	// Samples are values for scalars and fields of input objects: see Samples.
	Samples Samples
	// Skip has the fields that questions leave out, by type and field: those where the two are known to differ.
	Skip map[string]bool
	// Depth of the questions; 5 when zero.
	Depth int
	// MaxBytes is the largest answer that is compared; larger ones do not count. 1 MiB when zero.
	MaxBytes int
	// Prepare sets both servers up: presenters, middleware, extensions.
	Prepare func(*executor.Executor)
}

// Stats are the counts of a run.
type Stats struct {
	// Questions that were run; Invalid are those that validation rejected, which are not counted.
	Questions, Invalid int
	// WithErrors are the answers with errors, Null those whose data are null.
	WithErrors, Null int
	// Bytes of all data.
	Bytes int
}

// maxShown is how many differences are shown in full.
const maxShown = 5

// Run runs the same random questions with both executors. Each difference in data, or in messages and paths of errors, is an error
// of the test. The order and the locations of errors are not compared.
func Run(t testing.TB, c Config) Stats {
	t.Helper()
	if c.MaxBytes == 0 {
		c.MaxBytes = 1 << 20
	}
	r := &comparison{t: t, config: c, reference: server(c, c.Reference), subject: server(c, c.Subject)}
	questions := NewQuestions(c.Reference.Schema(), rand.New(rand.NewPCG(c.Seed, 7)), c)
	var q Question
	for turn := 0; r.Questions < c.Questions; turn++ {
		if turn%2 == 0 {
			q = questions.Next()
		} else {
			q = questions.Again()
		}
		r.compare(q)
		require.Less(t, r.Invalid, 3*c.Questions+100, "too many questions are invalid")
	}
	t.Logf("seed %d: %d questions (%d more were invalid), %.1f MB, %d with errors, %d with null data", c.Seed, r.Questions, r.Invalid, float64(r.Bytes)/1e6, r.WithErrors, r.Null)
	return r.Stats
}

func server(c Config, schema graphql.ExecutableSchema) *executor.Executor {
	s := executor.New(schema)
	s.SetQueryCache(lru.New[*ast.QueryDocument](100))
	if c.Prepare != nil {
		c.Prepare(s)
	}
	return s
}

type comparison struct {
	Stats
	t                  testing.TB
	config             Config
	reference, subject *executor.Executor
	shown              int
}

// compare runs a question with both executors and compares the answers.
func (r *comparison) compare(q Question) {
	want, errs := Ask(context.Background(), r.reference, q)
	if errs != nil {
		r.Invalid++
		if r.Invalid <= 3 {
			r.t.Logf("invalid: %v in %.200s", errs[0].Message, q.Text)
		}
		return
	}
	if len(want.Data) > r.config.MaxBytes {
		return
	}
	r.count(want)
	got, errs := Ask(context.Background(), r.subject, q)
	if errs != nil {
		r.t.Errorf("refused: %v\n%s", errs, q)
		return
	}
	if !bytes.Equal(want.Data, got.Data) {
		i := firstDifference(want.Data, got.Data)
		r.differ(q, "data", excerpt(want.Data, i), excerpt(got.Data, i))
	}
	if a, b := Errors(want.Errors), Errors(got.Errors); !slices.Equal(a, b) {
		r.differ(q, "errors", strings.Join(without(a, b), "\n"), strings.Join(without(b, a), "\n"))
	}
}

func (r *comparison) count(answer *graphql.Response) {
	r.Questions++
	r.Bytes += len(answer.Data)
	if len(answer.Errors) > 0 {
		r.WithErrors++
	}
	if string(answer.Data) == "null" {
		r.Null++
	}
}

func (r *comparison) differ(q Question, what, want, got string) {
	if r.shown++; r.shown > maxShown {
		r.t.Fail()
		return
	}
	r.t.Errorf("%s differ (seed %d)\n%s\nreference: %s\nsubject:   %s", what, r.config.Seed, q, want, got)
}

// Ask runs a question like a request: variables are JSON, and their numbers json.Number.
func Ask(ctx context.Context, server *executor.Executor, q Question) (*graphql.Response, gqlerror.List) {
	ctx = graphql.StartOperationTrace(ctx)
	variables := map[string]any{}
	if q.Variables != nil {
		text, err := json.Marshal(q.Variables)
		if err != nil {
			return nil, gqlerror.List{gqlerror.Wrap(err)}
		}
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&variables); err != nil {
			return nil, gqlerror.List{gqlerror.Wrap(err)}
		}
	}
	operation, errs := server.CreateOperationContext(ctx, &graphql.RawParams{Query: q.Text, Variables: variables})
	if errs != nil {
		return nil, errs
	}
	respond, ctx := server.DispatchOperation(ctx, operation)
	return respond(ctx), nil
}

// Errors returns errors as "path: message", sorted.
func Errors(list gqlerror.List) []string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = fmt.Sprintf("%s: %s", e.Path, e.Message)
	}
	slices.Sort(out)
	return out
}

// without returns what is in a and not in b, shortened.
func without(a, b []string) (out []string) {
	left := map[string]int{}
	for _, s := range b {
		left[s]++
	}
	for _, s := range a {
		if left[s]--; left[s] < 0 {
			out = append(out, s)
		}
	}
	return out[:min(len(out), maxShown)]
}

func firstDifference(a, b []byte) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return i
}

func excerpt(b []byte, i int) string { return string(b[max(0, i-120):min(len(b), i+160)]) }
