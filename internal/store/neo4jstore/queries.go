package neo4jstore

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"text/template"

	lru "github.com/hashicorp/golang-lru/v2"

	"entente/internal/knowledge"
)

// files holds every text that is ever sent to the database. A text is a template only in which of a few fixed pieces it is put
// together from, all of them in these files: no value ever becomes part of one.
//
//go:embed cypher/*.cypher
var files embed.FS

// queries are the texts. Those that come in several forms are rendered when they are first asked for.
type queries struct {
	templates *template.Template
	// texts are those that were asked for last.
	texts   *lru.Cache[form, string]
	newest  string
	catalog string
}

// maxTexts is how many texts are kept, each of some kilobytes. The database keeps as many plans, where it is not told otherwise.
const maxTexts = 1000

// form says which of a query's forms is meant. What a query does not know stays empty.
type form struct {
	// file is the query's name: its file without the ending.
	file string
	// of are the branches that statements are looked for in, joined by spaces; from where entities and documents are.
	of, from string
	// key names the order.
	key string
	// descending says which way the order is walked.
	descending bool
	// probes: it must be known whether rows stand before the page or behind it.
	probes bool
	// label is that of a kind of row.
	label string
	// level is that at which statements must count on the days of the scope, empty where it has no days.
	level knowledge.Certainty
	// asks are the names of the conditions that the query has, each behind a space and in one order: asks makes them. Planning a query
	// takes the database a tenth of a second and more with each condition, so it has those alone that are asked for.
	asks string
}

// asks gives the conditions that parameters are for: their names, each behind a space and the prefix.
func asks(prefix string, params map[string]any) string {
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(params)) {
		all.WriteString(" " + prefix + name)
	}
	return all.String()
}

// Asks says whether the query has the condition of this name.
func (f form) Asks(name string) bool { return strings.Contains(f.asks+" ", " "+name+" ") }

// Level is that at which statements must count.
func (f form) Level() knowledge.Certainty { return f.level }

// IsLevel says whether statements must count at this level.
func (f form) IsLevel(level knowledge.Certainty) bool { return f.level == level }

// levelDays says which properties say when a statement counts at a level, and which days they are held against: it must have begun by
// the one, and go on to the other. Certain is what holds throughout the days, all else what holds on one of them.
type levelDays struct {
	dayNames
	BegunBy, GoesOnTo string
}

// DaysOf is what says whether a statement counts at a level.
func (f form) DaysOf(level knowledge.Certainty) levelDays {
	if level == knowledge.Certain {
		return levelDays{daysOf(level), "asOfFirst", "asOfLast"}
	}
	return levelDays{daysOf(level), "asOfLast", "asOfFirst"}
}

// Heard says whether the scope asks on which days statements are presumed to hold, and leaves out sources that may have a word on it.
func (f form) Heard() bool {
	return f.level != "" && f.level != knowledge.Certain && slices.ContainsFunc(sourceConditions(), f.Asks)
}

// sourceConditions are the conditions of a scope that leave out sources, at all levels but CERTAIN.
func sourceConditions() []string {
	return []string{"datasets", "minReliability", "publishedFirst", "afterLast"}
}

// Of are the branches.
func (f form) Of() []string { return strings.Fields(f.of) }

// From is where entities or documents are looked for.
func (f form) From() string { return f.from }

// Key names the order.
func (f form) Key() string { return f.key }

// Probes says whether it must be known if rows stand before the page or behind it.
func (f form) Probes() bool { return f.probes }

// Label is that of a kind of row.
func (f form) Label() string { return f.label }

// Properties are those that a row of the label has.
func (f form) Properties() []string { return properties(f.label) }

// Bounds are those of its properties that follow from other rows.
func (f form) Bounds() []string { return boundProperties() }

// Kinds are all kinds of entities.
func (f form) Kinds() []knowledge.EntityKind { return knowledge.EntityKinds() }

// KindLabel is the label of entities of a kind: Country.
func (f form) KindLabel(k knowledge.EntityKind) string { return string(k[:1]) + k.Prefix()[1:] }

// Way is what follows each key of an order.
func (f form) Way() string {
	if f.descending {
		return " DESC"
	}
	return ""
}

// Overlap says whether one statement may come from several branches or ids.
func (f form) Overlap() bool {
	of := f.Of()
	return len(of) > 1 || of[0] == "about" || of[0] == "voice"
}

// In is the form of one branch.
func (f form) In(of string) branch { return branch{of, f.key, f.Way()} }

// branch is one place in which statements are looked for, with the order that they are wanted in.
type branch struct{ Of, Key, Way string }

// labels are those of the kinds of rows, by table.
func labels() map[knowledge.Table]string {
	return map[knowledge.Table]string{
		knowledge.TableDataset: "Dataset", knowledge.TableRelation: "Relation", knowledge.TableDocument: "Document",
		knowledge.TableEntity: "EntityPart", knowledge.TableStatement: "Statement",
	}
}

// stateLabel is that of entities as their parts join to them.
const stateLabel = "EntityState"

func loadQueries() (*queries, error) {
	templates, err := template.New("").Funcs(template.FuncMap{"beside": besides}).ParseFS(files, "cypher/*.cypher")
	if err != nil {
		return nil, err
	}
	texts, err := lru.New[form, string](maxTexts)
	if err != nil {
		return nil, err
	}
	q := &queries{templates: templates, texts: texts}
	q.newest, q.catalog = q.text(form{file: "newest"}), q.text(form{file: "catalog"})
	return q, nil
}

// text gives the text of a form. That a form cannot be rendered is a mistake of this package.
func (q *queries) text(f form) string {
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

// schema gives the statements that make constraints and indexes.
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
