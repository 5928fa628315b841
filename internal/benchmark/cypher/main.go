// Command cypher answers the benchmark's questions as somebody would who writes Cypher by hand and puts its rows into JSON: one
// query a question, through the driver that this project uses too. What it takes beside another server's time on the same facts is
// what that server's generality costs.
//
//	NEO4J_PASSWORD=... go run ./internal/benchmark/cypher -uri bolt://127.0.0.1:7687
//
// The facts are (:Entity {id, name})-[:FACT {relation, date}]->(:Entity), with an index on names. A request is a question's in
// GraphQL over HTTP, but that its query is one of the names of queries.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"entente/internal/benchmark"
)

// queries are the texts by the name of the question: for the facts of which an entity is either end, as this project's own, and
// for those of which it is the subject, as the servers beside it.
func queries() map[string]string {
	texts := map[string]string{}
	for prefix, arrow := range map[string]string{"": "-", subjectPrefix: "->"} {
		one := "MATCH (e:Entity {name: $n}) RETURN e.name AS name, "
		texts[prefix+benchmark.Point] = one + "e.id AS id"
		texts[prefix+benchmark.Recent] = one + "COUNT { (e)-[:FACT]" + arrow + "() } AS total, " + latest("e", arrow, "o", "", 50) + " AS facts"
		texts[prefix+benchmark.TwoHop] = one + latest("e", arrow, "o", ", facts: "+latest("o", arrow, "x", "", 20), 20) + " AS facts"
		texts[prefix+benchmark.List] = "MATCH (e:Entity) WHERE e.name >= '' WITH e ORDER BY e.name SKIP $o LIMIT 100 RETURN e.name AS name, " +
			latest("e", arrow, "o", "", 10) + " AS facts"
	}
	return texts
}

// latest gives the n latest facts between from and to, with what more says of to.
func latest(from, arrow, to, more string, n int) string {
	fact := "f" + to
	return fmt.Sprintf("COLLECT { MATCH (%s)-[%s:FACT]%s(%s) WITH %[4]s, %[2]s ORDER BY %[2]s.date DESC LIMIT %[5]d"+
		" RETURN {relation: %[2]s.relation, date: toString(%[2]s.date), object: %[4]s.name%[6]s} }", from, fact, arrow, to, n, more)
}

// subjectPrefix is before the names of the questions for an entity's facts as their subject.
const subjectPrefix = "subject/"

func main() {
	uri := flag.String("uri", "bolt://127.0.0.1:7687", "`address` of Neo4j; the environment has NEO4J_PASSWORD")
	addr := flag.String("addr", "127.0.0.1:18309", "`host:port` to listen on")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *uri, *addr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "cypher:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, uri, addr string) error {
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.BasicAuth("neo4j", os.Getenv("NEO4J_PASSWORD"), ""), func(c *config.Config) {
		c.NotificationsMinSeverity = notifications.DisabledLevel
		c.TelemetryDisabled = true
	})
	if err != nil {
		return err
	}
	server := &http.Server{Addr: addr, Handler: answers{driver, queries()}, ReadHeaderTimeout: time.Second}
	served := make(chan error, 1)
	go func() { served <- server.ListenAndServe() }()
	select {
	case err = <-served:
	case <-ctx.Done():
		err = server.Close()
	}
	return errors.Join(err, driver.Close(context.WithoutCancel(ctx)))
}

// answers is the handler.
type answers struct {
	driver  neo4j.DriverWithContext
	queries map[string]string
}

// ServeHTTP answers a question, or gives its error in GraphQL's form.
func (a answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rows, err := a.ask(r)
	answer := map[string]any{"data": rows}
	if err != nil {
		answer = map[string]any{"errors": []any{map[string]any{"message": err.Error()}}}
	}
	w.Header().Set("Content-Type", "application/json")
	// Who has gone away does not hear of it.
	_ = json.NewEncoder(w).Encode(answer)
}

func (a answers) ask(r *http.Request) ([]map[string]any, error) {
	var question struct {
		Query     string
		Variables map[string]any
	}
	if err := json.NewDecoder(r.Body).Decode(&question); err != nil {
		return nil, err
	}
	text := a.queries[question.Query]
	if text == "" {
		return nil, fmt.Errorf("there is no question %q", question.Query)
	}
	// Numbers of JSON are read as such that have fractions.
	if o, ok := question.Variables["o"].(float64); ok {
		question.Variables["o"] = int64(o)
	}
	result, err := neo4j.ExecuteQuery(r.Context(), a.driver, text, question.Variables, neo4j.EagerResultTransformer,
		neo4j.ExecuteQueryWithDatabase("neo4j"), neo4j.ExecuteQueryWithReadersRouting())
	if err != nil {
		return nil, err
	}
	rows := make([]map[string]any, len(result.Records))
	for i, record := range result.Records {
		rows[i] = record.AsMap()
	}
	return rows, nil
}
