package knowledge_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]knowledge.Decimal{
		"0": "0", "-0": "0", "+0.00": "0", "0e99": "0", "12": "12", "012": "12", "+12": "12", "1.50": "1.5", ".5": "0.5", "-.5": "-0.5", "5.": "5",
		"1e3": "1000", "1.5E-5": "0.000015", "-4.5": "-4.5", "1200e-2": "12", "999999999999999": "999999999999999",
		"0.000000000000001": "0.000000000000001", "123456789012.345": "123456789012.345", "0.1": "0.1", "100000000000000000e-5": "1000000000000",
	} {
		got, err := knowledge.ParseDecimal(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for text, words := range map[string]string{
		"": "no number", "-": "no number", ".": "no number", "e5": "no number", "1e": "no number", "1e+": "no number", "0x10": "no number",
		"NaN": "no number", "Inf": "no number", "1_000": "did you mean 1000?", "1,5": "did you mean 1.5?", "1 000": "did you mean 1000?", "−5": "did you mean -5?",
		"1.000.000": "no number", "1,000,000": "no number", "٣": "no number", "1e99999": "no number", "--1": "no number", "1.2.3": "no number",
		"1234567890123456": "16 digits", "1e15": "too large", "-1e999": "too large", "1e-16": "too exact", "1e-999": "too exact",
		"0.1234567890123456": "16 digits", strings.Repeat("1", 100): "no number", strings.Repeat("0", 100): "no number", "1\n": "no number",
	} {
		_, err := knowledge.ParseDecimal(text)
		assert.Equal(t, knowledge.BadInput, knowledge.CodeOf(err), text)
		assert.ErrorContains(t, err, words, text)
	}
}

// number draws a number that a Decimal can be, in some way of writing.
func number(r *rand.Rand) string {
	digits := fmt.Sprint(r.Int64N(pow10(1 + r.IntN(knowledge.MaxDigits))))
	at := r.IntN(len(digits) + 1)
	text := digits[:at]
	if at < len(digits) {
		text += "." + digits[at:]
	}
	if r.IntN(2) == 0 {
		text = "-" + text
	}
	return text
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// TestDecimal_IsWhatItsTextIs holds values, order, sum and mean against exact fractions.
func TestDecimal_IsWhatItsTextIs(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	rat := func(text string) *big.Rat {
		q, ok := new(big.Rat).SetString(text)
		require.True(t, ok, text)
		return q
	}
	for range 300 {
		var total knowledge.Total
		sum := new(big.Rat)
		var last knowledge.Decimal = "0"
		for range 1 + r.IntN(9) {
			text := number(r)
			d, err := knowledge.ParseDecimal(text)
			require.NoError(t, err, text)
			require.Zero(t, rat(text).Cmp(rat(string(d))), "%s is not %s", text, d)
			require.Equal(t, rat(string(d)).Cmp(rat(string(last))), d.Compare(last), "%s %s", d, last)
			again, err := knowledge.ParseDecimal(string(d))
			require.NoError(t, err)
			require.Equal(t, d, again)
			shown, err := json.Marshal(d.Float())
			require.NoError(t, err)
			back, err := knowledge.ParseDecimal(string(shown))
			require.NoError(t, err, "%s is shown as %s", d, shown)
			require.Equal(t, d, back, "JSON shows the same digits")
			total.Add(d)
			sum.Add(sum, rat(text))
			last = d
		}
		require.Zero(t, sum.Cmp(rat(total.Sum())), "%s is not %s", sum, total.Sum())
		mean := new(big.Rat).Quo(sum, big.NewRat(int64(total.Count), 1))
		off := new(big.Rat).Sub(mean, rat(total.Mean()))
		require.LessOrEqual(t, off.Abs(off).Cmp(big.NewRat(1, 2*pow10(knowledge.MaxDigits))), 0, "%s is not nearly %s", mean, total.Mean())
		require.LessOrEqual(t, total.Min.Compare(last), 0)
		require.GreaterOrEqual(t, total.Max.Compare(last), 0)
	}
}

func TestTotal(t *testing.T) {
	total := func(numbers ...knowledge.Decimal) *knowledge.Total {
		var of knowledge.Total
		for _, d := range numbers {
			of.Add(d)
		}
		return &of
	}
	assert.Equal(t, "0.3", total("0.1", "0.2").Sum(), "not 0.30000000000000004")
	assert.Equal(t, "0", total().Sum())
	assert.Empty(t, total().Mean())
	assert.Equal(t, "0.333333333333333", total("1", "0", "0").Mean())
	assert.Equal(t, "-0.666666666666667", total("-1", "-1", "0").Mean())
	assert.Equal(t, "0", total("-0.5", "0.5").Sum())
	assert.Equal(t, "0", total("0.000000000000001", "0", "0", "0").Mean())
	big := total()
	for range 10_000 {
		big.Add("999999999999999")
	}
	assert.Equal(t, "9999999999999990000", big.Sum(), "more than 64 bits hold")
	assert.Equal(t, "999999999999999", big.Mean())
	least, most := total("3", "-4.5", "10", "9"), total("3", "-4.5", "10", "9")
	assert.Equal(t, knowledge.Decimal("-4.5"), least.Min)
	assert.Equal(t, knowledge.Decimal("10"), most.Max)
}
