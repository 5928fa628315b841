package memstore

import (
	"fmt"
	"strings"

	"entente/internal/knowledge"
)

// problems are what is wrong with a change.
type problems struct{ found []string }

// maxProblems is how many problems an error names.
const maxProblems = 20

func (p *problems) add(format string, args ...any) {
	p.found = append(p.found, fmt.Sprintf(format, args...))
}

// full says that there are as many as an error will name, so that looking for more is in vain.
func (p *problems) full() bool { return len(p.found) >= maxProblems }

// err is the error that names the problems, or nil.
func (p *problems) err() error {
	if len(p.found) == 0 {
		return nil
	}
	named, more := p.found[:min(len(p.found), maxProblems)], ""
	if p.full() {
		more = "; and perhaps more"
	}
	err := knowledge.Errorf(knowledge.Invalid, "nothing was changed: %s%s", strings.Join(named, "; "), more)
	err.Details = map[string]any{"violations": named}
	return err
}
