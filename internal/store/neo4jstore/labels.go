package neo4jstore

import (
	"slices"

	"entente/internal/knowledge"
)

// stampedLabels are the labels of all nodes that carry addedIn and removedIn.
func stampedLabels() []string {
	return []string{"Dataset", "Relation", "Document", "EntityPart", stateLabel, "Statement"}
}

// auxiliaryLabels are the labels of nodes that exist to find other nodes: references of statements, lookup keys of entities.
func auxiliaryLabels() []string { return []string{"Reference", "LookupKey"} }

// isAuxiliary reports whether a label is one of auxiliaryLabels.
func isAuxiliary(label string) bool { return slices.Contains(auxiliaryLabels(), label) }

// labels are the labels of the kinds of rows, by table.
func labels() map[knowledge.Table]string {
	return map[knowledge.Table]string{
		knowledge.TableDataset: "Dataset", knowledge.TableRelation: "Relation", knowledge.TableDocument: "Document",
		knowledge.TableEntity: "EntityPart", knowledge.TableStatement: "Statement",
	}
}

// stateLabel is the label of entities as merged from their parts.
const stateLabel = "EntityState"

// properties are the names of all properties that rows of a label may have; a missing property is null, and not written. The query lists
// them, as Cypher would read all rows before it sets properties from a map.
func properties(label string) []string {
	row := []string{"id", "dataset", "addedIn", "row"}
	switch label {
	case "Dataset":
		return append(row, "title")
	case "Relation", "EntityPart":
		return append(row, "name")
	case "Document":
		return append(row, "title", "publisher", "url", "reliability", "publishedFirst", "publishedLast", "published", "titleKey", "folded")
	case stateLabel:
		return []string{
			"id", "addedIn", "row", "kind", "name", "abbreviation", "region", "description", "nameKey", "nameKeyWhole", "folded",
			"latitude", "longitude", "lifeFirst", "lifeLast",
		}
	case "Statement":
		return slices.Concat(row, boundProperties(), []string{
			"subject", "relation", "object", "symmetric", "link", "subjectKind", "objectKind", "document", "polarity", "modality", "affirms",
			"attributedTo", "validity", "validFrom", "validTo", "earliestBegin", "latestBegin", "earliestEnd", "latestEnd", "beginKnown",
			"endKnown", "uncertain", "publishedFirst", "publishedLast", "reliability", "begin", "end", "place", "placeWhole", "source",
			"fromSource", "target", "fromTarget", "evidence", "about", "topics", "datesSubject", "datesObject",
			"qualifierNames", "qualifierTypes", "qualifierValues", "qualifierLows", "qualifierHighs", "qualifierKeys", "qualifierEntities",
		})
	}
	return nil
}
