package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"entente/internal/dataset"

	"github.com/stretchr/testify/assert"
)

// TestProgress_OfATableHasItsRateAndTheTimeLeft tells the progress of a table for ten seconds of a clock of its own.
func TestProgress_OfATableHasItsRateAndTheTimeLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told strings.Builder
		tell := tableOptions{tell: &told}.progress()
		for second := range 6 {
			tell(dataset.TableProgress{File: "/data/votes.csv.gz", Rows: 5000 * second, Done: int64(10 * second), All: 200, Made: "statements"})
			time.Sleep(time.Second)
		}
		assert.Equal(t, "votes.csv.gz: statements of 10,000 rows (10%), 5,000 rows a second, 18s left\n"+
			"votes.csv.gz: statements of 20,000 rows (20%), 5,000 rows a second, 16s left\n", told.String())
	})
	assert.Nil(t, tableOptions{}.progress(), "nobody is told")
}
