package storetest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
)

func scanTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"GivesEveryRowInOrder":      testScan,
		"OfOneDataset":              testScanDataset,
		"EndsWhereTheReaderStops":   testScanStops,
		"LargeAndSmallDatasetAlike": testScanCrowd,
		"SweepGivesWhatListsGive":   testSweep,
	}
}

func scan(t testing.TB, s store.Store, revision int, table knowledge.Table, dataset knowledge.ID) []knowledge.Row {
	t.Helper()
	var rows []knowledge.Row
	for row, err := range s.Scan(ctx, revision, table, dataset) {
		require.NoError(t, err)
		rows = append(rows, row)
	}
	assert.True(t, slices.IsSortedFunc(rows, compareRows), "%s of %q by id and dataset", table, dataset)
	return rows
}

func compareRows(a, b knowledge.Row) int {
	x, y := a.Key(), b.Key()
	if c := int(x.Table) - int(y.Table); c != 0 {
		return c
	}
	if c := compare(x.ID, y.ID); c != 0 {
		return c
	}
	return compare(x.Dataset, y.Dataset)
}

func testScan(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	var all []knowledge.Row
	for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
		all = append(all, scan(t, s, 0, table, "")...)
	}
	want := slices.SortedFunc(slices.Values(w.rows), compareRows)
	require.Len(t, all, len(want))
	for i := range want {
		require.Equal(t, want[i], withoutDerived(all[i]))
	}
	assert.Empty(t, scan(t, s, 0, knowledge.TableStatement, "dataset:none"))
	assert.Empty(t, scan(t, s, 0, knowledge.TableEntity, "dataset:none"))
}

func testScanDataset(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	apply(t, s, Remove(w.Statement("r1")))
	for _, revision := range []int{0, 1} {
		for _, set := range []knowledge.ID{"dataset:almanac", "dataset:chronicle", "dataset:roll"} {
			for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
				n := 0
				for _, row := range w.rows {
					k := row.Key()
					if k.Table == table && k.Dataset == set && (revision == 1 || row != knowledge.Row(w.Statement("r1"))) {
						n++
					}
				}
				rows := scan(t, s, revision, table, set)
				assert.Len(t, rows, n, "%s of %s at %d", table, set, revision)
				for _, row := range rows {
					assert.Equal(t, set, row.Key().Dataset)
				}
			}
		}
	}
}

func testScanStops(t *testing.T, open Opener) {
	s, _ := loaded(t, open)
	n := 0
	for range s.Scan(ctx, 0, knowledge.TableStatement, "") {
		if n++; n == 3 {
			break
		}
	}
	assert.Equal(t, 3, n)
	for range s.Changes(ctx, 1) {
		break
	}
}

func testScanCrowd(t *testing.T, open Opener) {
	s := crowded(t, open, 1000)
	assert.Len(t, scan(t, s, 0, knowledge.TableStatement, "dataset:crowd"), 1000)
	assert.Len(t, scan(t, s, 0, knowledge.TableStatement, "dataset:roll"), 5)
	assert.Len(t, scan(t, s, 0, knowledge.TableEntity, "dataset:crowd"), 501)
}

// testSweep compares Sweep with lists.
func testSweep(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	sweep := func(scope knowledge.Scope, filter knowledge.StatementFilter) []string {
		var found []*knowledge.Statement
		for st, err := range s.Sweep(ctx, &scope, filter) {
			require.NoError(t, err)
			found = append(found, st)
		}
		return w.names(found)
	}
	atlan := knowledge.ID("country:atlan")
	for _, scope := range []knowledge.Scope{{}, {AsOf: mustDate("2010")}, {Datasets: []knowledge.ID{"dataset:chronicle"}}, {Certainty: knowledge.Certain, AsOf: mustDate("2012")}} {
		for _, filter := range []knowledge.StatementFilter{
			{}, {With: []knowledge.ID{atlan}}, {Subject: []knowledge.ID{atlan}}, {Relations: []string{"TRADES_WITH"}}, {Polarity: knowledge.Denied},
		} {
			want := statements(t, s, w, scope, "", store.StatementQuery{Filter: filter})
			assert.ElementsMatch(t, want, sweep(scope, filter), "%+v under %+v", filter, scope)
		}
	}
	for _, err := range s.Sweep(ctx, &knowledge.Scope{}, knowledge.StatementFilter{Relations: []string{"NOTHING"}}) {
		assertCode(t, err, knowledge.UnknownRelation)
	}
	for range s.Sweep(ctx, &knowledge.Scope{}, knowledge.StatementFilter{}) {
		break // a reader may stop
	}
}
