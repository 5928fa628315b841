package seed_test

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/memstore"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The golden table says who was a member of what from when to when. It was made from the organizations' own lists, and from
// others where those were not to be had, without a look at the statements of the dataset. Its days are included: from is the
// first day of a membership, to the last, empty where it goes on. What is disputed is decided by the organization's own count,
// and its note says between what. The graph is held against it on 1 July of each year.
const (
	goldenTable     = "golden-memberships.csv"
	goldenExplained = "golden-explained.csv"
	firstGoldenYear = 1949
	lastGoldenYear  = 2026
)

// spell is a row of the golden table.
type spell struct {
	organization, member knowledge.ID
	from, to             string
}

// holds says whether the spell has a day, as 1949-07-01.
func (s *spell) holds(day string) bool { return s.from <= day && (s.to == "" || day <= s.to) }

// cell is one answer of the table: whether a state was a member on 1 July of a year.
type cell struct {
	organization, member knowledge.ID
	year                 int
}

func (c cell) String() string { return fmt.Sprintf("%s %s %d", c.organization, c.member, c.year) }

// goldenRows reads a table of testdata with these columns.
func goldenRows(t *testing.T, name string, columns ...string) [][]string {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.NotEmpty(t, rows)
	require.Equal(t, columns, rows[0], name)
	return rows[1:]
}

func goldenSpells(t *testing.T) []*spell {
	t.Helper()
	var spells []*spell
	for _, row := range goldenRows(t, goldenTable, "organization", "member", "from", "to", "source", "note") {
		spells = append(spells, &spell{organization: row[0], member: row[1], from: row[2], to: row[3]})
		assert.NotEmpty(t, row[4], "the source of %s in %s", row[1], row[0])
	}
	return spells
}

// goldenOrganizations are those of the table, in its order.
func goldenOrganizations(spells []*spell) []knowledge.ID {
	var ids []knowledge.ID
	for _, s := range spells {
		if !slices.Contains(ids, s.organization) {
			ids = append(ids, s.organization)
		}
	}
	return ids
}

// goldenRelation is the relation by which the graph has the members of an organization.
func goldenRelation(organization knowledge.ID) string {
	if organization == "program:pfp" {
		return "PARTICIPATES_IN"
	}
	return "MEMBER_OF"
}

func goldenDay(year int) string { return fmt.Sprintf("%d-07-01", year) }

func TestGolden_TableIsInOrder(t *testing.T) {
	spells := goldenSpells(t)
	all := world(readSeed(t)...)
	last := map[[2]knowledge.ID]*spell{}
	slices.SortStableFunc(spells, func(a, b *spell) int { return cmp.Compare(a.from, b.from) })
	for _, s := range spells {
		assert.Contains(t, all, s.member)
		for _, day := range []string{s.from, s.to} {
			if day != "" {
				_, err := time.Parse(time.DateOnly, day)
				assert.NoError(t, err, "%s in %s", s.member, s.organization)
			}
		}
		assert.True(t, s.to == "" || s.from <= s.to, "%s in %s", s.member, s.organization)
		link := [2]knowledge.ID{s.organization, s.member}
		if before := last[link]; before != nil {
			assert.True(t, before.to != "" && before.to < s.from, "%s is in %s twice at a time", s.member, s.organization)
		}
		last[link] = s
	}
}

// The graph's answer to "who were the members on 1 July of the year", by the default scope, is that of the golden table. Where
// it is another for a disagreement of sources that the dataset cites, golden-explained.csv says so, cell by cell.
func TestGolden_MembersOnTheFirstOfJuly(t *testing.T) {
	spells := goldenSpells(t)
	organizations := goldenOrganizations(spells)
	wanted, found := map[cell]bool{}, goldenAnswers(t, organizations)
	for _, s := range spells {
		for year := firstGoldenYear; year <= lastGoldenYear; year++ {
			if s.holds(goldenDay(year)) {
				wanted[cell{s.organization, s.member, year}] = true
			}
		}
	}
	differs := map[cell]bool{}
	for c := range wanted {
		differs[c] = !found[c]
	}
	for c := range found {
		differs[c] = !wanted[c]
	}
	maps.DeleteFunc(differs, func(_ cell, differs bool) bool { return !differs })

	var unused []string
	for c, reason := range goldenExplanations(t) {
		assert.NotEmpty(t, reason, c.String())
		if !differs[c] {
			unused = append(unused, c.String())
		}
		delete(differs, c)
	}
	slices.Sort(unused)
	assert.Empty(t, unused, "%s explains what does not differ:\n%s", goldenExplained, strings.Join(unused, "\n"))
	if len(differs) > 0 {
		t.Errorf("%d cells of %s differ:\n%s", len(differs), goldenTable, goldenReport(organizations, differs, wanted))
	}
}

// loadedSeed is a store that has all datasets.
func loadedSeed(t *testing.T) *memstore.Store {
	t.Helper()
	folders := readSeed(t)
	contents := make([]loader.Content, len(folders))
	for i, f := range folders {
		contents[i] = f
	}
	s := memstore.New()
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	plan, err := loader.NewPlan(t.Context(), s, contents...)
	require.NoError(t, err)
	_, err = plan.Apply(t.Context(), s, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	return s
}

// goldenAnswers are the memberships that the graph has on each 1 July.
func goldenAnswers(t *testing.T, organizations []knowledge.ID) map[cell]bool {
	t.Helper()
	s := loadedSeed(t)
	query := store.LinkQuery{Side: store.AsObject, Filter: knowledge.StatementFilter{Relations: []string{"MEMBER_OF", "PARTICIPATES_IN"}}}
	found := map[cell]bool{}
	for year := firstGoldenYear; year <= lastGoldenYear; year++ {
		scope := &knowledge.Scope{AsOf: on(t, goldenDay(year))}
		lists, err := s.ListLinks(t.Context(), scope, organizations, query, store.Page{Limit: 1000})
		require.NoError(t, err)
		for i, list := range lists {
			require.False(t, list.HasNext)
			for _, link := range list.Rows {
				if link.Held && link.Relation == goldenRelation(organizations[i]) {
					found[cell{organizations[i], link.Source, year}] = true
				}
			}
		}
	}
	return found
}

// goldenExplanations are the cells that may differ, with the disagreement that is the reason.
func goldenExplanations(t *testing.T) map[cell]string {
	t.Helper()
	explained := map[cell]string{}
	for _, row := range goldenRows(t, goldenExplained, "organization", "member", "first", "last", "disagreement") {
		first, err := strconv.Atoi(row[2])
		require.NoError(t, err, "%v", row)
		last, err := strconv.Atoi(row[3])
		require.NoError(t, err, "%v", row)
		require.LessOrEqual(t, first, last, "%v", row)
		for year := first; year <= last; year++ {
			c := cell{row[0], row[1], year}
			assert.NotContains(t, explained, c, "explained twice")
			explained[c] = row[4]
		}
	}
	return explained
}

// goldenReport lists what differs, years with the same difference on one line.
func goldenReport(organizations []knowledge.ID, differs, wanted map[cell]bool) string {
	missing, extra := map[cell][]string{}, map[cell][]string{}
	for c := range differs {
		in := extra
		if wanted[c] {
			in = missing
		}
		year := cell{organization: c.organization, year: c.year}
		in[year] = append(in[year], strings.TrimPrefix(c.member, "country:"))
	}
	var report strings.Builder
	for _, organization := range organizations {
		text := func(year int) string {
			c := cell{organization: organization, year: year}
			var parts []string
			for _, p := range []struct {
				name    string
				members []string
			}{{"missing", missing[c]}, {"extra", extra[c]}} {
				slices.Sort(p.members)
				if len(p.members) > 0 {
					parts = append(parts, p.name+" "+strings.Join(p.members, ", "))
				}
			}
			return strings.Join(parts, "; ")
		}
		for year := firstGoldenYear; year <= lastGoldenYear; year++ {
			first, what := year, text(year)
			for year < lastGoldenYear && text(year+1) == what {
				year++
			}
			switch {
			case what == "":
			case first == year:
				fmt.Fprintf(&report, "%s %d: %s\n", organization, year, what)
			default:
				fmt.Fprintf(&report, "%s %d to %d: %s\n", organization, first, year, what)
			}
		}
	}
	return report.String()
}
