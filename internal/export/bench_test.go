package export_test

import (
	"io"
	"testing"

	"entente/internal/benchmark"
	"entente/internal/export"
	"entente/internal/knowledge"
	"entente/internal/store/memstore"

	"github.com/stretchr/testify/require"
)

// BenchmarkWrite writes the drawn graph of 90,730 claims in each format, and says how many claims a second that is.
func BenchmarkWrite(b *testing.B) {
	s := memstore.New()
	_, err := benchmark.Load(b.Context(), s, benchmark.Draw())
	require.NoError(b, err)
	n, err := s.CountStatements(b.Context(), &knowledge.Scope{}, []knowledge.ID{""}, knowledge.StatementFilter{})
	require.NoError(b, err)
	for _, f := range export.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			for range b.N {
				_, err := export.Write(b.Context(), s, export.Selection{Restricted: true}, f, io.Discard)
				require.NoError(b, err)
			}
			b.ReportMetric(float64(n[0])*float64(b.N)/b.Elapsed().Seconds(), "claims/s")
		})
	}
}
