package execute

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

type leaseKey struct{}

// lease gives an answer a pooled buffer until the transport has sent it.
type lease struct{ buffer *Buffer }

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

// ownsData reports whether the response's data are those in the buffer, and not others that middleware has set.
func (l *lease) ownsData(response *graphql.Response) bool {
	if l.buffer == nil {
		return false
	}
	b := l.buffer.B[len(prefix):]
	return len(b) > 0 && len(response.Data) == len(b) && &response.Data[0] == &b[0]
}

func (l *lease) release() {
	putBuffer(l.buffer)
	l.buffer = nil
}
