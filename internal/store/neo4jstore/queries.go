package neo4jstore

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"text/template"

	"github.com/hashicorp/golang-lru/v2"

	"entente/internal/knowledge"
)

// files holds every query that is sent to the database. Templates only combine fixed pieces, all of them in these files: no value ever
// becomes part of a query text.
//
//go:embed cypher/*.cypher
var files embed.FS

// queries are the query texts. Those with several variants are rendered on first use.
type queries struct {
	templates *template.Template
	// texts are the most recently used texts.
	texts   *lru.Cache[queryVariant, string]
	newest  string
	catalog string
}

// maxTexts is how many texts are kept, each of some kilobytes. By default, the database keeps as many plans.
const maxTexts = 1000

// queryVariant names a variant of a query. Fields that the query does not use stay empty.
type queryVariant struct {
	// file is the query's name: its file name without the extension.
	file string
	// of are the branches that statements are looked up in, joined by spaces; from is where entities and documents are looked up.
	of, from string
	// key names the order.
	key string
	// descending is the direction in which the order is walked.
	descending bool
	// label is the label of a kind of row.
	label string
	// level is the certainty that statements must have on the days of the scope, "" if it has no days.
	level knowledge.Certainty
	// conditions are the names of the conditions of the query, each after a space and sorted: see conditionNames. Planning takes the
	// database a tenth of a second and more for each condition, so a query has only those that are set.
	conditions string
}

// conditionNames returns the names of parameters, each after a space and the prefix.
func conditionNames(prefix string, params map[string]any) string {
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(params)) {
		all.WriteString(" " + prefix + name)
	}
	return all.String()
}

// conditionedBy returns the variant with the conditions that the parameters of an entity or document query are for, and the level of its scope.
func (f queryVariant) conditionedBy(scope *knowledge.Scope, params map[string]any) queryVariant {
	f.level = levelOf(scope)
	for _, of := range []struct{ name, prefix string }{{"q", ""}, {"e", "e."}, {"d", "d."}} {
		if values, ok := params[of.name].(map[string]any); ok {
			f.conditions += conditionNames(of.prefix, values)
		}
	}
	for _, name := range []string{"only", "relations"} {
		if params[name] != nil {
			f.conditions += " " + name
		}
	}
	return f
}

// HasCondition reports whether the query has the condition of this name.
func (f queryVariant) HasCondition(name string) bool {
	return strings.Contains(f.conditions+" ", " "+name+" ")
}

// Level is the certainty that statements must have.
func (f queryVariant) Level() knowledge.Certainty { return f.level }

// IsLevel reports whether statements must have this certainty.
func (f queryVariant) IsLevel(level knowledge.Certainty) bool { return f.level == level }

// levelDays names the properties that say when a statement counts at a level, and the parameters that they are compared with: the statement
// must have begun by BegunBy and go on to GoesOnTo. CERTAIN must hold throughout the days, the other levels on one of them.
type levelDays struct {
	dayNames
	BegunBy, GoesOnTo string
}

// DaysOf returns the names that decide whether a statement counts at a level.
func (f queryVariant) DaysOf(level knowledge.Certainty) levelDays {
	if level == knowledge.Certain {
		return levelDays{daysOf(level), "asOfFirst", "asOfLast"}
	}
	return levelDays{daysOf(level), "asOfLast", "asOfFirst"}
}

// LeavesOutSources reports whether the scope has days, below CERTAIN, and leaves out sources whose statements may bound others.
func (f queryVariant) LeavesOutSources() bool {
	return f.level != "" && f.level != knowledge.Certain && slices.ContainsFunc(sourceConditions(), f.HasCondition)
}

// sourceConditions are the conditions of a scope that leave out sources, at all levels but CERTAIN.
func sourceConditions() []string {
	return []string{"datasets", "minReliability", "publishedFirst", "afterLast"}
}

// Of are the branches.
func (f queryVariant) Of() []string { return strings.Fields(f.of) }

// From is where entities or documents are looked up.
func (f queryVariant) From() string { return f.from }

// Key names the order.
func (f queryVariant) Key() string { return f.key }

// Label is the label of a kind of row.
func (f queryVariant) Label() string { return f.label }

// Properties are the properties of a row of the label.
func (f queryVariant) Properties() []string { return properties(f.label) }

// Bounds are the properties of a statement that follow from other rows.
func (f queryVariant) Bounds() []string { return boundProperties() }

// Kinds are all kinds of entities.
func (f queryVariant) Kinds() []knowledge.EntityKind { return knowledge.EntityKinds() }

// KindLabel is the label of entities of a kind: Country.
func (f queryVariant) KindLabel(k knowledge.EntityKind) string { return string(k[:1]) + k.Prefix()[1:] }

// Way is the suffix of each key of an ORDER BY.
func (f queryVariant) Way() string {
	if f.descending {
		return " DESC"
	}
	return ""
}

// Overlap reports whether a statement may come from several branches or ids.
func (f queryVariant) Overlap() bool {
	of := f.Of()
	return len(of) > 1 || of[0] == "about" || of[0] == "attributedTo"
}

// In returns the branch with the order of the variant.
func (f queryVariant) In(of string) branch { return branch{of, f.key, f.Way()} }

// branch is one index in which statements are looked up, with the order of the result.
type branch struct{ Of, Key, Way string }

// loadQueries parses the templates and renders the queries without variants.
func loadQueries() (*queries, error) {
	templates, err := template.New("").Funcs(template.FuncMap{"isAuxiliary": isAuxiliary}).ParseFS(files, "cypher/*.cypher")
	if err != nil {
		return nil, err
	}
	texts, err := lru.New[queryVariant, string](maxTexts)
	if err != nil {
		return nil, err
	}
	q := &queries{templates: templates, texts: texts}
	q.newest, q.catalog = q.text(queryVariant{file: "newest"}), q.text(queryVariant{file: "catalog"})
	return q, nil
}

// text returns the text of a variant. It panics if the variant cannot be rendered, which is a bug of this package.
func (q *queries) text(f queryVariant) string {
	if text, ok := q.texts.Get(f); ok {
		return text
	}
	var text strings.Builder
	if err := q.templates.ExecuteTemplate(&text, f.file+".cypher", f); err != nil {
		panic(fmt.Sprintf("neo4jstore: no query %+v: %v", f, err))
	}
	q.texts.Add(f, text.String())
	return text.String()
}

// schema returns the statements that create constraints and indexes.
func schema() ([]string, error) {
	content, err := fs.ReadFile(files, "cypher/schema.cypher")
	if err != nil {
		return nil, err
	}
	var statements []string
	for _, s := range strings.Split(string(content), ";") {
		if s = strings.TrimSpace(s); s != "" {
			statements = append(statements, s)
		}
	}
	return statements, nil
}

// levelOf is the certainty that statements must have on the days of a scope, "" if it has no days.
func levelOf(scope *knowledge.Scope) knowledge.Certainty {
	if scope.AsOf.IsZero() {
		return ""
	}
	return cmp.Or(scope.Certainty, knowledge.Presumed)
}
