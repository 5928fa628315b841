package neo4jstore

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"text/template"

	"entente/internal/knowledge"
)

// files holds every text that is ever sent to the database. A text is a template only in which of a few fixed pieces it is put
// together from, all of them in these files: no value ever becomes part of one.
//
//go:embed cypher/*.cypher
var files embed.FS

// queries are the texts, rendered once. Those that come in several forms are looked up by their form.
type queries struct {
	templates *template.Template
	texts     map[form]string
	newest    string
	catalog   string
}

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
	// label is that of a kind of row.
	label string
	// plain: the scope and the filter let all pass.
	plain bool
	// heard: the scope hears only some of those who say when statements began or ended. That takes much to say, and for the database to
	// plan, and is not asked often.
	heard bool
}

// Of are the branches.
func (f form) Of() []string { return strings.Fields(f.of) }

// From is where entities or documents are looked for.
func (f form) From() string { return f.from }

// Key names the order.
func (f form) Key() string { return f.key }

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

// Plain says whether the scope and the filter let all pass.
func (f form) Plain() bool { return f.plain }

// Heard says whether the scope hears only some of those who say when statements began or ended.
func (f form) Heard() bool { return f.heard }

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

// forms lists every form of every query, so that each is known to be well-formed, and can be explained, before it is sent.
func forms() []form {
	var all []form
	add := func(f form) {
		all = append(all, f)
		f.plain = true
		all = append(all, f)
		f.plain, f.heard = false, true
		all = append(all, f)
	}
	both := func(f form) {
		add(f)
		f.descending = true
		add(f)
	}
	for _, of := range sources() {
		for _, key := range []string{"begin", "end", "relation", "documentPlace", "place"} {
			if key != "place" || of == "document" {
				both(form{file: "statements", of: of, key: key})
			}
		}
		add(form{file: "statements_count", of: of})
	}
	for _, from := range []string{"all", "only", "dataset", "entity"} {
		for _, key := range []string{"id", "name", "date"} {
			both(form{file: "entities", from: from, key: key})
		}
		add(form{file: "entities_count", from: from})
	}
	for _, from := range []string{"all", "dataset", "entity"} {
		both(form{file: "documents", from: from, key: "published"})
		both(form{file: "documents", from: from, key: "title"})
		add(form{file: "documents_count", from: from})
	}
	both(form{file: "links"})
	for _, file := range []string{"links_by_id", "links_count", "spans", "held_with"} {
		add(form{file: file})
	}
	all = append(all, form{file: "revisions"}, form{file: "revisions", descending: true})
	for _, file := range []string{
		"newest", "catalog", "statements_by_id", "entities_by_id", "documents_by_id", "lookup",
		"scan_documents", "scan_parts", "scan_parts_of", "scan_statements", "scan_statements_of",
	} {
		all = append(all, form{file: file})
	}
	return append(all, writingForms()...)
}

// sources are the branches that statements may be looked for in; see selection.source.
func sources() []string {
	return []string{"subject object", "subject object about", "voice", "all", "dataset", "document", "relation", "link"}
}

// loadQueries renders every form of every text.
func loadQueries() (*queries, error) {
	templates, err := template.New("").Funcs(template.FuncMap{"beside": besides}).ParseFS(files, "cypher/*.cypher")
	if err != nil {
		return nil, err
	}
	q := &queries{templates: templates, texts: map[form]string{}}
	for _, f := range forms() {
		var text strings.Builder
		if err := templates.ExecuteTemplate(&text, f.file+".cypher", f); err != nil {
			return nil, err
		}
		q.texts[f] = text.String()
	}
	q.newest, q.catalog = q.text(form{file: "newest"}), q.text(form{file: "catalog"})
	return q, nil
}

// text gives the text of a form. That a form is not listed is a mistake of this package.
func (q *queries) text(f form) string {
	text, ok := q.texts[f]
	if !ok {
		panic(fmt.Sprintf("neo4jstore: no query %+v", f))
	}
	return text
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
