package execute

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"
)

// branch is the value of the branch argument below one root field, or below several with equal values; or what BranchAt gives.
type branch struct {
	value any
}

type (
	branchKey        struct{}
	branchOptionsKey struct{}
)

// Branch returns the value of the branch that the resolver's field is in: that of the branch argument (Options.BranchArgument) of its root
// field, in its Go type, or what Options.BranchAt gave last above it. It returns false if there is none, as where the argument is null.
//
// Fields with equal values share one value, so it can be used as a map key.
func Branch(ctx context.Context) (any, bool) {
	if b, ok := ctx.Value(branchKey{}).(*branch); ok {
		return b.value, true
	}
	options, ok := ctx.Value(branchOptionsKey{}).(*Options)
	if !ok {
		return nil, false
	}
	return options.branchOfGenerated(ctx)
}

// branchOfGenerated finds the branch below the generated executor, whose field contexts lead up to the root field.
func (o *Options) branchOfGenerated(ctx context.Context) (value any, ok bool) {
	var fields []*graphql.FieldContext
	for f := graphql.GetFieldContext(ctx); f != nil; f = f.Parent {
		// The elements of lists and the root object have contexts too, without a field.
		if f.Field.Field != nil {
			fields = append(fields, f)
		}
	}
	slices.Reverse(fields)
	for i, f := range fields {
		if i == 0 {
			raw := f.Field.ArgumentMap(graphql.GetOperationContext(ctx).Variables)[o.BranchArgument]
			if value, ok = f.Args[o.BranchArgument]; ok && raw != nil {
				continue
			}
			value, ok = nil, false
		} else if !ok || f.IsResolver {
			continue
		}
		if o.BranchAt == nil {
			continue
		}
		if key, begun := o.BranchAt(f.Object, f.Field.Name, value, f.Args); key != "" {
			value, ok = begun, true
		}
	}
	return value, ok
}

// withBranchOptions makes Branch work below the generated executor.
func withBranchOptions(ctx context.Context, options *Options) context.Context {
	return context.WithValue(ctx, branchOptionsKey{}, options)
}

func withBranch(ctx context.Context, b *branch) context.Context {
	if b == nil {
		return ctx
	}
	return context.WithValue(ctx, branchKey{}, b)
}
