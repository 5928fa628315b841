package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/store"
	"entente/internal/store/storetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const article = "document:natos-south-caucasus-partnerships-evolve"

func TestSearch_Kinds_KeepsOnlyThese(t *testing.T) {
	x := ofSeed(t)
	all := find(t, x, "nato")
	assert.Contains(t, all, article)
	assert.Contains(t, all, "program:sngp")
	assert.Equal(t, []knowledge.ID{"program:sngp"}, find(t, x, "nato georgia", knowledge.KindProgram))
	assert.NotContains(t, find(t, x, "nato", knowledge.KindAlliance), article, "kinds are of entities")
	assert.Empty(t, find(t, x, "nato", knowledge.KindPerson))
}

func TestSearch_Scope_HidesDocumentsAndNoEntities(t *testing.T) {
	x := ofSeed(t)
	early := edtf.DayOf(2025, 11, 16)
	for name, tt := range map[string]struct {
		scope knowledge.Scope
		found bool
	}{
		"all":                      {knowledge.Scope{}, true},
		"known before it":          {knowledge.Scope{KnownBy: &early}, false},
		"of another dataset":       {knowledge.Scope{Datasets: []knowledge.ID{"dataset:reference"}}, false},
		"of its dataset":           {knowledge.Scope{Datasets: []knowledge.ID{"dataset:south-caucasus"}}, true},
		"more reliable than it is": {knowledge.Scope{MinReliability: knowledge.ReliabilityB}, false},
		"asOf is about the world":  {knowledge.Scope{AsOf: mustDate(t, "1800")}, true},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := x.Search(t.Context(), search.Query{Text: "SNGP", Scope: &tt.scope}, store.Page{Limit: 10})
			require.NoError(t, err)
			ids := idsOf(found.Rows)
			assert.Equal(t, knowledge.ID("program:sngp"), ids[0])
			assert.Equal(t, tt.found, slices.Contains(ids, article), "%v", ids)
		})
	}
}

func mustDate(t *testing.T, text string) edtf.Date {
	t.Helper()
	d, err := edtf.ParseDate(text)
	require.NoError(t, err)
	return d
}

func TestSearch_Facets_AddUpToTheTotal(t *testing.T) {
	found, err := ofSeed(t).Search(t.Context(), search.Query{Text: "georgia"}, store.Page{Limit: 1})
	require.NoError(t, err)
	require.Len(t, found.Rows, 1)
	sum := 0
	for i, f := range found.Kinds {
		sum += f.Count
		assert.True(t, i == 0 || found.Kinds[i-1].Count >= f.Count, "the most frequent first")
	}
	assert.Equal(t, found.Total, sum)
	assert.Greater(t, found.Total, 3)
}

func TestSearch_Highlight_MarksWordsAndEscapesAllElse(t *testing.T) {
	s := empty(t)
	e := &knowledge.EntityPart{Entity: knowledge.Entity{ID: "actor:x", Name: `Tom & <b>Jerry</b> "Ltd"`}, Dataset: "dataset:d"}
	apply(t, s, storetest.Put(&knowledge.Dataset{ID: "dataset:d", Title: "D", License: "CC0-1.0", Version: "1"}), storetest.Put(e))
	found, err := newest(t, s).Search(t.Context(), search.Query{Text: "jerry TOM"}, store.Page{Limit: 10})
	require.NoError(t, err)
	require.Len(t, found.Rows, 1)
	assert.Equal(t, `<mark>Tom</mark> &amp; &lt;b&gt;<mark>Jerry</mark>&lt;/b&gt; &#34;Ltd&#34;`, found.Rows[0].Highlight())
	assert.Equal(t, e.Name, found.Rows[0].Passage)
}

func TestSearch_Passage_StandsWhereItIsSaid(t *testing.T) {
	s := seeded(t)
	found, err := newest(t, s).Search(t.Context(), search.Query{Text: "interoperability of Georgian forces"}, store.Page{Limit: 1})
	require.NoError(t, err)
	h := found.Rows[0]
	require.NotNil(t, h.Start)
	documents, err := s.Documents(t.Context(), 0, []knowledge.ID{h.Document})
	require.NoError(t, err)
	cut, ok := knowledge.Slice(string(documents[0].Text), *h.Start, *h.End)
	require.True(t, ok)
	assert.Equal(t, cut, h.Passage)
	assert.Equal(t, search.FieldText, h.Field)
	assert.Equal(t, "Measures to improve the <mark>interoperability</mark> <mark>of</mark> <mark>Georgian</mark> <mark>forces</mark> with NATO standards.", h.Highlight())
}

func TestSearch_AnyText_IsSafe(t *testing.T) {
	x := ofSeed(t)
	for _, text := range []string{"", " ", "???", "\x00", "\xff\xfe", "🇬🇪", "ʼ", "'''", "a'", "\u0301", "ﷺ", "..."} {
		_, err := x.Search(t.Context(), search.Query{Text: text}, store.Page{Limit: 5})
		assert.NoError(t, err, "%q", text)
	}
	for _, text := range []string{`georgia AND NOT armenia`, `name:georgia`, `+georgia -nato`, `georgia*`, `/geo.*/`, `"georgia"`, `georgia~`, `georgia^99999`, `(georgia`} {
		assert.Contains(t, find(t, x, strings.NewReplacer("AND NOT armenia", "", "name:", "", "-nato", "").Replace(text)), "country:georgia", "%q", text)
	}
	_, err := x.Search(t.Context(), search.Query{Text: strings.Repeat("a", search.MaxText+1)}, store.Page{Limit: 5})
	assert.Equal(t, knowledge.LimitExceeded, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, "1001 bytes; 1000 would pass")
	_, err = x.Search(t.Context(), search.Query{Text: strings.Repeat("a ", search.MaxWords+1)}, store.Page{Limit: 5})
	assert.Equal(t, knowledge.LimitExceeded, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, "33 words; 32 would pass")
}

func TestSearch_Pages_JoinToTheWholeList(t *testing.T) {
	x := ofSeed(t)
	for _, text := range []string{"georgia", "a", "nato", "s", "soviet republic"} {
		whole, err := x.Search(t.Context(), search.Query{Text: text}, store.Page{Limit: 10_000})
		require.NoError(t, err)
		require.Len(t, whole.Rows, whole.Total)
		assert.False(t, whole.HasNext || whole.HasPrevious)
		// Each page is a search of its own: the smaller the pages, the shorter the list that is walked.
		for _, size := range []int{1, 2, 5, 16} {
			if whole.Total > 40*size {
				continue
			}
			for _, backward := range []bool{false, true} {
				assert.Equal(t, idsOf(whole.Rows), walk(t, x, text, size, backward), "%q in pages of %d, backward %t", text, size, backward)
			}
		}
	}
}

// walk pages through a search.
func walk(t *testing.T, x *search.Index, text string, size int, backward bool) []knowledge.ID {
	t.Helper()
	ids := []knowledge.ID{}
	page := store.Page{Limit: size, Backward: backward}
	for {
		found, err := x.Search(t.Context(), search.Query{Text: text}, page)
		require.NoError(t, err)
		more := found.HasNext
		if backward {
			ids, more = append(idsOf(found.Rows), ids...), found.HasPrevious
		} else {
			ids = append(ids, idsOf(found.Rows)...)
		}
		if !more {
			return ids
		}
		require.Len(t, found.Rows, size)
		page.After, page.Before = "", ""
		if backward {
			page.Before = found.Key(0)
		} else {
			page.After = found.LastKey()
		}
	}
}

func TestSearch_Bounds_AreThoseOfCut(t *testing.T) {
	x := ofSeed(t)
	whole, err := x.Search(t.Context(), search.Query{Text: "georgia"}, store.Page{Limit: 500})
	require.NoError(t, err)
	keys := map[knowledge.ID]knowledge.SortKey{}
	for i, id := range idsOf(whole.Rows) {
		keys[id] = whole.Key(i)
	}
	bounds := []knowledge.SortKey{"", " ", "0", "~"}
	for i, key := range whole.Keys() {
		if i < 4 || i%16 == 0 || i > len(whole.Keys())-4 {
			bounds = append(bounds, key)
		}
	}
	for _, after := range bounds {
		for _, before := range bounds {
			for _, backward := range []bool{false, true} {
				page := store.Page{Limit: 2, After: after, Before: before, Backward: backward}
				want := store.Cut(idsOf(whole.Rows), func(id knowledge.ID) knowledge.SortKey { return keys[id] }, page)
				got, err := x.Search(t.Context(), search.Query{Text: "georgia"}, page)
				require.NoError(t, err)
				require.Equal(t, append([]knowledge.ID{}, want.Rows...), idsOf(got.Rows))
				require.Equal(t, []bool{want.HasPrevious, want.HasNext}, []bool{got.HasPrevious, got.HasNext}, "%+v", page)
			}
		}
	}
}

func TestIndex_ThatFollowedRevisions_AnswersAsOneBuiltAnew(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	s := empty(t)
	apply(t, s, storetest.Put(&knowledge.Dataset{ID: "dataset:d", Title: "D", License: "CC0-1.0", Version: "1"}))
	followed := search.NewCache(s)
	there := map[int]*knowledge.EntityPart{}
	var newest int
	for range 12 {
		newest = apply(t, s, someChanges(r, there))
		x, err := followed.At(t.Context(), newest)
		require.NoError(t, err)
		same(t, x, anew(t, s, newest))
	}
	for _, revision := range []int{newest - 6, newest - 3, newest} {
		x, err := followed.At(t.Context(), revision)
		require.NoError(t, err)
		same(t, x, anew(t, s, revision))
	}
}

// anew builds the index of a revision from scratch.
func anew(t *testing.T, s store.Store, revision int) *search.Index {
	t.Helper()
	x, err := search.NewCache(s).At(t.Context(), revision)
	require.NoError(t, err)
	return x
}

// someChanges adds, changes and removes entities, the last ones with names made of a few words.
func someChanges(r *rand.Rand, there map[int]*knowledge.EntityPart) []store.Change {
	words := []string{"Georgia", "Georgian", "League", "Nord", "North", "Грузия", "pact", "Nordic", "of"}
	var changes []store.Change
	for _, n := range r.Perm(30)[:1+r.IntN(8)] {
		if p := there[n]; p != nil && r.IntN(3) == 0 {
			changes = append(changes, storetest.Remove(p)...)
			delete(there, n)
			continue
		}
		name := words[r.IntN(len(words))] + " " + words[r.IntN(len(words))]
		p := &knowledge.EntityPart{Entity: knowledge.Entity{ID: fmt.Sprintf("actor:a%d", n), Name: name}, Dataset: "dataset:d"}
		there[n] = p
		changes = append(changes, storetest.Put(p)...)
	}
	return changes
}

// same asserts that two indexes return the same hits with the same keys.
func same(t *testing.T, a, b *search.Index) {
	t.Helper()
	for _, text := range []string{"georgia", "georg", "n", "nort", "gruziya", "pact of", "leage", "nordik pact", "league north georgia"} {
		x, err := a.Search(t.Context(), search.Query{Text: text}, store.Page{Limit: 500})
		require.NoError(t, err)
		y, err := b.Search(t.Context(), search.Query{Text: text}, store.Page{Limit: 500})
		require.NoError(t, err)
		require.Equal(t, y.Keys(), x.Keys(), text)
		x.Key, y.Key = nil, nil // functions have no equals
		require.Equal(t, y, x, text)
	}
}

// apply applies changes and returns the newest revision.
func apply(t *testing.T, s store.Store, changes ...[]store.Change) int {
	t.Helper()
	now, err := s.Revision(t.Context(), 0)
	require.NoError(t, err)
	var all []store.Change
	for _, c := range changes {
		all = append(all, c...)
	}
	r, err := s.Apply(t.Context(), storetest.ChangeSet(now.Number, all))
	require.NoError(t, err)
	return r.Number
}

func TestIndex_OfAnEmptyStore_FindsNothing(t *testing.T) {
	assert.Empty(t, find(t, newest(t, empty(t)), "georgia"))
}

func FuzzSearch(f *testing.F) {
	for _, text := range []string{"georgia", "Abkhasia", "საქართველო", "interoperability of Georgian forces", "N.A.T.O. 2008", "d'Ivoire", "\xff", "ａｂｃ", "北京 Ελλάδα"} {
		f.Add(text)
	}
	x := ofSeed(f)
	f.Fuzz(func(t *testing.T, text string) {
		found, err := x.Search(t.Context(), search.Query{Text: text}, store.Page{Limit: 20})
		if err != nil {
			if knowledge.CodeOf(err) != knowledge.LimitExceeded {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		for i, h := range found.Rows {
			plain := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(h.Highlight())
			if strings.ContainsAny(plain, "<>\"") || h.Score <= 0 || h.Score > 1 {
				t.Errorf("%q: %+v", text, h)
			}
			if i > 0 && found.Key(i-1) >= found.Key(i) {
				t.Errorf("%q: hits %d and %d are out of order", text, i-1, i)
			}
		}
	})
}
