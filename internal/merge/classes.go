package merge

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"maps"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// MaxClaims is the maximum number of claims in a scope that entities are the same.
const MaxClaims = 10_000

// Classes are sets of entities that are one. Each entity is in at most one. The zero value, and nil, has none.
type Classes struct {
	// canonical has the entity that stands for each member of a class, itself among them.
	canonical map[knowledge.ID]knowledge.ID
	// members has the members of each class by the entity that stands for it, which is the first.
	members map[knowledge.ID][]knowledge.ID
}

// IsEmpty reports whether there is no class.
func (c *Classes) IsEmpty() bool { return c == nil || len(c.members) == 0 }

// Canonical returns the entity that stands for an entity: another of its class, or itself.
func (c *Classes) Canonical(id knowledge.ID) knowledge.ID {
	if c == nil {
		return id
	}
	if canonical, ok := c.canonical[id]; ok {
		return canonical
	}
	return id
}

// Members returns the members of the class of an entity, the canonical one first; the entity alone if it is in none. The result must not be
// changed.
func (c *Classes) Members(id knowledge.ID) []knowledge.ID {
	if c != nil {
		if canonical, ok := c.canonical[id]; ok {
			return c.members[canonical]
		}
	}
	return []knowledge.ID{id}
}

// all returns the members of all classes, sorted.
func (c *Classes) all() []knowledge.ID { return slices.Sorted(maps.Keys(c.canonical)) }

// Key is equal for equal classes: a hash.
func (c *Classes) Key() string {
	h := sha256.New()
	for _, canonical := range slices.Sorted(maps.Keys(c.members)) {
		_, _ = io.WriteString(h, strings.Join(c.members[canonical], " ")+"\n") // a hash takes all
	}
	return hex.EncodeToString(h.Sum(nil))
}

// NewClasses returns classes of some sets of ids, the canonical one of each first. Sets of fewer than two make no class.
func NewClasses(sets [][]knowledge.ID) *Classes {
	c := &Classes{canonical: map[knowledge.ID]knowledge.ID{}, members: map[knowledge.ID][]knowledge.ID{}}
	for _, set := range sets {
		if len(set) < 2 {
			continue
		}
		c.members[set[0]] = set
		for _, id := range set {
			c.canonical[id] = set[0]
		}
	}
	return c
}

// Find returns the classes that the claims in scope make, whose revision must be set. Two entities of one kind are the same if a claim in scope
// affirms it as a fact and none denies it as one, and so are those that are the same as a third. But a class of which a claim denies that two
// members are the same is none: its members stay apart.
//
// The canonical entity of a class is the one of the first dataset in load order, and of several the one with the least id. The error has the code
// knowledge.LimitExceeded if there are more than MaxClaims claims.
func Find(ctx context.Context, reader store.Reader, scope *knowledge.Scope) (*Classes, error) {
	claims, err := readClaims(ctx, reader, scope)
	if err != nil || len(claims) == 0 {
		return nil, err
	}
	f := forest{}
	for pair, said := range claims {
		if said.affirmed && !said.denied {
			f.join(pair[0], pair[1])
		}
	}
	disputed := map[knowledge.ID]bool{}
	for pair, said := range claims {
		if said.denied && f.root(pair[0]) == f.root(pair[1]) {
			disputed[f.root(pair[0])] = true
		}
	}
	sets := map[knowledge.ID][]knowledge.ID{}
	for _, id := range slices.Sorted(maps.Keys(f)) {
		if root := f.root(id); !disputed[root] {
			sets[root] = append(sets[root], id)
		}
	}
	return inLoadOrder(ctx, reader, scope.Revision, slices.Collect(maps.Values(sets)))
}

// said is what claims in scope say of two entities: that they are the same, and that they are not.
type said struct{ affirmed, denied bool }

// readClaims returns what is said of each two entities of one kind, by their ids in order.
func readClaims(ctx context.Context, reader store.Reader, scope *knowledge.Scope) (map[[2]knowledge.ID]said, error) {
	relations, err := reader.Relations(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	filter := knowledge.StatementFilter{Relations: []string{knowledge.RelationSameAs}}
	if knowledge.CheckRelations(filter.Relations, relations) != nil {
		return nil, nil // a graph without the relation has no claims
	}
	claims := map[[2]knowledge.ID]said{}
	n := 0
	for st, err := range reader.Sweep(ctx, scope, filter) {
		if err != nil {
			return nil, err
		}
		if n++; n > MaxClaims {
			return nil, knowledge.Errorf(knowledge.LimitExceeded, "more than %d claims say that entities are the same; narrow the scope with datasets, or leave sameAs out", MaxClaims)
		}
		a, b := knowledge.Ends(st.Subject, st.Object, true)
		kindOfA, _ := knowledge.KindOf(a)
		kindOfB, _ := knowledge.KindOf(b)
		if a == b || kindOfA != kindOfB || !st.IsFactual() {
			continue
		}
		pair := [2]knowledge.ID{a, b}
		was := claims[pair]
		claims[pair] = said{was.affirmed || st.Affirms(), was.denied || st.Polarity == knowledge.Denied}
	}
	return claims, nil
}

// inLoadOrder orders the members of each set by their first datasets, then by id, and makes classes of the sets.
func inLoadOrder(ctx context.Context, reader store.Reader, revision int, sets [][]knowledge.ID) (*Classes, error) {
	order, err := loadOrder(ctx, reader, revision)
	if err != nil {
		return nil, err
	}
	ids := slices.Concat(sets...)
	found, err := reader.Entities(ctx, revision, ids)
	if err != nil {
		return nil, err
	}
	first := make(map[knowledge.ID]int, len(ids))
	for i, e := range found {
		if e != nil && len(e.Datasets) > 0 {
			first[ids[i]] = order[e.Datasets[0]]
		}
	}
	for _, set := range sets {
		slices.SortFunc(set, func(a, b knowledge.ID) int { return cmp.Or(cmp.Compare(first[a], first[b]), strings.Compare(a, b)) })
	}
	return NewClasses(sets), nil
}

// loadOrder returns the place of each dataset in load order.
func loadOrder(ctx context.Context, reader store.Reader, revision int) (map[knowledge.ID]int, error) {
	datasets, err := reader.Datasets(ctx, revision)
	order := make(map[knowledge.ID]int, len(datasets))
	for i, d := range datasets {
		order[d.ID] = i
	}
	return order, err
}

// forest has, for each entity that is joined to others, one that it is joined to; the root of a tree has itself.
type forest map[knowledge.ID]knowledge.ID

func (f forest) root(id knowledge.ID) knowledge.ID {
	for f[id] != "" && f[id] != id {
		if next := f[f[id]]; next != "" {
			f[id] = next
		}
		id = f[id]
	}
	return id
}

func (f forest) join(a, b knowledge.ID) {
	for _, id := range []knowledge.ID{a, b} {
		if f[id] == "" {
			f[id] = id
		}
	}
	f[f.root(a)] = f.root(b)
}
