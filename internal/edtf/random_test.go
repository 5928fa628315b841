package edtf

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// randomSeed logs the seed of a random test; EDTF_SEED repeats a run.
func randomSeed(t *testing.T) uint64 {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("EDTF_SEED"); text != "" {
		var err error
		seed, err = strconv.ParseUint(text, 10, 64)
		require.NoError(t, err)
	}
	t.Logf("seed: EDTF_SEED=%d", seed)
	return seed
}

// generator makes texts that are mostly valid, and texts near to them.
type generator struct{ *rand.Rand }

func (g generator) text() string {
	text := g.interval()
	if g.IntN(4) == 0 {
		text = g.mutated(text)
	}
	return text
}

func (g generator) interval() string {
	switch g.IntN(5) {
	case 0:
		return g.bound() + "/" + g.bound()
	case 1:
		return g.simple(1900+g.IntN(60)) + "/" + g.simple(1950+g.IntN(60))
	}
	return g.date()
}

func (g generator) bound() string {
	switch g.IntN(5) {
	case 0:
		return ".."
	case 1:
		return ""
	}
	return g.date()
}

// simple is a date of level 0 in the given year, qualified or not.
func (g generator) simple(year int) string {
	text := fmt.Sprintf("%04d", year)
	if g.IntN(2) == 0 {
		text += fmt.Sprintf("-%02d", 1+g.IntN(12))
		if g.IntN(2) == 0 {
			text += fmt.Sprintf("-%02d", 1+g.IntN(31))
		}
	}
	return text + g.pick("", "", "?", "~", "%")
}

func (g generator) date() string {
	year := g.IntN(2100)
	switch g.IntN(9) {
	case 0:
		return g.pick("", "-") + fmt.Sprintf("%03dX", year/10)
	case 1:
		return g.pick("", "-") + fmt.Sprintf("%02dXX", year/100)
	case 2:
		return g.pick("", "-") + fmt.Sprintf("%04d", year) + g.pick("-XX", "-XX-XX", "-02-XX", "-12-XX")
	case 3:
		return fmt.Sprintf("%04d-%d", year, 19+g.IntN(10)) + g.pick("", "", "~")
	case 4:
		return "Y" + g.pick("", "-") + strconv.FormatInt(g.Int64N(400_000), 10)
	case 5:
		return "Y" + g.pick("", "-") + fmt.Sprintf("%dE%d", g.IntN(200), g.IntN(6))
	case 6:
		return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d", year, 1+g.IntN(12), 1+g.IntN(31), g.IntN(25), g.IntN(61), g.IntN(61)) +
			g.pick("", "Z", "-04", "+04:30", "+14:00", "+00:00", "-00:00", "-13")
	}
	return g.pick("", "", "-") + g.simple(year)
}

// mutated replaces, drops, inserts or doubles one byte.
func (g generator) mutated(text string) string {
	const alphabet = "0123456789-/.XYETZ:+?~%[]{}, Su"
	at, letter := g.IntN(len(text)+1), string(alphabet[g.IntN(len(alphabet))])
	rest := text[at:]
	if rest != "" && g.IntN(2) == 0 {
		rest = rest[1:]
	}
	if g.IntN(3) == 0 {
		letter = ""
	}
	return text[:at] + letter + rest
}

func (g generator) pick(choices ...string) string { return choices[g.IntN(len(choices))] }

func TestRandomTextsRoundTrip(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(randomSeed(t), 2))}
	valid := 0
	for range 20000 {
		text := g.text()
		i, err := ParseInterval(text)
		if err != nil {
			requireSyntaxError(t, err, text)
			continue
		}
		valid++
		requireSound(t, text, i)
	}
	require.Greater(t, valid, 5000)
}
