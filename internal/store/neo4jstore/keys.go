package neo4jstore

import (
	"strings"

	"entente/internal/knowledge"
)

// Keys are stored as they are (knowledge.SortKey), except that the position of a statement stands without its document, which has a
// property of its own, and that a long key is indexed by its head.

// keyHeadLength is how much of a key is indexed: an index holds no long texts.
const keyHeadLength = 200

func keyHead(key string) string { return key[:min(len(key), keyHeadLength)] }

// wholeOrNil returns a key if it is longer than its head, else nil.
func wholeOrNil(key string) any {
	if len(key) <= keyHeadLength {
		return nil
	}
	return key
}

// positionOf is the position of a statement in its document: its key without the document.
func positionOf(st *knowledge.Statement) string {
	return string(knowledge.StatementKey(knowledge.OrderPlaceInDocument, st))[len(st.Document)+1:]
}

// positionIn takes the document from the bound of a list of its statements.
func positionIn(document knowledge.ID) func(knowledge.SortKey) string {
	prefix := document + " "
	return func(k knowledge.SortKey) string {
		switch position, ok := strings.CutPrefix(string(k), prefix); {
		case ok:
			return position
		case string(k) < prefix:
			return ""
		}
		return string(knowledge.AfterAll)
	}
}
