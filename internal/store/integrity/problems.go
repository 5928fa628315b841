package integrity

import (
	"fmt"
	"strings"

	"entente/internal/knowledge"
)

// Problems are the problems of a change. The zero value has none.
type Problems struct{ found []string }

// maxProblems is how many problems an error names.
const maxProblems = 20

// Add records a problem.
func (p *Problems) Add(format string, args ...any) {
	p.found = append(p.found, fmt.Sprintf(format, args...))
}

// Join adds the problems of another.
func (p *Problems) Join(other *Problems) { p.found = append(p.found, other.found...) }

// Full reports whether there are as many problems as an error names, so that checking can stop.
func (p *Problems) Full() bool { return len(p.found) >= maxProblems }

// Len is the number of problems.
func (p *Problems) Len() int { return len(p.found) }

// Err is the error that names the problems, with the code knowledge.Invalid, or nil.
func (p *Problems) Err() error {
	if len(p.found) == 0 {
		return nil
	}
	named, more := p.found[:min(len(p.found), maxProblems)], ""
	if p.Full() {
		more = "; and perhaps more"
	}
	err := knowledge.Errorf(knowledge.Invalid, "nothing was changed: %s%s", strings.Join(named, "; "), more)
	err.Details = map[string]any{"violations": named}
	return err
}
