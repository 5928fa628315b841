package dearest

// field is a field that questions may have: its arguments, each with the names of the values that it takes (see Values), and the type below.
type field struct {
	name     string
	required []argument
	optional []argument
	below    string // "" for a leaf
}

type argument struct{ name, values string }

// grammar is the part of the schema that may be dear. Fields of a page are written by their type, as StatementPage.
func grammar() map[string][]field {
	page := []argument{{"first", "size"}}
	scope := argument{"scope", "scope"}
	where := argument{"where", "filter"}
	order := argument{"orderBy", "order"}
	statements := field{"statements", nil, []argument{page[0], where, order}, "StatementPage"}
	timeline := field{"timeline", nil, []argument{page[0], {"during", "days"}}, "TimelinePage"}
	mentions := field{"mentions", nil, page, "MentionPage"}
	g := map[string][]field{
		"Query": {
			{"nodes", []argument{{"ids", "entities"}}, []argument{scope}, "Node"},
			{"entities", nil, []argument{page[0], scope, {"orderBy", "entityOrder"}, {"where", "entityFilter"}}, "EntityPage"},
			{"statements", nil, []argument{page[0], where, order, scope}, "StatementPage"},
			{"documents", nil, []argument{page[0], scope}, "DocumentPage"},
			{"search", []argument{{"text", "text"}}, []argument{page[0], scope}, "SearchPage"},
			{"subgraph", []argument{{"around", "few"}}, []argument{{"hops", "hops"}, {"limit", "limit"}, where, scope}, "Subgraph"},
			{"paths", []argument{{"from", "entity"}, {"to", "entity"}}, []argument{{"maxHops", "pathHops"}, {"first", "paths"}, where, scope}, "Path"},
			{"timeline", []argument{{"of", "few"}}, []argument{page[0], {"during", "days"}, scope}, "TimelinePage"},
			{"compare", []argument{{"entities", "pair"}}, []argument{where, scope}, "Comparison"},
			{"diff", []argument{{"from", "scope"}, {"to", "scope"}}, []argument{{"of", "few"}, where}, "Diff"},
			{"count", []argument{{"by", "by"}}, []argument{where, scope, {"of", "counted"}, {"limit", "limit"}}, "Counts"},
			{"__schema", nil, nil, "Schema"},
		},
		"Entity": {
			{"id", nil, nil, ""}, {"name", nil, nil, ""}, {"statementCount", nil, nil, ""}, {"exists", nil, nil, ""},
			statements, timeline, mentions,
			{"links", nil, []argument{page[0], where}, "LinkPage"},
			{"documents", nil, page, "DocumentPage"},
		},
		"Statement": {
			{"id", nil, nil, ""}, {"label", nil, nil, ""}, {"subject", nil, nil, "Entity"}, {"object", nil, nil, "Entity"}, {"link", nil, nil, "Link"},
			{"document", nil, nil, "Document"}, {"corroboration", nil, nil, "Corroboration"}, {"dataset", nil, nil, "Dataset"},
		},
		"Link": {
			{"id", nil, nil, ""}, {"label", nil, nil, ""}, {"corroboration", nil, nil, ""}, {"statementCount", nil, nil, ""},
			{"source", nil, nil, "Entity"}, {"target", nil, nil, "Entity"}, {"statements", nil, page, "StatementPage"},
		},
		"Document": {
			{"id", nil, nil, ""}, {"title", nil, nil, ""}, {"text", nil, nil, ""}, {"statementCount", nil, nil, ""},
			{"statements", nil, []argument{page[0], order}, "StatementPage"}, mentions,
			{"corroboration", nil, nil, "Summary"}, {"onlySourceOf", nil, page, "LinkPage"},
		},
		"Dataset":       {{"id", nil, nil, ""}, {"onlySourceOf", nil, page, "LinkPage"}},
		"Summary":       {{"corroborated", nil, nil, ""}},
		"Corroboration": {{"level", nil, nil, ""}, {"supporting", nil, page, "StatementPage"}, {"contradicting", nil, page, "StatementPage"}},
		"Subgraph":      {{"nodes", nil, nil, "Entity"}, {"edges", nil, nil, "Link"}, {"totalEdges", nil, nil, ""}},
		"Path":          {{"nodes", nil, nil, "Entity"}, {"steps", nil, nil, "Step"}, {"length", nil, nil, ""}},
		"Step":          {{"link", nil, nil, "Link"}, {"from", nil, nil, "Entity"}},
		"Comparison":    {{"rows", nil, page, "RowPage"}},
		"Diff":          {{"added", nil, nil, ""}, {"changes", nil, page, "ChangePage"}},
		"Counts":        {{"statementCount", nil, nil, ""}, {"totalValues", nil, nil, ""}, {"values", nil, nil, "Facet"}},
		"Facet":         {{"value", nil, nil, ""}, {"count", nil, nil, ""}},
		"Row":           {{"shared", nil, nil, ""}, {"other", nil, nil, "Entity"}},
		"Change":        {{"kind", nil, nil, ""}, {"after", nil, nil, "Statement"}},
		"Entry":         {{"summary", nil, nil, ""}, {"statement", nil, nil, "Statement"}},
		"Mention":       {{"text", nil, nil, ""}, {"entity", nil, nil, "Entity"}, {"document", nil, nil, "Document"}},
		"Hit":           {{"score", nil, nil, ""}, {"entity", nil, nil, "Entity"}, {"document", nil, nil, "Document"}},
		"Schema":        {{"types", nil, nil, "Type"}},
		"Type":          {{"name", nil, nil, ""}, {"fields", nil, nil, "SchemaField"}},
		"SchemaField":   {{"name", nil, nil, ""}, {"type", nil, nil, "Type"}},
	}
	for of, row := range map[string]string{
		"StatementPage": "Statement", "EntityPage": "Entity", "DocumentPage": "Document", "SearchPage": "Hit", "TimelinePage": "Entry",
		"MentionPage": "Mention", "LinkPage": "Link", "RowPage": "Row", "ChangePage": "Change",
	} {
		g[of] = []field{{"totalCount", nil, nil, ""}, {"nodes", nil, nil, row}}
	}
	// A field of nodes(ids:) stands in a fragment, which the writer adds.
	g["Node"] = g["Entity"]
	return g
}

// fragment is the type that the entities of nodes(ids:) are asked as.
const fragment = "... on Country "
