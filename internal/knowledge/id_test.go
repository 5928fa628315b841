package knowledge_test

import (
	"strings"
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSplitID(t *testing.T) {
	for _, id := range []string{"country:georgia", "mission:isaf-2", "a:b", "0:1", "program:a--b", "relation:member-of", "x:" + strings.Repeat("a", knowledge.MaxIDLength-2)} {
		prefix, slug, ok := knowledge.SplitID(id)
		assert.True(t, ok, id)
		assert.Equal(t, id, prefix+":"+slug)
	}
	for _, id := range []string{
		"", ":", "country", "country:", ":georgia", "Country:georgia", "country:Georgia", "country:geo rgia", "country:géorgie", "country:a_b",
		"country:-a", "country:a-", "-country:a", "a:b:c", " country:georgia", "country:georgia\n", "x:" + strings.Repeat("a", knowledge.MaxIDLength-1),
	} {
		_, _, ok := knowledge.SplitID(id)
		assert.False(t, ok, "%q", id)
	}
}

func TestCheckID(t *testing.T) {
	assert.NoError(t, knowledge.CheckID("country:georgia"))
	assert.NoError(t, knowledge.CheckID("document:a", knowledge.DatasetPrefix, knowledge.DocumentPrefix))
	for message, err := range map[string]error{
		`"Georgia" is no id: an id is kind:slug`:                                      knowledge.CheckID("Georgia"),
		`"country:georgia" is the id of a country, where a dataset is asked for`:      knowledge.CheckID("country:georgia", knowledge.DatasetPrefix),
		`"a:b" is the id of a a, where a dataset or document is asked for`:            knowledge.CheckID("a:b", knowledge.DatasetPrefix, knowledge.DocumentPrefix),
		`"statement:x" is no entity's id: "statement" is no kind of entity (country,`: knowledge.CheckEntityID("statement:x"),
		`did you mean country?`: knowledge.CheckEntityID("contry:georgia"),
		`"\x00" is no id`:       knowledge.CheckEntityID("\x00"),
	} {
		assert.Equal(t, knowledge.BadID, knowledge.CodeOf(err))
		assert.ErrorContains(t, err, message)
	}
	assert.NoError(t, knowledge.CheckEntityID("city:tbilisi"))
}

func TestKindOf(t *testing.T) {
	assert.Len(t, knowledge.EntityKinds(), 15)
	for _, k := range knowledge.EntityKinds() {
		got, ok := knowledge.KindOf(k.Prefix() + ":x")
		assert.True(t, ok)
		assert.Equal(t, k, got)
	}
	for _, id := range []string{"statement:x", "dataset:x", "COUNTRY:x", "country", "country:", "Georgia"} {
		_, ok := knowledge.KindOf(id)
		assert.False(t, ok, id)
	}
}

func TestRelationID(t *testing.T) {
	for name, id := range map[string]string{"MEMBER_OF": "relation:member-of", "RUNS": "relation:runs", "A1_2": "relation:a1-2"} {
		require.True(t, knowledge.IsRelationName(name))
		assert.Equal(t, id, knowledge.RelationID(name))
		back, ok := knowledge.RelationNameOf(id)
		assert.True(t, ok)
		assert.Equal(t, name, back)
	}
	for _, id := range []string{"country:georgia", "member-of", ""} {
		_, ok := knowledge.RelationNameOf(id)
		assert.False(t, ok, id)
	}
}

func TestRevisionID(t *testing.T) {
	number, ok := knowledge.RevisionNumberOf(knowledge.RevisionID(12))
	assert.True(t, ok)
	assert.Equal(t, 12, number)
	for _, id := range []string{"revision:0", "revision:012", "revision:-1", "revision:a", "revision:1-2", "revision:99999999999999999999", "country:1", "12"} {
		_, ok := knowledge.RevisionNumberOf(id)
		assert.False(t, ok, id)
	}
}

func TestMentionID(t *testing.T) {
	assert.Equal(t, "mention:two-2025-10-17", knowledge.MentionID("document:two-2025", 10, 17))
	document, start, end, ok := knowledge.MentionPlaceOf("mention:two-2025-10-17")
	require.True(t, ok)
	assert.Equal(t, []any{"document:two-2025", 10, 17}, []any{document, start, end})
	for _, id := range []string{
		"mention:a-1", "mention:1-2", "mention:a-01-2", "mention:a-1-x", "mention:a-x-1", "mention:a--1-2", "mention:a-5-1", "mention:a-5-5",
		"mention:a-1-99999999999999999999", "country:a-1-2", "a-1-2",
	} {
		_, _, _, ok := knowledge.MentionPlaceOf(id)
		assert.False(t, ok, id)
	}
}

func TestLinkID(t *testing.T) {
	const a, b = "country:armenia", "country:georgia"
	id := knowledge.LinkID(a, "BORDERS", b, true)
	assert.NoError(t, knowledge.CheckID(id, knowledge.LinkPrefix))
	assert.Equal(t, id, knowledge.LinkID(b, "BORDERS", a, true), "the same from either end")
	assert.NotEqual(t, knowledge.LinkID(a, "OPPOSES", b, false), knowledge.LinkID(b, "OPPOSES", a, false))
	assert.NotEqual(t, id, knowledge.LinkID(a, "OPPOSES", b, true))
	assert.NotEqual(t, knowledge.LinkID("a:bc", "X", "a:d", false), knowledge.LinkID("a:b", "cX", "a:d", false))
}

// TestIDsStayWhatTheyAre holds the form of hashed ids: they stand in links and notes of others, and must never change.
func TestIDsStayWhatTheyAre(t *testing.T) {
	assert.Equal(t, "link:a2sois7ive7f4peadmjb55a9lk", knowledge.LinkID("country:georgia", "PARTICIPATES_IN", "program:pfp", false))
	assert.Equal(t, "statement:hdjfgsvhbng91h4etkgt9j3d6t", claim(t, "1994/..").ID)
}

func FuzzSplitID(f *testing.F) {
	for _, seed := range []string{"country:georgia", "a:b:c", ":", "mention:two-2025-10-17", "relation:member-of", "revision:3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		prefix, slug, ok := knowledge.SplitID(id)
		if ok != (knowledge.CheckID(id) == nil) {
			t.Fatalf("SplitID and CheckID differ on %q", id)
		}
		if ok && (prefix+":"+slug != id || len(id) > knowledge.MaxIDLength) {
			t.Fatalf("%q is not %q and %q", id, prefix, slug)
		}
		if name, isRelation := knowledge.RelationNameOf(id); isRelation && knowledge.RelationID(name) != id {
			t.Fatalf("%q names %q", id, name)
		}
		if n, isRevision := knowledge.RevisionNumberOf(id); isRevision && knowledge.RevisionID(n) != id {
			t.Fatalf("%q is revision %d", id, n)
		}
	})
}

func FuzzMentionPlaceOf(f *testing.F) {
	f.Add("document:two-2025", 10, 17, "mention:a--1-2")
	f.Fuzz(func(t *testing.T, document string, start, end int, id string) {
		if d, s, e, ok := knowledge.MentionPlaceOf(id); ok && (knowledge.MentionID(d, s, e) != id || s >= e || knowledge.CheckID(d, knowledge.DocumentPrefix) != nil) {
			t.Fatalf("%q is %q %d %d", id, d, s, e)
		}
		made := knowledge.MentionID(document, start, end)
		if knowledge.CheckID(document, knowledge.DocumentPrefix) != nil || start < 0 || end <= start || len(made) > knowledge.MaxIDLength {
			return
		}
		if d, s, e, ok := knowledge.MentionPlaceOf(made); !ok || d != document || s != start || e != end {
			t.Fatalf("%q is %q %d %d %t, made of %q %d %d", made, d, s, e, ok, document, start, end)
		}
	})
}
