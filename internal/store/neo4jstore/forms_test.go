package neo4jstore

import (
	"strings"

	"entente/internal/knowledge"
)

// forms lists every query in each of its orders and ways, without any condition that may be asked for or not.
func forms() []form {
	var all []form
	add := func(f form) {
		f.probes = true
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
	all = append(all, form{file: "revisions", probes: true}, form{file: "revisions", descending: true, probes: true})
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

// conditions are the names of those that queries of a file may have, each behind a space, without the scope's.
func conditions(file string) string {
	statements := " attributedTo beginsFirst beginsLast betweenOne betweenOther document duringFirst duringLast endsFirst endsLast held modality" +
		" object otherKinds polarity relations subject topics with"
	switch file {
	case "statements", "statements_count":
		return statements + " page.dataset page.document page.relation"
	case "links", "links_count":
		return statements
	case "entities", "entities_count":
		return " e.contains e.existedFirst e.existedLast e.first e.kinds e.last e.regions only"
	case "documents", "documents_count":
		return " d.contains d.dataset d.first d.last"
	case "held_with":
		return " relations"
	}
	return ""
}

// scopeConditions are those of every scope.
const scopeConditions = " asOfFirst asOfLast datasets minReliability publishedFirst afterLast"

// isScoped says whether the queries of a file have the conditions of a scope.
func isScoped(file string) bool {
	return conditions(file) != "" || file == "spans" || file == "links_by_id"
}

// asking gives forms with conditions: each form as of a day, one of each file at each level with
// sources left out, with each condition by itself, and with all of them.
func asking(forms []form) []form {
	var all []form
	files := map[string]bool{}
	for _, f := range forms {
		if !isScoped(f.file) {
			continue
		}
		f.level, f.asks = knowledge.Presumed, " asOfFirst asOfLast"
		all = append(all, f)
		if files[f.file] {
			continue
		}
		files[f.file] = true
		for _, level := range knowledge.Certainties() {
			f.level, f.asks = level, scopeConditions+" publishedLast afterFirst"
			all = append(all, f)
		}
		f.level, f.asks = knowledge.Possible, scopeConditions+conditions(f.file)
		all = append(all, f)
		for _, name := range strings.Fields(conditions(f.file)) {
			f.level, f.asks = "", " "+name
			all = append(all, f)
		}
	}
	return all
}

// writingForms are the forms of the queries that writing needs.
func writingForms() []form {
	var all []form
	for _, file := range []string{
		"graph", "holdings", "found", "lease_take", "lease_have", "lease_renew", "lease_leave", "pending_set", "flip", "put_revision", "put_references",
		"there", "marks", "bound_links", "bound_rivals", "rebound", "part_ids", "members", "projected_set", "projection", "project_gone_links", "project_gone", "delete_entities", "project_entities",
		"project_links",
	} {
		all = append(all, form{file: file})
	}
	all = append(all, form{file: "put_states", label: stateLabel})
	for _, label := range besideLabels() {
		all = append(all, form{file: "clear_added", label: label})
	}
	for _, label := range stampedLabels() {
		for _, file := range []string{"retire", "clear_added", "clear_removed", "live"} {
			all = append(all, form{file: file, label: label})
		}
		if label != stateLabel {
			all = append(all, form{file: "put", label: label})
			all = append(all, form{file: "changes", label: label, from: "addedIn"}, form{file: "changes", label: label, from: "removedIn"})
		}
	}
	all = append(all, form{file: "bound_near", from: "relation"}, form{file: "bound_near", from: "entity"})
	for _, from := range []string{"dataset", "relation", "document", "entity"} {
		all = append(all, form{file: "needed", from: from})
		if from != "entity" {
			all = append(all, form{file: "resting", from: from})
		}
	}
	return all
}
