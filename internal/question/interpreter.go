package question

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"entente/internal/cache"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/store"
)

// Interpreter gives questions over a store their meaning. It keeps the relations and datasets of the last few revisions that were asked
// about, and is safe for concurrent use.
type Interpreter struct {
	store     store.Reader
	index     *search.Cache
	explorer  *explore.Explorer
	relations *store.PerRevision[map[string]*knowledge.Relation]
	datasets  *store.PerRevision[map[knowledge.ID]*knowledge.Dataset]
	merges    *merges
}

// NewInterpreter returns an interpreter over a store and an index of the same store, from which suggestions come.
func NewInterpreter(reader store.Reader, index *search.Cache) *Interpreter {
	return &Interpreter{
		store: reader, index: index, explorer: explore.New(reader), merges: newMerges(reader),
		relations: store.NewPerRevision(func(ctx context.Context, revision int) (map[string]*knowledge.Relation, error) {
			all, err := reader.Relations(ctx, revision)
			return byKey(all, func(r *knowledge.Relation) string { return r.Name }), err
		}, sizeOf[string, *knowledge.Relation](relationBytes)),
		datasets: store.NewPerRevision(func(ctx context.Context, revision int) (map[knowledge.ID]*knowledge.Dataset, error) {
			all, err := reader.Datasets(ctx, revision)
			return byKey(all, func(d *knowledge.Dataset) knowledge.ID { return d.ID }), err
		}, sizeOf[knowledge.ID, *knowledge.Dataset](datasetBytes)),
	}
}

// Explorer returns the explorer of the graph itself, in which nothing is merged.
func (i *Interpreter) Explorer() *explore.Explorer { return i.explorer }

// What a relation and a dataset hold with their texts, about.
const (
	relationBytes = 1000
	datasetBytes  = 2000
)

// sizeOf gives the size of a map by that of each.
func sizeOf[K comparable, V any](each int) func(map[K]V) int {
	return func(m map[K]V) int { return each * len(m) }
}

// KeepWithin has what is kept of older revisions share a budget with others. It is called before the first request.
func (i *Interpreter) KeepWithin(older *cache.Budget) {
	i.relations.Within(older)
	i.datasets.Within(older)
	i.explorer.KeepWithin(older)
}

// Bytes returns how many bytes are kept, about: for the newest revision used, and for others.
func (i *Interpreter) Bytes() (newest, older int) {
	newest, older = i.relations.Bytes()
	n, o := i.datasets.Bytes()
	return newest + n, older + o
}

func byKey[V any](list []V, key func(V) string) map[string]V {
	out := make(map[string]V, len(list))
	for _, v := range list {
		out[key(v)] = v
	}
	return out
}

// Request gives the questions of one request their meaning. They read one revision, unless they name another, even if a new one is applied
// meanwhile. It is safe for concurrent use.
type Request struct {
	*Interpreter
	mu     sync.Mutex
	newest int
	scopes map[string]*Scope
}

// NewRequest begins a request.
func (i *Interpreter) NewRequest() *Request { return &Request{Interpreter: i} }

// Relations returns the relations in scope by name. The map is shared and must not be changed.
func (i *Interpreter) Relations(ctx context.Context, s *Scope) (map[string]*knowledge.Relation, error) {
	return i.relations.At(ctx, s.Revision)
}

// Relation returns the relation of a name. The error for one that there is not, with the code knowledge.UnknownRelation, names the likely one:
// that of nearly the same name, or of the label.
func (i *Interpreter) Relation(ctx context.Context, s *Scope, name string) (*knowledge.Relation, error) {
	all, err := i.Relations(ctx, s)
	if err != nil || all[name] != nil {
		return all[name], err
	}
	names := slices.Sorted(maps.Keys(all))
	likely := knowledge.DidYouMean(strings.TrimPrefix(name, knowledge.RelationPrefix+":"), names)
	for _, other := range names {
		if likely == "" && knowledge.Fold(all[other].Label) == knowledge.Fold(name) {
			likely = "; did you mean " + other + "?"
		}
	}
	return nil, knowledge.Errorf(knowledge.UnknownRelation, "there is no relation %s%s", knowledge.Quote(name), likely)
}

// Datasets returns the datasets of the scope's revision by id, those that the scope leaves out among them. The map is shared and must not
// be changed.
func (i *Interpreter) Datasets(ctx context.Context, s *Scope) (map[knowledge.ID]*knowledge.Dataset, error) {
	return i.datasets.At(ctx, s.Revision)
}
