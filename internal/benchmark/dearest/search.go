package dearest

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"time"
)

// Cost is what a question cost the server.
type Cost struct {
	// Work is the metered work, Held the metered bytes held, and Processor the time that processors really took; zero where the caller cannot tell.
	Work      time.Duration
	Held      int
	Processor time.Duration
	// Allocated is how many bytes were allocated, and Answer how many the answer has.
	Allocated, Answer int
}

// Ask asks a question and tells its cost. An error ends the search.
type Ask func(ctx context.Context, query string) (Cost, error)

// Found is a question with its cost.
type Found struct {
	Query string
	Cost  Cost
	root  *node
}

// Search looks for the dearest questions.
type Search struct {
	maker maker
	ask   Ask
	// Goals rank what is found; the search keeps the best for each.
	goals []func(*Found) float64
	kept  [][]*Found
	// Asked is how many questions were asked.
	Asked int
}

// keptPerGoal is how many questions are kept for each goal, to be mutated.
const keptPerGoal = 12

// New returns a search. The same seed draws the same questions as long as these cost the same.
func New(seed uint64, values Values, ask Ask) *Search {
	perByte := func(cost float64, f *Found) float64 { return cost / float64(len(f.Query)+100) }
	s := &Search{
		maker: maker{rand.New(rand.NewPCG(seed, 18)), grammar(), values}, ask: ask,
		goals: []func(*Found) float64{
			func(f *Found) float64 { return float64(f.Cost.Work) },
			func(f *Found) float64 { return float64(f.Cost.Held) },
			func(f *Found) float64 { return float64(f.Cost.Processor) },
			func(f *Found) float64 { return float64(f.Cost.Allocated) },
			func(f *Found) float64 { return perByte(float64(f.Cost.Processor+f.Cost.Work), f) },
			func(f *Found) float64 { return perByte(float64(f.Cost.Answer), f) },
		},
	}
	s.kept = make([][]*Found, len(s.goals))
	return s
}

// Run asks questions until the time is over or the context ends, and calls each with every one, if it is not nil.
func (s *Search) Run(ctx context.Context, during time.Duration, each func(*Found)) error {
	for end := time.Now().Add(during); time.Now().Before(end) && ctx.Err() == nil; {
		f := &Found{root: s.next()}
		f.Query = f.root.text()
		var err error
		if f.Cost, err = s.ask(ctx, f.Query); err != nil {
			return err
		}
		s.Asked++
		s.keep(f)
		if each != nil {
			each(f)
		}
	}
	return nil
}

// next draws a new question, or mutates one that is kept.
func (s *Search) next() *node {
	kept := s.kept[s.maker.random.IntN(len(s.kept))]
	if len(kept) == 0 || s.maker.random.IntN(5) == 0 {
		return s.maker.question()
	}
	return s.maker.mutate(kept[s.maker.random.IntN(len(kept))].root)
}

// keep keeps a question if it is among the dearest by some goal.
func (s *Search) keep(f *Found) {
	for i, goal := range s.goals {
		s.kept[i] = append(s.kept[i], f)
		slices.SortStableFunc(s.kept[i], func(a, b *Found) int { return cmp.Compare(goal(b), goal(a)) })
		s.kept[i] = slices.CompactFunc(s.kept[i], func(a, b *Found) bool { return a.Query == b.Query })
		s.kept[i] = s.kept[i][:min(len(s.kept[i]), keptPerGoal)]
	}
}

// Dearest returns the dearest question by each goal: work, bytes held, processor time, bytes allocated, time for each byte of the question, and
// bytes of the answer for each.
func (s *Search) Dearest() []*Found {
	var best []*Found
	for _, kept := range s.kept {
		if len(kept) > 0 {
			best = append(best, kept[0])
		}
	}
	return best
}
