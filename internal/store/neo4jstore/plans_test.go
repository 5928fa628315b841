package neo4jstore

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"entente/internal/neo4jtest"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"
)

// slow are the operators that no query may need: they look at every node, at every pair, or at all rows before the first is used.
func slow() []string {
	return []string{"AllNodesScan", "CartesianProduct", "Eager", "NodeByLabelScan", "NodeIndexContainsScan", "NodeIndexEndsWithScan"}
}

// mayWait are the queries that may be Eager, each with the reason.
func mayWait() map[string]string {
	return map[string]string{
		"project_removed_links": "relationships have no index over all types, so they are walked to, and Cypher takes all that it walks to, " +
			"at most projectRows of them, before it deletes the first",
	}
}

// TestPlans_WalkIndexesAlone explains every query, in every variant but for some combinations of conditions.
func TestPlans_WalkIndexesAlone(t *testing.T) {
	c := neo4jtest.Open(t)
	s, err := Open(t.Context(), Options{URI: c.URI, Username: c.Username, Password: c.Password, Database: c.Database, QueryTimeout: time.Minute})
	require.NoError(t, err)
	defer func() { _ = s.Close() }()
	// Planning takes a third of a second each, and the server plans on as many cores as it is asked on.
	var explained errgroup.Group
	explained.SetLimit(runtime.GOMAXPROCS(0))
	all := variants()
	for _, f := range append(all, withConditions(all)...) {
		explained.Go(func() error {
			explain(t, s, f, s.queries.text(f))
			return nil
		})
	}
	_ = explained.Wait()
}

// explain holds that a query's plan has no slow operator.
func explain(t *testing.T, s *Store, f queryVariant, text string) {
	session := s.driver.NewSession(t.Context(), neo4j.SessionConfig{DatabaseName: s.options.Database})
	defer func() { _ = session.Close(t.Context()) }()
	result, err := session.Run(t.Context(), "EXPLAIN "+text, nil)
	if !assert.NoError(t, err, "%+v\n%s", f, text) {
		return
	}
	summary, err := result.Consume(t.Context())
	if !assert.NoError(t, err, "%+v\n%s", f, text) {
		return
	}
	for _, operator := range operators(summary.Plan()) {
		name, _, _ := strings.Cut(operator, "@")
		if name == "Eager" && mayWait()[f.file] != "" {
			continue
		}
		assert.NotContains(t, slow(), name, "%+v\n%s", f, text)
	}
}

// operators gives the names of all operators of a plan.
func operators(p neo4j.Plan) []string {
	all := []string{p.Operator()}
	for _, child := range p.Children() {
		all = append(all, operators(child)...)
	}
	return all
}
