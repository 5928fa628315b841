package execute

import (
	"math"
	"strconv"
	"sync"

	"github.com/99designs/gqlgen/graphql"
)

// Buffer is the JSON of an answer while it is written. Its methods write what gqlgen's marshalers write, to the byte.
type Buffer struct {
	// B is what is written so far. An AppendGQL method appends to it directly.
	B []byte
}

// Write makes a Buffer an io.Writer for marshalers; it never fails.
func (w *Buffer) Write(p []byte) (int, error) { w.B = append(w.B, p...); return len(p), nil }

// WriteString appends a text unchanged, without quotes; it never fails.
func (w *Buffer) WriteString(s string) (int, error) { w.B = append(w.B, s...); return len(s), nil }

// Null writes null.
func (w *Buffer) Null() { w.B = append(w.B, null...) }

// Int writes an integer.
func (w *Buffer) Int(i int64) { w.B = strconv.AppendInt(w.B, i, 10) }

// Uint writes an integer.
func (w *Buffer) Uint(i uint64) { w.B = strconv.AppendUint(w.B, i, 10) }

// Bool writes true or false.
func (w *Buffer) Bool(b bool) { w.B = strconv.AppendBool(w.B, b) }

// Float writes a number as fmt's %g does; null if it is not finite.
func (w *Buffer) Float(f float64) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		w.Null()
		return
	}
	w.B = strconv.AppendFloat(w.B, f, 'g', -1, 64)
}

// Comma separates the elements of a list: it writes one before all but the first.
func (w *Buffer) Comma(i int) {
	if i > 0 {
		w.B = append(w.B, ',')
	}
}

// Marshal writes a scalar with its own marshaler.
func (w *Buffer) Marshal(m graphql.Marshaler) { m.MarshalGQL(w) }

const (
	null      = "null"
	hexDigits = "0123456789ABCDEF"
)

// String writes a quoted text. It escapes what JSON requires and no more (RFC 8259, section 7).
func (w *Buffer) String(s string) { w.B = AppendString(w.B, s) }

// AppendString appends a text as Buffer.String writes it.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = appendEscaped(append(b, s[from:i]...), c)
		from = i + 1
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

// appendEscaped appends the escape sequence of a byte.
func appendEscaped(b []byte, c byte) []byte {
	switch c {
	case '\t':
		return append(b, '\\', 't')
	case '\r':
		return append(b, '\\', 'r')
	case '\n':
		return append(b, '\\', 'n')
	case '\\', '"':
		return append(b, '\\', c)
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// A buffer larger than maxPooled is not pooled, so that one large answer does not hold its memory for
// ever.
const (
	newBuffer = 16 << 10
	maxPooled = 4 << 20
)

// buffers holds the buffers of answers between requests.
var buffers = sync.Pool{New: func() any { return &Buffer{B: make([]byte, 0, newBuffer)} }}

func getBuffer() *Buffer {
	w := buffers.Get().(*Buffer)
	w.B = w.B[:0]
	return w
}

func putBuffer(w *Buffer) {
	if w != nil && cap(w.B) <= maxPooled {
		buffers.Put(w)
	}
}
