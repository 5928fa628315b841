package difftest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Question is an operation with its variables.
type Question struct {
	Text      string
	Variables map[string]any
}

// String shows the operation and its variables.
func (q Question) String() string {
	// Variables were made of what JSON has.
	variables, _ := json.Marshal(q.Variables)
	return q.Text + "\nvariables: " + string(variables)
}

// Questions generates random valid questions: fields, aliases, arguments, variables with and without defaults, inline and named
// fragments on all types that overlap, @skip and @include. Validation rejects a few of them.
type Questions struct {
	rand    *rand.Rand
	schema  *ast.Schema
	samples Samples
	skip    map[string]bool
	depth   int
	// shapes numbers the types that fields of one name have.
	shapes map[string][]string

	aliases   map[string]string // a field with its arguments to its alias
	variables []variable
	fragments []fragment
	last      string
}

type fragment struct{ name, on, body string }

// NewQuestions returns a generator of questions. Of the configuration it uses Samples, Skip and Depth.
func NewQuestions(schema *ast.Schema, r *rand.Rand, c Config) *Questions {
	g := &Questions{rand: r, schema: schema, samples: c.Samples, skip: c.Skip, depth: c.Depth, shapes: map[string][]string{}}
	if g.depth == 0 {
		g.depth = 5
	}
	for _, name := range sortedTypes(schema) {
		for _, f := range schema.Types[name].Fields {
			g.shape(f)
		}
	}
	return g
}

func sortedTypes(schema *ast.Schema) []string {
	names := make([]string, 0, len(schema.Types))
	for name := range schema.Types {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// shape numbers the types of fields of one name: two of different types must not share a response key.
func (g *Questions) shape(f *ast.FieldDefinition) int {
	text := f.Type.String()
	for i, s := range g.shapes[f.Name] {
		if s == text {
			return i
		}
	}
	g.shapes[f.Name] = append(g.shapes[f.Name], text)
	return len(g.shapes[f.Name]) - 1
}

func (g *Questions) chance(percent int) bool { return g.rand.IntN(100) < percent }

// Next generates another question.
func (g *Questions) Next() Question {
	g.aliases, g.variables, g.fragments = map[string]string{}, nil, nil
	composites := g.composites()
	for i := range g.rand.IntN(4) {
		on := composites[g.rand.IntN(len(composites))]
		// A fragment may spread those made before it.
		g.fragments = append(g.fragments, fragment{fmt.Sprint("F", i), on, g.selection(g.schema.Types[on], 2)})
	}
	text := "query Q%s " + g.selection(g.schema.Query, g.depth-1+g.rand.IntN(3))
	for changed := true; changed; {
		changed = false
		for i, f := range g.fragments {
			if f.name != "" && strings.Contains(text, "..."+f.name+" ") {
				text += "\nfragment " + f.name + " on " + f.on + " " + f.body
				g.fragments[i].name, changed = "", true
			}
		}
	}
	var used []variable
	var definitions []string
	for _, v := range g.variables {
		if strings.Contains(text, "$"+v.name+" ") {
			used = append(used, v)
			definitions = append(definitions, v.definition())
		}
	}
	g.variables = used
	list := ""
	if definitions != nil {
		list = "(" + strings.Join(definitions, ", ") + ")"
	}
	return g.ask(strings.Replace(text, "%s", list, 1))
}

// Again returns the last question with other variables.
func (g *Questions) Again() Question { return g.ask(g.last) }

func (g *Questions) ask(text string) Question {
	g.last = text
	q := Question{Text: text, Variables: map[string]any{}}
	for _, v := range g.variables {
		if v.optional && g.chance(40) {
			continue
		}
		q.Variables[v.name] = plain(g.value(v.typ, v.at))
	}
	return q
}

// composites returns the types that a fragment may be on.
func (g *Questions) composites() (names []string) {
	for _, name := range sortedTypes(g.schema) {
		if d := g.schema.Types[name]; d.IsCompositeType() && !strings.HasPrefix(name, "__") && d != g.schema.Mutation && d != g.schema.Subscription {
			names = append(names, name)
		}
	}
	return names
}
