package graph

import (
	"context"
	"log/slog"
	"net/http"

	"entente/graph/generated"
	"entente/internal/execute"
	"entente/internal/meter"
	"entente/internal/question"
	"entente/internal/store"
	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
)

// Handler is the endpoint.
type Handler struct {
	http.Handler
	resolver *Resolver
	// limits are the budget of a request, log gets the errors that are not shown.
	limits meter.Limits
	log    *slog.Logger
}

// Observe has a function called with the meter of each request once it has its answer. It is called before requests are served.
func (h *Handler) Observe(observe func(*meter.Meter)) { h.resolver.observe = observe }

// Interpreter is what gives the endpoint's questions their meaning, for other endpoints over the same graph: they share its index.
func (h *Handler) Interpreter() *question.Interpreter { return h.resolver.interpreter }

// Prepare builds what questions about the newest revision share: the search index, which takes some seconds for 100,000 entities, and the
// mentions in texts. An earlier question waits for it.
func (h *Handler) Prepare(ctx context.Context) error {
	newest, err := h.resolver.store.Revision(ctx, 0)
	if err != nil {
		return err
	}
	if newest.Number == 0 {
		return nil // an empty graph
	}
	if _, err := h.resolver.index.At(ctx, newest.Number); err != nil {
		return err
	}
	_, err = h.resolver.mentions.At(ctx, newest.Number)
	return err
}

// Warm loads the adjacency of explore, for which the first questions about the newest revision would have to wait.
func (h *Handler) Warm(ctx context.Context) error {
	return h.resolver.interpreter.Explorer().Warm(ctx)
}

// Kept is how many bytes are kept of what was built of revisions, about.
type Kept struct {
	// Newest are those of the newest revision asked for, Older those of others, by what it is: search, mentions, links, catalog.
	Newest, Older map[string]int
	// Evicted is how many values of older revisions were forgotten for want of room since the server began.
	Evicted int64
}

// Kept returns what is kept.
func (h *Handler) Kept() Kept {
	k := Kept{Newest: map[string]int{}, Older: map[string]int{}}
	for name, bytes := range map[string]func() (newest, older int){
		"search": h.resolver.index.Bytes, "mentions": h.resolver.mentions.Bytes, "links": h.resolver.interpreter.Explorer().Bytes, "catalog": h.resolver.interpreter.Bytes,
	} {
		k.Newest[name], k.Older[name] = bytes()
	}
	_, k.Evicted = h.resolver.older.Used()
	return k
}

// NewHandler returns the endpoint: GraphQL over HTTP by GET and POST. It sets every transport and limit explicitly; gqlgen's
// defaults are not used.
func NewHandler(reader store.Reader, limits Limits, log *slog.Logger) (*Handler, error) {
	resolver := NewResolver(reader)
	executor, err := newExecutor(resolver, answerLimits())
	if err != nil {
		return nil, err
	}
	return newHandler(resolver, executor, limits, log), nil
}

// newHandler is the endpoint with an executor over the resolver: this project's, or in tests the one that gqlgen generates.
func newHandler(resolver *Resolver, executor graphql.ExecutableSchema, limits Limits, log *slog.Logger) *Handler {
	server := handler.New(executor)
	server.AddTransport(transport.Options{AllowedMethods: []string{http.MethodGet, http.MethodPost, http.MethodOptions}})
	server.AddTransport(execute.HTTP{})
	cache := queryCache{lru.New[*ast.QueryDocument](maxCachedQueries)}
	server.SetQueryCache(cache)
	server.SetParserTokenLimit(limits.Tokens)
	server.SetErrorPresenter(presenter(log))
	server.SetRecoverFunc(recoverer(log))
	server.Use(extension.Introspection{})
	server.Use(limits)
	server.Use(execute.Variables{Schema: executor.Schema(), Cache: cache, Tokens: limits.Tokens})
	server.AroundOperations(resolver.metered(limits.Meter))
	server.AroundResponses(resolver.finish)
	server.AroundResponses(limitErrors)
	return &Handler{limitBody(server), resolver, limits.Meter, log}
}

// SDL returns the schema in GraphQL's schema language, as schema.graphql has it.
func SDL() string { return generated.Schema().Query.Position.Src.Input }

// MaxBody is the maximum size of a request's body in bytes.
const MaxBody = 256 << 10

// limitBody limits the body that may be read; the transport answers a larger one with status 413.
func limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, MaxBody)
		next.ServeHTTP(w, r)
	})
}

// Limits of the answer to a query that is within Limits: its objects and its bytes.
const (
	maxElements    = 1_000_000
	maxAnswerBytes = 16 << 20
	// maxParallel is how many resolvers of one request run at a time: enough to hide the latency of a database, and few enough that one
	// request does not take all turns of the processors.
	maxParallel = 4
)

// answerLimits are the limits of one answer.
func answerLimits() execute.Limits {
	// The last error tells how many more there are.
	return execute.Limits{Elements: maxElements, Bytes: maxAnswerBytes, Errors: maxErrors - 1}
}

func newExecutor(resolver *Resolver, limits execute.Limits) (*execute.Executor, error) {
	config := generated.Config{Resolvers: resolver}
	return execute.New(generated.Schema(), generated.NewTable(config), branches(execute.Options{
		RefuseEmpty: true,
		Limits:      limits,
		Parallel:    maxParallel,
	}))
}

// Limits of the cache of parsed queries. It counts entries, so their size is limited too: 128 of at most 8 KiB are 1 MiB
// of text.
const (
	maxCachedQueries = 128
	maxCachedQuery   = 8 << 10
)

// queryCache caches parsed queries, except large ones: a parsed query takes fifty times the memory of its text.
type queryCache struct {
	graphql.Cache[*ast.QueryDocument]
}

// Add caches a query that is small enough.
func (c queryCache) Add(ctx context.Context, query string, document *ast.QueryDocument) {
	if len(query) <= maxCachedQuery {
		c.Cache.Add(ctx, query, document)
	}
}
