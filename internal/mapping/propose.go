package mapping

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/mapping/table"
)

// sampled is how many rows a proposal looks at.
const sampled = 2000

// Proposal is a mapping that a table's columns suggest. It is a beginning: what it cannot know stands in it in capital letters.
type Proposal struct {
	// Name is the table's name, Text the mapping's file.
	Name, Text string
	// Reasons say of each column what it was taken for, and why.
	Reasons []string
}

// column is a column with what was recognised of it.
type column struct {
	name   string
	values []string
	// hasEmpty: some cell is empty.
	hasEmpty bool
	// isGuess: the codes look like those of other schemes.
	isGuess bool
	// scheme is that of the codes that it holds; kind says what else it is.
	scheme string
	kind   columnKind
	why    string
}

type columnKind int

const (
	otherColumn columnKind = iota
	codeColumn
	nameColumn
	yearColumn
	dateColumn
	flagColumn
)

// Propose looks at the first rows of a table and proposes a mapping. today is the day on which the table was seen. The error, of the type
// *table.Error where it is the table's, says why it cannot be read.
func Propose(files table.Files, name, today string) (*Proposal, error) {
	columns, err := look(files, name)
	if err != nil {
		return nil, err
	}
	p := &Proposal{Name: name}
	for _, c := range columns {
		c.recognise()
		if c.kind != otherColumn {
			p.Reasons = append(p.Reasons, fmt.Sprintf("%s: %s", c.name, c.why))
		}
	}
	p.Text = draft(name, today, columns)
	return p, nil
}

// look reads the first rows.
func look(files table.Files, name string) ([]*column, error) {
	fsys, file, _, err := files.Find(name)
	if err != nil {
		return nil, err
	}
	t, err := table.Open(fsys, file, table.Spec{})
	if err != nil {
		return nil, err
	}
	defer func() { _ = t.Close() }()
	header := t.Header()
	if header == nil {
		return nil, errors.New("a table in JSON Lines has no header to look at: entente new --preset ftm NAME shows how such a table is mapped")
	}
	names := slices.DeleteFunc(slices.Clone(header), func(name string) bool { return name == "" })
	if err := t.Select(names...); err != nil {
		return nil, err
	}
	columns := make([]*column, len(names))
	for i, name := range names {
		columns[i] = &column{name: name}
	}
	for range sampled {
		row, err := t.Next()
		var broken *table.Error
		switch {
		case errors.Is(err, io.EOF):
			return columns, nil
		case errors.As(err, &broken) && broken.Row:
			continue
		case err != nil:
			return nil, err
		}
		for i, cell := range row.Cells {
			if cell == "" {
				columns[i].hasEmpty = true
				continue
			}
			columns[i].values = append(columns[i].values, strings.Clone(cell))
		}
	}
	return columns, nil
}

var (
	threeLetters = regexp.MustCompile(`^[A-Z]{3}$`)
	twoLetters   = regexp.MustCompile(`^[A-Z]{2}$`)
	fewDigits    = regexp.MustCompile(`^\d{1,3}$`)
	wikidataItem = regexp.MustCompile(`^Q[1-9]\d*$`)
	aYear        = regexp.MustCompile(`^(1[5-9]|20)\d\d$`)
	aDate        = regexp.MustCompile(`^\d{4}-\d\d(-\d\d)?$`)
	aTime        = regexp.MustCompile(`^(1[5-9]|20)\d\d(-\d\d(-\d\d)?)?$`)
	aFlag        = regexp.MustCompile(`^[01]$`)
	missing      = regexp.MustCompile(`^(9999(-12-31)?|-?9|-99|-999|NA|\.)$`)
)

// all says whether all values that are not what tables write for none are of a form, and there is one.
func (c *column) all(form *regexp.Regexp) bool {
	found := false
	for _, v := range c.values {
		switch {
		case form.MatchString(v):
			found = true
		case !missing.MatchString(v):
			return false
		}
	}
	return found
}

// most says whether at least three values of four are of a form, and gives the first of the others: a slip in a cell does not hide what its
// column holds.
func (c *column) most(form *regexp.Regexp) (slip string, ok bool) {
	fit, others := 0, 0
	for _, v := range c.values {
		switch {
		case form.MatchString(v):
			fit++
		case !missing.MatchString(v):
			if others++; others == 1 {
				slip = v
			}
		}
	}
	return slip, fit > 0 && fit >= 3*others
}

// named says whether the column's name has one of some words in it.
func (c *column) named(words ...string) bool {
	name := strings.ToLower(c.name)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(name, w) })
}

// recognise finds out what the column holds.
func (c *column) recognise() {
	set := func(kind columnKind, scheme, why string) { c.kind, c.scheme, c.why = kind, scheme, why }
	switch {
	case len(c.values) == 0:
	case c.all(aFlag) && slices.Contains(c.values, "0") && slices.Contains(c.values, "1"):
		set(flagColumn, "", "each cell is 0 or 1: whether something is so")
	case c.all(aYear):
		set(yearColumn, "", "each cell is a year")
	case c.all(aDate):
		set(dateColumn, "", "each cell is a date")
	case c.named("gw") && c.all(fewDigits):
		set(codeColumn, "gw", "up to three digits, and gw in its name: codes of Gleditsch and Ward")
	case c.named("ccode", "cow", "statea", "stateb") && c.all(fewDigits):
		set(codeColumn, "cow", "up to three digits, and a name as of the Correlates of War: their codes")
	case c.named("country", "state") && c.all(fewDigits):
		set(codeColumn, "cow", "up to three digits, and its name speaks of countries: taken for codes of the Correlates of War; those of Gleditsch and Ward (gw) and of ISO (isonum) look the same")
		c.isGuess = true
	case c.named("iso", "country", "code", "state") && c.all(threeLetters):
		set(codeColumn, "iso3", "three capital letters each: taken for codes of ISO 3166-1")
	case c.named("iso", "country", "code", "state") && c.all(twoLetters):
		set(codeColumn, "iso2", "two capital letters each: taken for codes of ISO 3166-1")
	case c.all(wikidataItem):
		set(codeColumn, "wikidata", "Q and a number each: items of Wikidata")
	case c.named("country", "state", "nation"):
		set(nameColumn, "", "texts, and its name speaks of countries: taken for their names")
	case c.all(aTime):
		set(dateColumn, "", "each cell is a year or a date")
	case c.named("year", "date", "since", "until", "from", "begin", "start", "end"):
		if slip, ok := c.most(aTime); ok {
			set(dateColumn, "", fmt.Sprintf("most cells are years or dates, and its name speaks of time; not so %s", knowledge.Quote(slip)))
		}
	}
}

// end is the reference that a column of countries gives.
func (c *column) end() string {
	if c.scheme == "" {
		return fmt.Sprintf("%q", "{"+c.name+"}")
	}
	return fmt.Sprintf("%q", c.scheme+":{"+c.name+"}")
}

// draft writes a mapping.
func draft(name, today string, columns []*column) string {
	var b strings.Builder
	title := strings.ToUpper(name[:1]) + name[1:]
	fmt.Fprintf(&b, `# yaml-language-server: $schema=../.schemas/mapping.schema.json
# A proposal. What stands in capital letters is yours to say; docs/tables.md has the language.
# reliability is from A, completely reliable, to E, unreliable; F cannot be judged.
table: %s
source:
  title: %q
  publisher: WHO PUBLISHED IT
  retrievedOn: %s
  language: en
  reliability: F
  license: ITS LICENCE
  citation: HOW IT IS CITED
`, name, title, today)
	codes := ends(columns)
	switch {
	case len(codes) >= 2:
		fmt.Fprintf(&b, "statements:\n  - subject: %s\n", codes[0].end())
		if flags := pick(columns, flagColumn); len(flags) > 0 {
			b.WriteString("    relation: # a claim for each 1; choose the relations\n      flags:\n")
			for _, f := range flags {
				fmt.Fprintf(&b, "        %s: COOPERATES_WITH\n", quotedKey(f.name))
			}
		} else {
			b.WriteString("    # choose the relation\n    relation: COOPERATES_WITH\n")
		}
		fmt.Fprintf(&b, "    object: %s\n", codes[1].end())
	case len(codes) == 1:
		group := groupColumn(columns, codes[0])
		fmt.Fprintf(&b, "entities:\n  # choose the kind\n  - {id: %q, name: %q}\n", "organization:{"+group+"}", "{"+group+"}")
		fmt.Fprintf(&b, "statements:\n  - subject: %s\n    # choose the relation\n    relation: MEMBER_OF\n    object: %q\n", codes[0].end(), "organization:{"+group+"}")
	default:
		fmt.Fprintf(&b, "statements: # no column of countries was recognised\n  - subject: %q\n    # choose the relation\n    relation: COOPERATES_WITH\n    object: AN ENTITY\n", "{"+columns[0].name+"}")
	}
	if slices.ContainsFunc(columns, func(c *column) bool { return (c.kind == yearColumn || c.kind == dateColumn) && c.hasEmpty }) {
		b.WriteString("    # an empty cell was taken to say that it goes on, or where it began, that this is not known\n")
	}
	b.WriteString(draftValid(columns))
	switch {
	case len(codes) >= 2 && len(pick(columns, flagColumn)) > 0:
		b.WriteString("leaveOut: [empty-cell] # rows without a 1; add unknown-entity for codes that nobody has\n")
	case len(codes) > 0:
		b.WriteString("# leaveOut: [unknown-entity] # rows whose codes or names nobody has\n")
	}
	return b.String()
}

// ends are the columns of the countries that a row is about, one or several: codes before names, and codes that are sure before those that are
// guessed. Codes of several schemes in a row are of one country.
func ends(columns []*column) []*column {
	codes := pick(columns, codeColumn)
	if sure := slices.DeleteFunc(slices.Clone(codes), func(c *column) bool { return c.isGuess }); len(sure) > 0 {
		codes = sure
	}
	if len(codes) == 0 {
		return pick(columns, nameColumn)
	}
	return slices.DeleteFunc(codes, func(c *column) bool { return c.scheme != codes[0].scheme })
}

func pick(columns []*column, kind columnKind) []*column {
	return slices.DeleteFunc(slices.Clone(columns), func(c *column) bool { return c.kind != kind })
}

// groupColumn is the column that may name what a country belongs to: the first that nothing else was recognised in.
func groupColumn(columns []*column, besides *column) string {
	for _, c := range columns {
		if c.kind == otherColumn && len(c.values) > 0 {
			return c.name
		}
	}
	return besides.name
}

func quotedKey(name string) string {
	if ownName.MatchString(name) {
		return name
	}
	return fmt.Sprintf("%q", name)
}

// draftValid writes when the claims hold: between two columns of dates, or on that of one.
func draftValid(columns []*column) string {
	times := slices.DeleteFunc(slices.Clone(columns), func(c *column) bool { return c.kind != yearColumn && c.kind != dateColumn })
	begin, end := -1, -1
	for i, c := range times {
		if begin < 0 && c.named("from", "begin", "start", "strt", "since", "entry") {
			begin = i
		} else if end < 0 && c.named("to_", "_to", "end", "until", "exit") || strings.EqualFold(c.name, "to") {
			end = i
		}
	}
	switch {
	case begin >= 0 && end >= 0:
		return fmt.Sprintf("    valid: {from: %s, to: %s}\n", times[begin].date("unknown"), times[end].date("open"))
	case begin >= 0:
		return fmt.Sprintf("    valid: {from: %s}\n", times[begin].date("unknown"))
	case len(times) > 0:
		return fmt.Sprintf("    valid: {on: %s}\n", times[0].date("unknown"))
	}
	return ""
}

// date writes the date of a column, with what its cells write for none.
func (c *column) date(none string) string {
	found := map[string]bool{}
	for _, v := range c.values {
		if missing.MatchString(v) && !aYear.MatchString(v) {
			found[v] = true
		}
	}
	if c.hasEmpty {
		found[""] = true
	}
	if len(found) == 0 {
		return fmt.Sprintf("%q", "{"+c.name+"}")
	}
	var cells []string
	for v := range found {
		cells = append(cells, fmt.Sprintf("%q", v))
	}
	slices.Sort(cells)
	return fmt.Sprintf("{column: %q, %s: [%s]}", c.name, none, strings.Join(cells, ", "))
}

// TableName gives the name by which a mapping reads a file.
func TableName(file string) string { return table.Stem(filepath.ToSlash(file)) }
