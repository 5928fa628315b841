package mapping

import (
	"slices"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

// Key is a key of the language, for the reader, the schema and the documentation.
type Key struct {
	Name     string
	Required bool
	// About says what stands there, in the words that editors show.
	About string
	// form is the schema of what stands there.
	form func() form
}

// Keys are the keys of one part of a mapping.
type Keys struct {
	// What names the part with its article: "a join".
	What string
	Keys []Key
}

func (k Keys) names() []string {
	var all []string
	for _, key := range k.Keys {
		all = append(all, key.Name)
	}
	return all
}

// find gives a key by its name; nil where there is none.
func (k Keys) find(name string) *Key {
	if i := slices.IndexFunc(k.Keys, func(key Key) bool { return key.Name == name }); i >= 0 {
		return &k.Keys[i]
	}
	return nil
}

// Parts are all parts of the language, by the headings that they have in its documentation.
func Parts() map[string]Keys {
	return map[string]Keys{
		"mapping": mappingKeys(), "table": tableKeys(), "source": sourceKeys(), "join": joinKeys(), "entity": entityKeys(), "name": nameKeys(),
		"identifier": identifierKeys(), "location": locationKeys(), "statement": statementKeys(), "span": spanKeys(), "value": valueKeys(), "date": dateKeys(),
	}
}

func mappingKeys() Keys {
	return Keys{"a mapping", []Key{
		{"table", true, "The table's name, without its endings, or how it is written.", tableForm},
		{"source", true, "What the table is as a document.", partForm(sourceKeys)},
		{"join", false, "Other tables, by a name of your own, of which a row is looked up for each row.", joinsForm},
		{"let", false, "Values by names of your own, for templates and expressions.", letForm},
		{"where", false, "An expression that a row must fulfil to be read.", textForm},
		{"entities", false, "What each row says there is.", listForm(entityKeys)},
		{"statements", false, "What each row says of it.", listForm(statementKeys)},
		{"anyTime", false, "Schemes of codes: a code is of the only entity that ever had it, also at times at which it did not.", textsForm},
		{"leaveOut", false, "Problems by their codes: what has one is left out and counted, and is no error.", codesForm},
	}}
}

func tableKeys() Keys {
	return Keys{"a table", []Key{
		{"name", true, "Its name, without its endings: that of its file in tables/, or of --table NAME=PATH.", textForm},
		{"delimiter", false, "What stands between the cells of a text: ; or the like.", textForm},
		{"encoding", false, "The encoding of a text, by its name on the web: windows-1252.", textForm},
		{"columns", false, "The names of the columns, where the file has no header.", textsForm},
		{"skip", false, "How many lines stand before the header.", countForm},
		{"clean", false, "true: control characters are taken out of cells, and white space becomes one space.", truthForm},
		{"sheet", false, "The sheet of a workbook; the first if left out.", textForm},
	}}
}

func sourceKeys() Keys {
	return Keys{"a source", []Key{
		{"title", true, "The title.", textForm},
		{"language", true, "A BCP 47 tag: en.", textForm},
		{"reliability", true, "A letter of the Admiralty code, A to F.", textForm},
		{"publishedOn", false, "The date of publication; this or retrievedOn.", dateTextForm},
		{"retrievedOn", false, "The date on which you saw it.", dateTextForm},
		{"publisher", false, "Who published it.", textForm},
		{"author", false, "Who wrote it.", textForm},
		{"url", false, "An address, with https://.", textForm},
		{"generator", false, "The software that wrote it, where one did.", textForm},
		{"basedOn", false, "The documents that it repeats or rests on.", textsForm},
		{"license", true, "Under which terms it may be used: an SPDX licence expression, or words.", textForm},
		{"citation", true, "How its authors ask to be cited.", textForm},
	}}
}

func joinKeys() Keys {
	return Keys{"a join", []Key{
		{"table", true, "The other table: its name, or how it is written.", tableForm},
		{"on", true, "The column that both have, or {of this table: of the other}.", onForm},
	}}
}

func entityKeys() Keys {
	return Keys{"an entity", []Key{
		{"id", true, "kind:slug. What columns give is put into the form of a slug.", valueForm},
		{"name", true, "The name that is shown.", valueForm},
		{"abbreviation", false, "An abbreviation.", valueForm},
		{"description", false, "A sentence on what it is.", valueForm},
		{"names", false, "More names; a value that is a list makes one of each.", listForm(nameKeys)},
		{"identifiers", false, "Codes.", listForm(identifierKeys)},
		{"location", false, "A place for drawing.", partForm(locationKeys)},
		{"region", false, "The region of the UN's M49 standard.", valueForm},
		{"of", false, "A join: the entity is of each row of that table, not of this one.", textForm},
		{"where", false, "An expression that the row must fulfil.", textForm},
	}}
}

func nameKeys() Keys {
	return Keys{"a name", []Key{
		{"text", true, "The name.", valueForm},
		{"kind", true, "name, official, alias, abbreviation, demonym, former or native.", valueForm},
		{"language", false, "A BCP 47 tag.", valueForm},
		{"from", false, "Since when it is used.", whenForm},
		{"to", false, "Until when it was used.", whenForm},
	}}
}

func identifierKeys() Keys {
	return Keys{"an identifier", []Key{
		{"scheme", true, "cow, iso3, wikidata or one of your own.", valueForm},
		{"value", true, "The code.", valueForm},
		{"from", false, "Since when it is its code.", whenForm},
		{"to", false, "Until when it was.", whenForm},
	}}
}

func locationKeys() Keys {
	return Keys{"a location", []Key{
		{"latitude", true, "In degrees.", valueForm},
		{"longitude", true, "In degrees.", valueForm},
	}}
}

func statementKeys() Keys {
	return Keys{"a statement", []Key{
		{"subject", true, "An entity: its id, a code with its scheme, or a name. A list makes a statement of each.", valueForm},
		{"relation", true, "The relation's name. A list makes a statement of each.", valueForm},
		{"object", true, "An entity, or a list.", valueForm},
		{"valid", false, "When it holds: an EDTF span, or {from, to}, or {on}.", validForm},
		{"polarity", false, "affirmed or denied.", valueForm},
		{"modality", false, "asserted, reported, promised or planned.", valueForm},
		{"attributedTo", false, "Whose word it is.", valueForm},
		{"about", false, "Third parties that the claim turns on.", valueForm},
		{"topics", false, "Subject matters, in lower case.", valueForm},
		{"note", false, "A note of the source, verbatim.", valueForm},
		{"qualifiers", false, "What the claim carries besides: a value for each name that the relation declares.", qualifiersForm},
		{"where", false, "An expression that the row must fulfil to say this.", textForm},
		{"words", false, "The columns that are its evidence; those that it is made of, if left out.", textsForm},
	}}
}

func spanKeys() Keys {
	return Keys{"a span of time", []Key{
		{"from", false, "When it begins; not known, if left out.", whenForm},
		{"to", false, "When it ends; open, if left out.", whenForm},
		{"on", false, "The date on which it was, in place of from and to.", whenForm},
	}}
}

func valueKeys() Keys {
	return Keys{"a value", []Key{
		{"column", false, "The cell of a column.", textForm},
		{"text", false, "A template: {column} is the cell.", textForm},
		{"id", false, "A template of an id: what columns give is put into the form of a slug.", textForm},
		{"expr", false, "An expression.", textForm},
		{"first", false, "The first of these values that there is.", valuesForm},
		{"flags", false, "Columns that hold 1 or 0, with what each 1 stands for: a list of these.", mapForm},
		{"missing", false, "Cells that say that there is no value.", textsForm},
		{"match", false, "A regular expression that the value must fit; its group is the value.", textForm},
		{"split", false, "What stands between the items of a list in a cell.", textForm},
		{"take", false, "first: of a list only the first item.", takeForm},
		{"prefix", false, "What stands before each item: cow: for codes, or the beginning of an id.", textForm},
		{"map", false, "What each value stands for; another one is an error.", mapForm},
		{"otherwise", false, "What values that map does not have stand for.", textForm},
		{"default", false, "What stands where there is no value.", textForm},
		{"decimal", false, "The sign before the decimals of a number: a comma.", textForm},
	}}
}

// dateKeys are those of a value and more.
func dateKeys() Keys {
	return Keys{"a date", append(valueKeys().Keys,
		Key{"open", false, "Cells that say that it goes on: 9999-12-31. An empty text is an empty cell.", textsForm},
		Key{"unknown", false, "Cells that say that the date is not known: -9.", textsForm},
		Key{"format", false, "How the cell is written: DD.MM.YYYY, M/D/YYYY, D MMM YYYY.", textForm},
		Key{"precision", false, "How exact the date is: day, month, year, decade, or one of these with ~ or ?.", valueForm},
		Key{"range", false, "What stands between two dates in a cell, between which it lies: ..", textForm},
		Key{"year", false, "The year, where the date stands in parts.", valueForm},
		Key{"month", false, "The month.", valueForm},
		Key{"day", false, "The day.", valueForm},
		Key{"between", false, "Two dates: it lies between them, both included.", betweenForm},
	)}
}

// documentFields are the fields of a source that make a document, without its licence and citation.
func documentFields(source []input.Field) []input.Field {
	return slices.DeleteFunc(slices.Clone(source), func(f input.Field) bool { return f.Key == "license" || f.Key == "citation" })
}

// kindPrefixes are what ids of entities begin with.
func kindPrefixes() []string {
	var all []string
	for _, k := range knowledge.EntityKinds() {
		all = append(all, k.Prefix()+":")
	}
	return all
}
