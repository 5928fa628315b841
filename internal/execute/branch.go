package execute

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// branch is the value of the branch argument below one root field, or below several with equal values.
type branch struct {
	value any
}

type (
	branchKey     struct{}
	branchNameKey struct{}
)

// Branch returns the value of the branch argument (Options.BranchArgument) of the root field that the resolver's field is or is
// below, in its Go type. It returns false if the root field does not have the argument, or null.
//
// Root fields with equal values share one value, so it can be used as a map key.
func Branch(ctx context.Context) (any, bool) {
	if b, ok := ctx.Value(branchKey{}).(*branch); ok {
		return b.value, true
	}
	name, ok := ctx.Value(branchNameKey{}).(string)
	if !ok {
		return nil, false
	}
	return branchOfGenerated(ctx, name)
}

// branchOfGenerated finds the argument below the generated executor, whose field contexts lead up to the root field.
func branchOfGenerated(ctx context.Context, name string) (any, bool) {
	var field *graphql.FieldContext
	for f := graphql.GetFieldContext(ctx); f != nil; f = f.Parent {
		// The elements of lists and the root object have contexts too, without a field.
		if f.Field.Field != nil {
			field = f
		}
	}
	if field == nil {
		return nil, false
	}
	operation := graphql.GetOperationContext(ctx)
	if raw := field.Field.ArgumentMap(operation.Variables)[name]; raw == nil {
		return nil, false
	}
	value, ok := field.Args[name]
	return value, ok
}

// withBranchName makes Branch work below the generated executor.
func withBranchName(ctx context.Context, name string) context.Context {
	if name == "" {
		return ctx
	}
	return context.WithValue(ctx, branchNameKey{}, name)
}

func withBranch(ctx context.Context, b *branch) context.Context {
	if b == nil {
		return ctx
	}
	return context.WithValue(ctx, branchKey{}, b)
}
