package knowledge_test

import (
	"fmt"
	"math/big"
	"reflect"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func rows(t testing.TB) []knowledge.Row {
	return []knowledge.Row{
		&knowledge.Dataset{ID: "dataset:a", Title: "A", Order: 1},
		&knowledge.Relation{Name: "MEMBER_OF", Dataset: "dataset:a", SubjectKinds: []knowledge.EntityKind{"COUNTRY"}, ObjectKinds: []knowledge.EntityKind{"ALLIANCE"}},
		&knowledge.Document{ID: "document:a", Dataset: "dataset:a", PublishedOn: date(t, "2008~"), Footnotes: []knowledge.Footnote{{Label: "1", Position: 3}}},
		part("dataset:a", "Turkey", func(p *knowledge.EntityPart) { p.Location = &knowledge.GeoPoint{Latitude: 39, Longitude: 35} }),
		claim(t, "1994/.."),
	}
}

func TestRowKeys(t *testing.T) {
	var got []string
	for i, r := range rows(t) {
		assert.Equal(t, knowledge.Table(i), r.Key().Table, "rows refer to earlier tables only")
		got = append(got, r.Key().String())
	}
	assert.Equal(t, []string{
		"dataset dataset:a of dataset:a", "relation relation:member-of of dataset:a", "document document:a of dataset:a",
		"entity country:turkey of dataset:a", "statement statement:hdjfgsvhbng91h4etkgt9j3d6t of dataset:south-caucasus",
	}, got)
}

func TestNodeIDs(t *testing.T) {
	assert.Equal(t, "dataset:a", (&knowledge.Dataset{ID: "dataset:a"}).NodeID())
	assert.Equal(t, "document:a", (&knowledge.Document{ID: "document:a"}).NodeID())
	assert.Equal(t, "mention:a-1-2", (&knowledge.Mention{ID: "mention:a-1-2"}).NodeID())
	assert.Equal(t, "relation:member-of", (&knowledge.Relation{Name: "MEMBER_OF"}).NodeID())
	assert.Equal(t, "revision:3", (&knowledge.Revision{Number: 3}).NodeID())
}

func TestHashOfEqualContentIsEqual(t *testing.T) {
	one, other := rows(t), rows(t)
	seen := map[knowledge.ContentHash]bool{}
	for i := range one {
		assert.Equal(t, knowledge.Hash(one[i]), knowledge.Hash(other[i]))
		seen[knowledge.Hash(one[i])] = true
	}
	assert.Len(t, seen, len(one))
}

func TestHashTakesAnEmptyListForNone(t *testing.T) {
	empty := func(p *knowledge.EntityPart) {
		p.Names, p.Identifiers, p.Datasets = []knowledge.Name{}, []knowledge.Identifier{}, ids{}
	}
	assert.Equal(t, knowledge.Hash(part("dataset:a", "Turkey", nil)), knowledge.Hash(part("dataset:a", "Turkey", empty)))
	assert.Equal(t, knowledge.Hash(&knowledge.Document{}), knowledge.Hash(&knowledge.Document{Footnotes: []knowledge.Footnote{}}))
	without := claim(t, "1994/..", func(s *knowledge.Statement) { s.About, s.Topics = ids{}, []string{} })
	assert.Equal(t, knowledge.Hash(claim(t, "1994/..")), knowledge.Hash(without))
}

// TestHashLooksAtEveryField changes each field of each kind of row, also those that rows will have one day.
func TestHashLooksAtEveryField(t *testing.T) {
	for i, r := range rows(t) {
		before := knowledge.Hash(r)
		v := reflect.ValueOf(r).Elem()
		for f := range v.NumField() {
			name := fmt.Sprintf("%T.%s", r, v.Type().Field(f).Name)
			changed := rows(t)[i]
			if v.Type().Field(f).Tag.Get("json") == "-" {
				// What follows from other rows is no content.
				continue
			}
			alter(t, reflect.ValueOf(changed).Elem().Field(f), name)
			assert.NotEqual(t, before, knowledge.Hash(changed), name)
		}
	}
}

// alter gives a field another value.
func alter(t *testing.T, v reflect.Value, name string) {
	switch value := v.Addr().Interface().(type) {
	case *edtf.Date:
		*value = date(t, "1815")
		return
	case *edtf.Span:
		value.Last++
		return
	case *knowledge.Validity:
		*value = validity(t, "1815/..", published, "")
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Slice:
		item := reflect.Zero(v.Type().Elem())
		if item.Kind() == reflect.Pointer {
			item = reflect.New(v.Type().Elem().Elem())
		}
		v.Set(reflect.Append(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, 0), v), item))
	case reflect.Struct:
		alter(t, v.FieldByName("Description"), name)
	default:
		t.Fatalf("%s is of a kind that this test does not know: %s", name, v.Kind())
	}
}

func TestContentHashDoesNotDependOnOrder(t *testing.T) {
	r := newRand(t)
	for range 100 {
		hashes := make([]knowledge.ContentHash, 2+r.IntN(6))
		sum := new(big.Int)
		for i := range hashes {
			for k := range hashes[i] {
				hashes[i][k] = byte(pick(r, 0, 0xff, r.IntN(256)))
			}
			sum.Add(sum, new(big.Int).SetBytes(hashes[i][:]))
		}
		var forward, shuffled knowledge.ContentHash
		for _, h := range hashes {
			forward = forward.Add(h)
		}
		for _, i := range r.Perm(len(hashes)) {
			shuffled = shuffled.Add(hashes[i])
		}
		require.Equal(t, forward, shuffled)
		modulus := new(big.Int).Lsh(big.NewInt(1), 256)
		require.Equal(t, fmt.Sprintf("%064x", sum.Mod(sum, modulus)), forward.String(), "the sum is modulo 2^256")
		back := forward
		for _, i := range r.Perm(len(hashes)) {
			back = back.Sub(hashes[i])
		}
		require.Zero(t, back, "Sub is the inverse of Add")
	}
}

func TestRevisionHash(t *testing.T) {
	var content knowledge.ContentHash
	content[0], content[31] = 0xab, 1
	r := knowledge.Revision{Number: 2, Content: content}
	assert.Equal(t, "ab00000000000000000000000000000000000000000000000000000000000001", r.Hash())
	assert.Equal(t, "revision:2", r.ID())
}

func TestTableNoun(t *testing.T) {
	assert.Equal(t, "entity", knowledge.TableEntity.Noun(1))
	assert.Equal(t, "entities", knowledge.TableEntity.Noun(0))
	assert.Equal(t, "statements", knowledge.TableStatement.Noun(2))
}

// bare is a row without content.
type bare struct{ table knowledge.Table }

func (b bare) Key() knowledge.RowKey { return knowledge.RowKey{Table: b.table} }

func TestHashTellsTablesApart(t *testing.T) {
	assert.NotEqual(t, knowledge.Hash(bare{knowledge.TableDataset}), knowledge.Hash(bare{knowledge.TableRelation}))
}

// notAField is a row that JSON cannot write.
type notAField struct{ C chan int }

func (notAField) Key() knowledge.RowKey { return knowledge.RowKey{ID: "x:y"} }

func TestHashOfAMistakenTypePanics(t *testing.T) {
	assert.PanicsWithValue(t, "knowledge: hash of dataset x:y of : json: unsupported type: chan int", func() { knowledge.Hash(notAField{}) })
}
