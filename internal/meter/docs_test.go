package meter_test

import (
	"os"
	"testing"

	"entente/internal/meter"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKinds_StandInTheDocumentationWithTheirPrices(t *testing.T) {
	page, err := os.ReadFile("../../docs/limits.md")
	require.NoError(t, err)
	for _, k := range meter.Kinds() {
		assert.Regexp(t, `(?m)^\| `+k.String()+`[^|]* \| `+spaced(k)+` \|$`, string(page))
	}
	l := meter.DefaultLimits()
	assert.Contains(t, string(page), "work of "+l.Work.String()[:3]+" ms")
	assert.Contains(t, string(page), "has done "+l.Free.String()[:1]+" ms of work")
}

// spaced is a price as the page has it: the number, a space and the unit.
func spaced(k meter.Kind) string {
	text := k.Price().String()
	for i, r := range text {
		if r < '0' || r > '9' {
			return text[:i] + " " + text[i:]
		}
	}
	return text
}
