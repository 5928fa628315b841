package wire_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store/storetest"
	"entente/internal/wire"
)

func TestCodec_GivesEveryRowBack(t *testing.T) {
	codec, err := wire.NewCodec()
	require.NoError(t, err)
	for _, row := range storetest.NewWorld(t).Rows() {
		content, err := codec.Encode(row)
		require.NoError(t, err)
		again, err := codec.Decode(row.Key().Table, content)
		require.NoError(t, err)
		assert.Equal(t, knowledge.Hash(row), knowledge.Hash(again), row.Key())
	}
}

func TestCodec_GivesAJoinedEntityBack(t *testing.T) {
	codec, err := wire.NewCodec()
	require.NoError(t, err)
	from, err := edtf.ParseDate("1991-12")
	require.NoError(t, err)
	e := &knowledge.Entity{
		ID: "country:atlan", Kind: knowledge.KindCountry, Name: "Atlan", Abbreviation: "AT", Region: "North", Description: "A land.",
		Names:       []knowledge.Name{{Text: "Atlan", Kind: knowledge.NameKindName, Language: "en", ValidFrom: from}},
		Identifiers: []knowledge.Identifier{{Scheme: "iso2", Value: "AT", ValidTo: from}},
		Location:    &knowledge.GeoPoint{Latitude: 1.5, Longitude: -2},
		Datasets:    []knowledge.ID{"dataset:a", "dataset:b"},
	}
	for _, life := range [][]edtf.Span{nil, {}, {{First: edtf.UnboundedPast, Last: 3}, {First: 7, Last: edtf.UnboundedFuture}}} {
		e.Life = life
		content, err := codec.EncodeEntity(e)
		require.NoError(t, err)
		again, err := codec.DecodeEntity(content)
		require.NoError(t, err)
		assert.Equal(t, e, again)
	}
}

func TestCodec_GivesAHorizonBack(t *testing.T) {
	codec, err := wire.NewCodec()
	require.NoError(t, err)
	st := *storetest.NewWorld(t).Statement("a1")
	qualified := st
	qualified.Qualifiers = []knowledge.Qualifier{{Name: "a", Type: "TEXT", Value: "x"}, {Name: "b", Type: "DATE", Value: "1994"}}
	word := knowledge.Word{Day: -7, By: "statement:x", Published: edtf.Span{First: 1, Last: 2}, Dataset: "dataset:a", Reliability: "B", Width: 30}
	for _, h := range []*knowledge.Horizon{
		nil, {Alive: []edtf.Span{}}, {Alive: []edtf.Span{{First: 1, Last: edtf.UnboundedFuture}}, Ends: []knowledge.Word{word}},
		{Begins: []knowledge.Word{word, word}},
	} {
		for _, st := range []*knowledge.Statement{&st, &qualified} {
			st.Horizon = h
			content, err := codec.EncodeBounded(st)
			require.NoError(t, err)
			again, err := codec.Decode(knowledge.TableStatement, content)
			require.NoError(t, err)
			assert.Equal(t, st, again)
			alone, err := codec.Encode(st)
			require.NoError(t, err)
			again, err = codec.Decode(knowledge.TableStatement, alone)
			require.NoError(t, err)
			assert.Nil(t, again.(*knowledge.Statement).Horizon, "a row by itself has none")
			_, err = codec.Decode(knowledge.TableStatement, append(content, 'x'))
			assert.ErrorContains(t, err, "wire:")
			for cut := range len(alone) {
				_, err = codec.Decode(knowledge.TableStatement, alone[:cut])
				assert.ErrorContains(t, err, "wire:")
			}
		}
	}
}

func TestCodec_RefusesWhatIsNoRow(t *testing.T) {
	codec, err := wire.NewCodec()
	require.NoError(t, err)
	for table := knowledge.TableDataset; table <= knowledge.TableStatement+1; table++ {
		_, err := codec.Decode(table, []byte("no row"))
		assert.ErrorContains(t, err, "wire:")
	}
	_, err = codec.DecodeEntity([]byte("no row"))
	assert.ErrorContains(t, err, "wire:")
	_, err = codec.Encode(strange{})
	assert.ErrorContains(t, err, "no kind of row")
}

// strange is a row that no graph has.
type strange struct{}

func (strange) Key() knowledge.RowKey { return knowledge.RowKey{} }
