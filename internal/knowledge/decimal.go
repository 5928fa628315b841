package knowledge

import (
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Decimal is a number as decimal text, written in one way: -4.5, 0, 120000. It has no plus sign, no exponent, no leading zeros and no zeros
// after its last decimal, so that equal numbers are equal texts. It has at most MaxDigits digits from the first that is not zero to the
// last, and as many before and after the point, so that the nearest binary number, as JSON's are read, shows the same digits.
type Decimal string

// MaxDigits is how many digits a Decimal may have.
const MaxDigits = 15

// maxDecimalText bounds the text that ParseDecimal reads, in bytes.
const maxDecimalText = 64

// ParseDecimal reads a number in decimal notation, which may have an exponent: 1.50, -.5, 6.02e5. Nothing is rounded. The error, with the
// code BadInput, says what is wrong with it.
func ParseDecimal(text string) (Decimal, error) {
	negative, digits, exponent, ok := splitNumber(text)
	if !ok {
		return "", Errorf(BadInput, "%s is no number; write it as 12 or -4.5%s", Quote(text), numberHint(text))
	}
	trimmed := strings.TrimRight(digits, "0")
	exponent += len(digits) - len(trimmed)
	digits = strings.TrimLeft(trimmed, "0")
	switch whole := len(digits) + exponent; {
	case digits == "":
		return "0", nil
	case len(digits) > MaxDigits:
		return "", Errorf(BadInput, "%s has %d digits; a number may have %d", Quote(text), len(digits), MaxDigits)
	case whole > MaxDigits:
		return "", Errorf(BadInput, "%s is too large: a number has at most %d digits before the point", Quote(text), MaxDigits)
	case -exponent > MaxDigits:
		return "", Errorf(BadInput, "%s is too exact: a number has at most %d decimals", Quote(text), MaxDigits)
	}
	return writeDecimal(negative, digits, exponent), nil
}

// splitNumber parts a number into its sign, its digits without the point, and the power of ten that they are multiplied by.
func splitNumber(text string) (negative bool, digits string, exponent int, ok bool) {
	if len(text) > maxDecimalText {
		return false, "", 0, false
	}
	rest, negative := strings.CutPrefix(text, "-")
	if !negative {
		rest = strings.TrimPrefix(rest, "+")
	}
	if at := strings.IndexAny(rest, "eE"); at >= 0 {
		var err error
		// A sign and three digits: more would be too large or too exact in any case.
		if exponent, err = strconv.Atoi(rest[at+1:]); err != nil || len(rest)-at > 5 {
			return false, "", 0, false
		}
		rest = rest[:at]
	}
	whole, fraction, _ := strings.Cut(rest, ".")
	digits = whole + fraction
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return false, "", 0, false
	}
	return negative, digits, exponent - len(fraction), true
}

// numberHint is the tail of a message about a text that is meant as a number.
func numberHint(text string) string {
	plain := strings.NewReplacer("\u2212", "-", "\u2013", "-", ",", ".", "'", "", "_", "", " ", "", "\u00a0", "", "\u202f", "").Replace(text)
	if _, _, _, ok := splitNumber(plain); !ok || strings.Count(text, ",") > 1 {
		return ""
	}
	return "; did you mean " + plain + "?"
}

// writeDecimal writes digits times a power of ten. The digits begin and end with another one than 0.
func writeDecimal(negative bool, digits string, exponent int) Decimal {
	var b strings.Builder
	if negative {
		b.WriteByte('-')
	}
	switch at := len(digits) + exponent; {
	case exponent >= 0:
		b.WriteString(digits + strings.Repeat("0", exponent))
	case at > 0:
		b.WriteString(digits[:at] + "." + digits[at:])
	default:
		b.WriteString("0." + strings.Repeat("0", -at) + digits)
	}
	return Decimal(b.String())
}

// IsInteger reports whether the number has no decimals.
func (d Decimal) IsInteger() bool { return !strings.Contains(string(d), ".") }

// Float is the nearest binary number.
func (d Decimal) Float() float64 {
	f, _ := strconv.ParseFloat(string(d), 64)
	return f
}

// Compare compares two numbers.
func (d Decimal) Compare(o Decimal) int {
	var room [2][decimalKeyLength]byte
	return strings.Compare(string(d.appendKey(room[0][:0])), string(o.appendKey(room[1][:0])))
}

// decimalKeyLength is the length of what appendKey appends: the sign, and as many digits before and after the point.
const decimalKeyLength = 1 + 2*MaxDigits

// appendKey appends a text that is ordered as the numbers are: 1, then the digits before and after the point, each part of full length; of a
// negative number 0, and what each digit lacks to 9.
func (d Decimal) appendKey(b []byte) []byte {
	text, negative := strings.CutPrefix(string(d), "-")
	whole, fraction, _ := strings.Cut(text, ".")
	start := len(b)
	b = append(b, '1')
	for range MaxDigits - len(whole) {
		b = append(b, '0')
	}
	b = append(append(b, whole...), fraction...)
	for len(b)-start < decimalKeyLength {
		b = append(b, '0')
	}
	if negative {
		for i := range b[start:] {
			b[start+i] = '0' + '9' - b[start+i]
		}
		b[start] = '0'
	}
	return b
}

// Total sums numbers up, exactly. The zero Total has none.
type Total struct {
	// Count is how many numbers there are.
	Count int
	// Min and Max are the least and the greatest; "" where there is none.
	Min, Max Decimal
	// high and low are the sum in units of the last decimal that a number may have, in 128 bits: 2^27 numbers fit.
	high, low uint64
}

// Add adds a number.
func (t *Total) Add(d Decimal) {
	if t.Count == 0 || d.Compare(t.Min) < 0 {
		t.Min = d
	}
	if t.Count == 0 || d.Compare(t.Max) > 0 {
		t.Max = d
	}
	t.Count++
	text, negative := strings.CutPrefix(string(d), "-")
	before, after, _ := strings.Cut(text, ".")
	// Both have at most 15 digits.
	whole, _ := strconv.ParseUint(before, 10, 64)
	fraction := uint64(0)
	for i := range MaxDigits {
		fraction *= 10
		if i < len(after) {
			fraction += uint64(after[i] - '0')
		}
	}
	high, low := bits.Mul64(whole, unitsOfOne)
	low, carry := bits.Add64(low, fraction, 0)
	high += carry
	if negative {
		t.low, carry = bits.Sub64(t.low, low, 0)
		t.high, _ = bits.Sub64(t.high, high, carry)
		return
	}
	t.low, carry = bits.Add64(t.low, low, 0)
	t.high, _ = bits.Add64(t.high, high, carry)
}

// unitsOfOne is how many units one has.
const unitsOfOne = 1_000_000_000_000_000

// sum is the exact sum.
func (t *Total) sum() *big.Rat {
	units := new(big.Int).Lsh(big.NewInt(int64(t.high)), 64)
	units.Add(units, new(big.Int).SetUint64(t.low))
	return new(big.Rat).SetFrac(units, big.NewInt(unitsOfOne))
}

// Sum is the exact sum, in the form of a Decimal, though it may have more digits; "0" of none.
func (t *Total) Sum() string {
	return string(trimmedDecimal(t.sum().FloatString(MaxDigits)))
}

// Mean is the sum over the count, rounded half away from zero to MaxDigits decimals, which is its only rounding; "" of none.
func (t *Total) Mean() string {
	if t.Count == 0 {
		return ""
	}
	return string(trimmedDecimal(new(big.Rat).Quo(t.sum(), big.NewRat(int64(t.Count), 1)).FloatString(MaxDigits)))
}

// trimmedDecimal takes the zeros from the end of a number with decimals.
func trimmedDecimal(text string) Decimal {
	text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	if text == "" || text == "-0" || text == "-" {
		return "0"
	}
	return Decimal(text)
}
