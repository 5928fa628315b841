package graph

import (
	"entente/graph/model"
	"entente/internal/knowledge"
)

// root is the anchor of a list of everything.
const root = ""

// each maps the parents of a level.
func each[T, V any](objs []T, f func(T) V) []V {
	out := make([]V, len(objs))
	for i, o := range objs {
		out[i] = f(o)
	}
	return out
}

// idsOf returns the id of each parent.
func idsOf[T model.Node](objs []T) []knowledge.ID {
	return each(objs, func(o T) knowledge.ID { return o.NodeID() })
}

// int32s converts counts to the type of GraphQL's Int.
func int32s(counts []int) []int32 { return each(counts, func(n int) int32 { return int32(n) }) }

// identity returns its argument: what a list has needs no conversion.
func identity[T any](row T) T { return row }

// optional returns nil for the zero value.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// valueOr returns an argument, or its default if it is null.
func valueOr(given *int32, otherwise int) int {
	if given == nil {
		return otherwise
	}
	return int(*given)
}
