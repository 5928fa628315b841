package exectest

import (
	"context"
	"slices"

	"entente/internal/execute"
	"entente/internal/execute/exectest/generated"
	"entente/internal/execute/exectest/world"
)

// Resolver resolves the schema over a world, with separate resolvers for each type.
type Resolver struct{ World *world.World }

// Joining is Resolver with the optional interfaces: fields of Entity are resolved for all its types in one call, and so are
// look-ups of Query.entity under several aliases.
type Joining struct{ *Resolver }

var (
	_ generated.ResolverRoot     = (*Resolver)(nil)
	_ generated.EntityFieldsRoot = Joining{}
	_ generated.QueryEntityBatch = joiningQuery{}
)

// entity resolves the fields of all entities.
type entity[E world.OneEntity] struct{ w *world.World }

func (r entity[E]) Statements(_ context.Context, objs []E, first int, after *string, filter *world.StatementFilter) ([]*world.StatementConnection, error) {
	return world.StatementsOf(r.w, objs, first, after, filter)
}

func (r entity[E]) Neighbors(_ context.Context, objs []E, first *int) ([][]world.Entity, error) {
	return world.NeighborsOf(r.w, objs, first)
}

// World is the world of the branch.
func (r entity[E]) World(ctx context.Context, objs []E) ([]*string, error) {
	r.w.Calls.Add(1)
	out := make([]*string, len(objs))
	if v, ok := execute.Branch(ctx); ok {
		for i := range out {
			out[i] = &v.(*world.Scope).World
		}
	}
	return out, nil
}

type person struct{ entity[*world.Person] }

func (r person) Employer(_ context.Context, objs []*world.Person) ([]*world.Org, error) {
	return r.w.Employers(objs)
}

func (r person) Spouse(_ context.Context, objs []*world.Person) ([]*world.Person, error) {
	return r.w.Spouses(objs)
}

func (r person) Married(_ context.Context, objs []*world.Person) ([]*world.Year, error) {
	return r.w.Weddings(objs)
}

func (r person) Risky(_ context.Context, objs []*world.Person) ([]*string, error) {
	return r.w.Risks(objs)
}

func (r person) RiskyStrict(_ context.Context, objs []*world.Person) ([]string, error) {
	return r.w.StrictRisks(objs)
}

type org struct{ entity[*world.Org] }

func (r org) Staff(_ context.Context, objs []*world.Org, first int) ([][]*world.Person, error) {
	return r.w.Staffs(objs, first)
}

func (r org) Grid(_ context.Context, objs []*world.Org) ([][][]world.Entity, error) {
	return r.w.Grids(objs)
}

func (r org) StrictGrid(_ context.Context, objs []*world.Org) ([][][]world.Entity, error) {
	return r.w.StrictGrids(objs)
}

type statement struct{ w *world.World }

func (r statement) Subject(_ context.Context, objs []*world.Statement) ([]world.Entity, error) {
	return r.w.Subjects(objs)
}

func (r statement) Object(_ context.Context, objs []*world.Statement) ([]world.Entity, error) {
	return r.w.Objects(objs)
}

func (r statement) Sources(_ context.Context, objs []*world.Statement) ([][]*world.Source, error) {
	return r.w.Sources(objs)
}

func (r statement) StrictSource(_ context.Context, objs []*world.Statement) ([]*world.Source, error) {
	return r.w.StrictSources(objs)
}

type query struct{ w *world.World }

func (r query) Node(_ context.Context, id string, _ *world.Scope) (world.Node, error) {
	return r.w.NodeByID(id)
}

func (r query) Entity(_ context.Context, id string, _ *world.Scope) (world.Entity, error) {
	return r.w.ByID(id)
}

func (r query) Entities(_ context.Context, ids []string, first int, _ *world.Scope) ([]world.Entity, error) {
	return r.w.List(ids, first)
}

func (r query) People(_ context.Context, first *int) ([]*world.Person, error) {
	return r.w.ListPeople(first)
}

func (r query) Search(_ context.Context, text string, first *int) ([]world.SearchResult, error) {
	return r.w.Search(text, first)
}

func (r query) Named(_ context.Context, first *int) ([]world.Named, error) {
	return r.w.ListNamed(first)
}

func (r query) Fail(_ context.Context, really *bool) (*string, error) { return r.w.Fail(really) }

func (r query) Strict(_ context.Context, really *bool) (string, error) {
	fine, err := r.w.Fail(really)
	if err != nil {
		return "", err
	}
	return *fine, nil
}

func (r query) Plain(context.Context) (*world.Source, error) { return &world.Source{URL: "plain"}, nil }

func (r query) Oddities(context.Context) (*world.Oddities, error) { return world.NewOddities(), nil }

type joiningQuery struct{ query }

// EntityBatch looks up all entities of a step.
func (r joiningQuery) EntityBatch(_ context.Context, args []generated.QueryEntityArgs) ([]world.Entity, error) {
	ids := make([]string, len(args))
	for i, a := range args {
		ids[i] = a.ID
	}
	return r.w.ByIDs(ids)
}

type mutation struct{ w *world.World }

func (r mutation) Touch(_ context.Context, id string, _ *world.Scope) (*world.Touch, error) {
	return r.w.Touch(id), nil
}

func (r mutation) TouchTwice(context.Context) ([]*world.Touch, error) {
	return []*world.Touch{r.w.Touch("E1"), r.w.Touch("E2")}, nil
}

type touch struct{ w *world.World }

func (r touch) SoFar(_ context.Context, objs []*world.Touch) ([]int, error) {
	return slices.Repeat([]int{r.w.Touches()}, len(objs)), nil
}

func (r touch) Entity(_ context.Context, objs []*world.Touch) ([]world.Entity, error) {
	ids := make([]string, len(objs))
	for i, t := range objs {
		ids[i] = t.ID
	}
	return r.w.ByIDs(ids)
}

type subscription struct{}

func (subscription) Ticks(_ context.Context, n int) (<-chan int, error) {
	c := make(chan int, n)
	for i := range n {
		c <- i
	}
	close(c)
	return c, nil
}

// EntityFields resolves fields of entities of all types.
func (r Joining) EntityFields() generated.EntityFieldsResolver { return entity[world.Entity]{r.World} }

// Query resolves root fields, several at once if possible.
func (r Joining) Query() generated.QueryResolver { return joiningQuery{query{r.World}} }

// Mutation resolves the fields of GraphQL's type of this name.
func (r *Resolver) Mutation() generated.MutationResolver { return mutation{r.World} }

// Touch resolves the fields of GraphQL's type of this name.
func (r *Resolver) Touch() generated.TouchResolver { return touch{r.World} }

// Subscription resolves the fields of GraphQL's type of this name.
func (r *Resolver) Subscription() generated.SubscriptionResolver { return subscription{} }

// Org resolves the fields of GraphQL's type of this name.
func (r *Resolver) Org() generated.OrgResolver { return org{entity[*world.Org]{r.World}} }

// Person resolves the fields of GraphQL's type of this name.
func (r *Resolver) Person() generated.PersonResolver { return person{entity[*world.Person]{r.World}} }

// Place resolves the fields of GraphQL's type of this name.
func (r *Resolver) Place() generated.PlaceResolver { return entity[*world.Place]{r.World} }

// Query resolves the root fields.
func (r *Resolver) Query() generated.QueryResolver { return query{r.World} }

// Statement resolves the fields of GraphQL's type of this name.
func (r *Resolver) Statement() generated.StatementResolver { return statement{r.World} }
