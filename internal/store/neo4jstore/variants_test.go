package neo4jstore

import (
	"strings"

	"entente/internal/knowledge"
)

// variants lists every query in each of its orders and directions, without optional conditions.
func variants() []queryVariant {
	var all []queryVariant
	add := func(f queryVariant) { all = append(all, f) }
	both := func(f queryVariant) {
		add(f)
		f.descending = true
		add(f)
	}
	for _, of := range sources() {
		for _, key := range []string{"begin", "end", "relation", "documentPlace", "place", "qualifier"} {
			if key != "place" || of == "document" {
				both(queryVariant{file: "statements", of: of, key: key})
			}
		}
		add(queryVariant{file: "statements_count", of: of})
	}
	for _, from := range []string{"all", "only", "dataset", "entity"} {
		for _, key := range []string{"id", "name", "date"} {
			both(queryVariant{file: "entities", from: from, key: key})
		}
		add(queryVariant{file: "entities_count", from: from})
	}
	for _, from := range []string{"all", "dataset", "entity"} {
		both(queryVariant{file: "documents", from: from, key: "published"})
		both(queryVariant{file: "documents", from: from, key: "title"})
		add(queryVariant{file: "documents_count", from: from})
	}
	both(queryVariant{file: "links"})
	for _, file := range []string{"links_by_id", "links_count", "spans", "held_with"} {
		add(queryVariant{file: file})
	}
	all = append(all, queryVariant{file: "revisions"}, queryVariant{file: "revisions", descending: true})
	for _, file := range []string{
		"newest", "catalog", "statements_by_id", "entities_by_id", "documents_by_id", "lookup",
		"scan_documents", "scan_parts", "scan_parts_of", "scan_statements", "scan_statements_of",
	} {
		all = append(all, queryVariant{file: file})
	}
	return append(all, writingVariants()...)
}

// sources are the branches that statements may be looked up in; see selection.source.
func sources() []string {
	return []string{"subject object", "subject object about", "attributedTo", "all", "dataset", "document", "relation", "link"}
}

// conditions are the names of the conditions that queries of a file may have, each after a space, without those of the scope.
func conditions(file string) string {
	statements := " attributedTo beginsFirst beginsLast betweenOne betweenOther document duringFirst duringLast endsFirst endsLast held modality" +
		" object otherKinds polarity qualifiers relations subject topics with"
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

// scopeConditions are the conditions of every scope.
const scopeConditions = " asOfFirst asOfLast datasets minReliability publishedFirst afterLast"

// isScoped reports whether the queries of a file have the conditions of a scope.
func isScoped(file string) bool {
	return conditions(file) != "" || file == "spans" || file == "links_by_id"
}

// withConditions gives variants with conditions: each ascending variant as of a day, one of each file at each level with sources left out, with each
// condition by itself, and with all of them.
func withConditions(variants []queryVariant) []queryVariant {
	var all []queryVariant
	files := map[string]bool{}
	for _, f := range variants {
		// The direction of an order changes nothing of what a condition is planned to.
		if !isScoped(f.file) || f.descending {
			continue
		}
		f.level, f.conditions = knowledge.Presumed, " asOfFirst asOfLast"
		all = append(all, f)
		if files[f.file] {
			continue
		}
		files[f.file] = true
		for _, level := range knowledge.Certainties() {
			f.level, f.conditions = level, scopeConditions+" publishedLast afterFirst"
			all = append(all, f)
		}
		f.level, f.conditions = knowledge.Possible, scopeConditions+conditions(f.file)
		all = append(all, f)
		for _, name := range strings.Fields(conditions(f.file)) {
			f.level, f.conditions = "", " "+name
			all = append(all, f)
		}
	}
	return all
}

// writingVariants are the variants of the queries that write.
func writingVariants() []queryVariant {
	var all []queryVariant
	for _, file := range []string{
		"graph", "count_nodes", "create_graph", "lease_take", "lease_have", "lease_renew", "lease_leave", "pending_set", "flip", "put_revision", "put_references",
		"existing", "marks", "bound_links", "bound_rivals", "rebound", "part_ids", "members", "projected_set", "projection", "project_removed_links", "project_removed", "delete_entities", "project_entities",
		"project_links",
	} {
		all = append(all, queryVariant{file: file})
	}
	all = append(all, queryVariant{file: "put_states", label: stateLabel})
	for _, label := range auxiliaryLabels() {
		all = append(all, queryVariant{file: "clear_added", label: label})
	}
	for _, label := range stampedLabels() {
		for _, file := range []string{"retire", "clear_added", "clear_removed", "live"} {
			all = append(all, queryVariant{file: file, label: label})
		}
		if label != stateLabel {
			all = append(all, queryVariant{file: "put", label: label})
			all = append(all, queryVariant{file: "changes", label: label, from: "addedIn"}, queryVariant{file: "changes", label: label, from: "removedIn"})
		}
	}
	all = append(all, queryVariant{file: "bound_near", from: "relation"}, queryVariant{file: "bound_near", from: "entity"})
	for _, from := range []string{"dataset", "relation", "document", "entity"} {
		all = append(all, queryVariant{file: "needed", from: from})
		if from != "entity" {
			all = append(all, queryVariant{file: "dependents", from: from})
		}
	}
	return all
}
