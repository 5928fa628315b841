package execute

import (
	"context"
	"io"

	"github.com/99designs/gqlgen/graphql"
)

type leaseKey struct{}

// lease lends an answer a pooled buffer until the transport is done with it, and a way out for pieces.
type lease struct {
	buffer *Buffer
	out    io.Writer
	begin  func() // called before the first piece
	sent   int
}

// withLease gives the context a lease. Its release must be called when the response is no longer used.
func withLease(ctx context.Context, l *lease) context.Context {
	return context.WithValue(ctx, leaseKey{}, l)
}

// Pooled lends the next answer of the context a pooled buffer. The data of its response are valid until done is called. It is
// for callers that run operations without HTTP and look at the answer only shortly, such as benchmarks.
func Pooled(ctx context.Context) (pooled context.Context, done func()) {
	l := &lease{}
	return withLease(ctx, l), l.release
}

func (l *lease) take(w *writer, flush int) {
	l.buffer = w.Buffer
	if l.out != nil && flush > 0 {
		w.out, w.flush = lateWriter{l}, flush
	}
}

// lateWriter begins the response with the first piece.
type lateWriter struct{ *lease }

// Write sends a piece.
func (w lateWriter) Write(p []byte) (int, error) {
	if w.sent == 0 {
		w.begin()
	}
	n, err := w.out.Write(p)
	w.sent += n
	return n, err
}

// before is how much stands before the data in the buffer: nothing once a piece was sent.
func (l *lease) before() int {
	if l.sent > 0 {
		return 0
	}
	return len(prefix)
}

// holds says whether the response's data are those in the buffer, and not some that middleware put in their place.
func (l *lease) holds(response *graphql.Response) bool {
	if l.buffer == nil {
		return false
	}
	b := l.buffer.B[l.before():]
	return len(b) > 0 && len(response.Data) == len(b) && &response.Data[0] == &b[0]
}

func (l *lease) release() {
	putBuffer(l.buffer)
	l.buffer = nil
}
