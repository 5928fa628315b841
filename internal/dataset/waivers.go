package dataset

import (
	"context"
	"fmt"
	"slices"

	"entente/internal/dataset/input"
	"entente/internal/dataset/rules"
	"entente/internal/knowledge"
)

func waiverShape() shape {
	return shape{what: "a waiver", required: []string{"rule", "reason"}, optional: []string{"statement", "subject", "relation", "object"}}
}

// waiver lets a claim stand that a rule finds fault with.
type waiver struct {
	rule      string
	reason    string
	statement knowledge.ID
	subject   knowledge.ID
	relation  string
	object    knowledge.ID
	at        input.Position
	used      bool
}

// fits says whether the waiver is for a finding. The ends of a symmetric relation may stand in either order.
func (w *waiver) fits(f rules.Finding) bool {
	s := f.Statement
	switch {
	case w.rule != f.Rule:
		return false
	case w.statement != "":
		return w.statement == s.ID
	case w.relation != s.Relation:
		return false
	}
	turned := s.Symmetric && w.subject == s.Object && w.object == s.Subject
	return turned || w.subject == s.Subject && w.object == s.Object
}

// readWaivers reads waivers.yaml.
func (r *reader) readWaivers(ctx context.Context) {
	if !r.present[waiversFile] {
		return
	}
	r.file(waiversFile).list(ctx, waiverShape(), func(rec *record) {
		before := rec.problems.refused
		w := waiver{
			rule:      choice(rec, "rule", rules.Names(), ""),
			reason:    rec.text("reason", MaxLabel),
			statement: rec.text("statement", knowledge.MaxIDLength),
			relation:  rec.text("relation", MaxName),
			subject:   r.entity(rec, "subject", always()),
			object:    r.entity(rec, "object", always()),
			at:        rec.at,
		}
		ends := 0
		for _, key := range []string{"subject", "relation", "object"} {
			if rec.has(key) {
				ends++
			}
		}
		switch {
		case rec.has("statement") && ends > 0:
			rec.fail(rec.keyAt("statement"), DuplicateKey, "a waiver names its claim by its id or by its ends and relation, not by both", "leave one of them out")
		case !rec.has("statement") && ends < 3:
			rec.fail(rec.at, MissingKey, "a waiver names its claim: by its statement's id, or by subject, relation and object", "")
		case rec.has("statement") && knowledge.CheckID(w.statement, knowledge.StatementPrefix) != nil && w.statement != "":
			rec.fail(rec.valueAt("statement"), BadID, fmt.Sprintf("%s is no statement's id", quoted(w.statement)), "")
		}
		if rec.problems.refused == before {
			r.folder.waivers = append(r.folder.waivers, w)
		}
	})
}

// Judged gives the statements that rules look at, each made anew.
func (f *Folder) Judged() []*knowledge.Statement {
	judged := make([]*knowledge.Statement, 0, len(f.statementPositions))
	if len(f.statementPositions) == 0 {
		return judged
	}
	for s := range f.Statements.All() {
		if _, is := f.statementPositions[s.ID]; is {
			judged = append(judged, s)
		}
	}
	return judged
}

// Judge takes in what rules have found: each finding becomes a problem at its claim's place, an error where it is severe and a
// warning elsewhere, unless a waiver lets the claim stand. A waiver that fits nothing is an error. What was waived, and why, is
// added to the dataset's notes, so that readers of the graph see it. It is called once, for a folder without errors.
func (f *Folder) Judge(findings []rules.Finding) {
	statements := &file{name: statementsFile, problems: &f.Problems}
	var waived []string
	for _, found := range findings {
		if i := slices.IndexFunc(f.waivers, func(w waiver) bool { return w.fits(found) }); i >= 0 {
			f.waivers[i].used = true
			s := found.Statement
			waived = append(waived, fmt.Sprintf("- %s: %s %s %s (%s): %s", found.Rule, s.Subject, s.Relation, s.Object, s.Validity.EDTF(), f.waivers[i].reason))
			continue
		}
		at := f.statementPositions[found.Statement.ID]
		if found.Severe {
			statements.fail(at, Code(found.Rule), found.Message, found.Hint)
		} else {
			statements.warn(at, Code(found.Rule), found.Message, found.Hint)
		}
	}
	f.note(waived)
	waivers := &file{name: waiversFile, problems: &f.Problems}
	for _, w := range f.waivers {
		if !w.used {
			waivers.fail(w.at, UnusedWaiver, fmt.Sprintf("the rule %s finds nothing wrong with this claim", w.rule), "remove the waiver")
		}
	}
	f.Problems.sort()
}

// note adds to the dataset's notes what was waived.
func (f *Folder) note(waived []string) {
	if waived == nil {
		return
	}
	notes := string(f.Dataset.Notes)
	if notes != "" {
		notes += "\n\n"
	}
	notes += "Claims that stand although a rule finds fault with them:"
	for _, w := range waived {
		notes += "\n" + w
	}
	if len(notes) > MaxProse {
		(&file{name: waiversFile, problems: &f.Problems}).fail(start(), TooLarge, fmt.Sprintf("with what is waived the dataset's notes have %d bytes; they may have %d", len(notes), MaxProse), "")
		return
	}
	f.Dataset.Notes = knowledge.Text(notes)
}
