package graph

import (
	"context"

	"entente/internal/admission"
	"entente/internal/meter"
	"github.com/99designs/gqlgen/graphql"
)

// metered gives each operation a request with a meter. One that is more than light work is admitted by the ticket of its context, and gives
// its slot back in finish.
func (r *Resolver) metered(limits meter.Limits) graphql.OperationMiddleware {
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		ticket := admission.From(ctx)
		var admit func() error
		if ticket != nil {
			admit = func() error {
				oc := graphql.GetOperationContext(ctx)
				return ticket.Admit(ctx, sizeOf(oc.Doc, oc.Operation, oc.Variables).cost)
			}
		}
		return next(meter.With(r.withRequest(ctx), limits, admit))
	}
}
