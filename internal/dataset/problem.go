package dataset

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

// Severity is whether a problem prevents loading.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Problem is a problem of a folder, at one position.
type Problem struct {
	// File is the path within the folder; "." for the folder itself.
	File string `json:"file"`
	// Line and Column count from 1, Column in code points. A problem of a whole file stands at 1:1.
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Severity Severity `json:"severity"`
	Code     Code     `json:"code"`
	// Message says what is wrong, and why.
	Message string `json:"message"`
	// Hint is the likely word meant, or what to do; may be empty.
	Hint string `json:"hint,omitempty"`
	// Lines are the further lines that have it, of an error that is told once, where Source.MaxProblems is AllProblems.
	Lines []int `json:"lines,omitempty"`
}

// String is `file:line:column: error: what and why; hint [code]`, in one line.
func (p Problem) String() string {
	s := fmt.Sprintf("%s:%d:%d: %s: %s", p.File, p.Line, p.Column, p.Severity, p.Message)
	if p.Hint != "" {
		s += "; " + p.Hint
	}
	return s + " [" + string(p.Code) + "]"
}

// In returns the problem with its file below a folder, as the command line names it. A table outside the folder has its own path.
func (p Problem) In(folder string) Problem {
	if !filepath.IsAbs(p.File) {
		p.File = filepath.Join(folder, filepath.FromSlash(p.File))
	}
	return p
}

// MaxProblems limits how many errors, and how many warnings, are kept: the first of each. The rest is counted. A Source may ask for another
// number, and for AllProblems, whose memory grows with the mistakes.
const (
	MaxProblems = 1000
	AllProblems = math.MaxInt
)

// Problems are the problems of a folder.
type Problems struct {
	// List is sorted by file, line and column.
	List []Problem
	// Errors and Warnings count all there are, those that are not kept too.
	Errors   int
	Warnings int
	// most is how many of each are kept; MaxProblems if zero.
	most int
	// refused counts errors with the repetitions of those that are told once, which repeated has by what they say.
	refused  int
	repeated map[repeatedKey]*repetition
}

// Err returns an error that shows all errors, one a line, and nil if there are only warnings, or nothing. Its code is knowledge.Invalid.
func (p *Problems) Err() error {
	if p.Errors == 0 {
		return nil
	}
	return knowledge.Errorf(knowledge.Invalid, "%s", p.text(Error))
}

// String shows all problems, one a line, and at the end how many are not shown.
func (p *Problems) String() string { return p.text(Error, Warning) }

// text shows the problems of some severities, one a line.
func (p *Problems) text(severities ...Severity) string {
	var lines []string
	for _, problem := range p.List {
		if slices.Contains(severities, problem.Severity) {
			lines = append(lines, problem.String())
		}
	}
	if n := p.Errors - p.limit(); n > 0 {
		lines = append(lines, fmt.Sprintf("and %d more errors", n))
	}
	if n := p.Warnings - p.limit(); n > 0 && slices.Contains(severities, Warning) {
		lines = append(lines, fmt.Sprintf("and %d more warnings", n))
	}
	return strings.Join(lines, "\n")
}

// repeatedKey is equal for errors that are one mistake: the same word in many places of a file.
type repeatedKey struct {
	file    string
	code    Code
	message string
}

// repetition is an error that is told once: where it stands in the list, -1 if it is not kept, and the further lines that have it.
type repetition struct {
	index int
	lines []int
	more  int
}

// addOnce adds an error, or adds its line to the same one at an earlier place: a name that is written wrong throughout is one mistake.
func (p *Problems) addOnce(problem Problem) {
	key := repeatedKey{problem.File, problem.Code, problem.Message}
	earlier := p.repeated[key]
	if earlier == nil {
		p.add(problem)
		if p.repeated == nil {
			p.repeated = map[repeatedKey]*repetition{}
		}
		one := &repetition{index: -1, lines: []int{problem.Line}}
		if p.Errors <= p.limit() {
			one.index = len(p.List) - 1
		}
		p.repeated[key] = one
		return
	}
	p.refused++
	switch last := earlier.lines[len(earlier.lines)-1]; {
	case problem.Line == last:
		return
	case len(earlier.lines) > maxShown && p.limit() != AllProblems:
		earlier.more++
	default:
		earlier.lines = append(earlier.lines, problem.Line)
	}
	if earlier.index >= 0 {
		told := &p.List[earlier.index]
		if p.limit() == AllProblems {
			told.Lines = earlier.lines[1:]
		}
		told.Message = problem.Message + " (" + earlier.String() + ")"
	}
}

// limit is how many errors, and how many warnings, are kept.
func (p *Problems) limit() int { return cmp.Or(p.most, MaxProblems) }

// String names the further lines: `here and on lines 7 and 9`.
func (r *repetition) String() string {
	var words []string
	shown := r.lines[1:min(len(r.lines), maxShown+1)]
	for _, line := range shown {
		words = append(words, strconv.Itoa(line))
	}
	if more := len(r.lines) - 1 - len(shown) + r.more; more > 0 {
		words = append(words, fmt.Sprintf("%d more", more))
	}
	noun := "line "
	if len(words) > 1 {
		noun = "lines "
	}
	return "here and on " + noun + listed(words, "and")
}

func (p *Problems) add(problem Problem) {
	count := &p.Errors
	if problem.Severity == Error {
		p.refused++
	}
	if problem.Severity == Warning {
		count = &p.Warnings
	}
	if *count++; *count <= p.limit() {
		p.List = append(p.List, problem)
	}
}

// full reports whether so many errors are kept that no hint is computed for a further one: a hint costs a comparison with thousands of words.
func (p *Problems) full() bool { return p.Errors >= min(p.limit(), MaxProblems) }

func (p *Problems) sort() {
	slices.SortStableFunc(p.List, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// didYouMean is the hint that names the likely word meant, or "".
func didYouMean(word string, candidates []string) string {
	if nearest := knowledge.Nearest(word, candidates); nearest != "" {
		return "did you mean " + printable(nearest) + "?"
	}
	return ""
}

// position is a position in a file, both from 1.
func position(line, column int) input.Position { return input.Position{Line: line, Column: column} }

// start is the position of a problem of a whole file.
func start() input.Position { return position(1, 1) }
