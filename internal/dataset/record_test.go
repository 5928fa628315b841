package dataset

import (
	"testing"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
	"entente/internal/wire"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestStatements_OfATable_AreResolvedAndQuoted feeds a row of a table to what reads statements, as a reader of tables does.
func TestStatements_OfATable_AreResolvedAndQuoted(t *testing.T) {
	codec, err := wire.NewCodec()
	require.NoError(t, err)
	r := newReader(Source{FS: example(t), Name: "treaties"}, codec, &Known{}, &Known{})
	r.readParts(t.Context())
	table := r.file("claims.csv")
	row := func(number int, cells ...string) input.Value {
		v := input.Value{Kind: input.Mapping, At: input.Position{Line: number, Column: 1}}
		for i, key := range []string{"subject", "relation", "object", "document", "quote"} {
			at := input.Position{Line: number, Column: i + 1}
			v.Fields = append(v.Fields, input.Field{Key: key, At: at, Value: input.Value{Kind: input.Text, Text: cells[i], At: at}})
		}
		return v
	}
	for _, v := range []input.Value{
		row(2, "Norland", "PARTY_TO", "Treaty of the Straits", "straits-signed", "Norland and Esteria signed"),
		row(3, "Norlund", "PARTY_TO", "Treaty of the Straits", "straits-signed", "Norland and Estonia signed"),
	} {
		r.takeStatement(table.record(v, statementShape()))
	}
	assert.Equal(t, `claims.csv:3:1: error: no entity is called "Norlund"; did you mean Norland? [unknown-entity]
claims.csv:3:5: error: "Norland and Estonia signed" is not in the text of document:straits-signed; the nearest passage is on line 8: "Norland and Esteria signed" [quote-not-found]`,
		r.folder.Problems.String())
	require.Equal(t, 1, r.folder.Statements.Len())
	assert.Equal(t, knowledge.ID("country:norland"), r.folder.Statements.At(0).Subject)
}
