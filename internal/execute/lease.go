package execute

import (
	"context"
	"io"

	"github.com/99designs/gqlgen/graphql"
)

type leaseKey struct{}

// lease gives an answer a pooled buffer until the transport has sent it, and a writer for pieces.
type lease struct {
	buffer *Buffer
	out    io.Writer
	begin  func() // called before the first piece
	sent   int
}

// withLease adds a lease to the context. It must be released when the response is no longer used.
func withLease(ctx context.Context, l *lease) context.Context {
	return context.WithValue(ctx, leaseKey{}, l)
}

// Pooled lets the next answer of the context use a pooled buffer. The data of its response are valid until done is called. It is
// for callers that run operations without HTTP and use the answer only briefly, such as benchmarks.
func Pooled(ctx context.Context) (pooled context.Context, done func()) {
	l := &lease{}
	return withLease(ctx, l), l.release
}

func (l *lease) adopt(w *writer, flush int) {
	l.buffer = w.Buffer
	if l.out != nil && flush > 0 {
		w.out, w.flush = headerWriter{l}, flush
	}
}

// headerWriter calls begin before the first piece.
type headerWriter struct{ *lease }

// Write sends a piece.
func (w headerWriter) Write(p []byte) (int, error) {
	if w.sent == 0 {
		w.begin()
	}
	n, err := w.out.Write(p)
	w.sent += n
	return n, err
}

// dataStart is the offset of the data in the buffer: 0 once a piece was sent.
func (l *lease) dataStart() int {
	if l.sent > 0 {
		return 0
	}
	return len(prefix)
}

// ownsData reports whether the response's data are those in the buffer, and not others that middleware has set.
func (l *lease) ownsData(response *graphql.Response) bool {
	if l.buffer == nil {
		return false
	}
	b := l.buffer.B[l.dataStart():]
	return len(b) > 0 && len(response.Data) == len(b) && &response.Data[0] == &b[0]
}

func (l *lease) release() {
	putBuffer(l.buffer)
	l.buffer = nil
}
