package exectest

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/difftest"
	"entente/internal/execute/exectest/world"
	"github.com/stretchr/testify/assert"
)

// TestSharedPlans runs the same documents in many goroutines, with an executor that has no plans yet and room for few: each answer
// must be the same as alone. It is for the race detector.
func TestSharedPlans(t *testing.T) {
	w := world.New(worldSize)
	alone := newServer(newExecutor(t, Joining{&Resolver{w}}, execute.Options{}))
	e := newExecutor(t, Joining{&Resolver{w}}, execute.Options{PlanFields: 1000})
	shared := newServer(e)
	g := difftest.NewQuestions(e.Schema(), rand.New(rand.NewPCG(randomSeed(t), 1)), difftest.Config{Samples: samples(), Skip: skipped, Depth: 6})
	type answered struct {
		difftest.Question
		want string
	}
	var list []answered
	for len(list) < 60 {
		q := g.Next()
		if r, errs := difftest.Ask(context.Background(), alone, q); errs == nil {
			list = append(list, answered{q, string(r.Data)})
		}
	}
	var group sync.WaitGroup
	var different atomic.Int64
	for worker := range 8 {
		group.Go(func() {
			for i := range 200 {
				q := list[(i*7+worker*13)%len(list)]
				if r, errs := difftest.Ask(context.Background(), shared, q.Question); errs != nil || string(r.Data) != q.want {
					different.Add(1)
				}
				if i%50 == 0 && worker == 0 {
					e.Purge()
				}
			}
		})
	}
	group.Wait()
	assert.Zero(t, different.Load(), "answers that differ")
}
