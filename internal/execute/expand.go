package execute

import "slices"

// expand adds the objects of all rows. errs, if not nil, are the errors of single rows.
func (r *run) expand(c *column, errs []error, expand func(*Sink, int)) {
	c.prepare()
	s := &Sink{run: r, column: c}
	for k := 0; k < len(c.owner.rows); {
		k = r.expandFrom(k, s, errs, expand)
	}
	s.flush()
}

// expandFrom expands from a row on, up to one that panics: its field is null, with an error, and the next row is returned.
func (r *run) expandFrom(k int, s *Sink, errs []error, expand func(*Sink, int)) (next int) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if _, limit := p.(*LimitError); limit || s.column.values() != k {
			panic(p) // part of the value is stored: this field alone cannot be undone
		}
		s.fail(k, r.recovered(r.ctx, p))
		next = k + 1
	}()
	for ; k < len(s.column.owner.rows); k++ {
		if errs != nil && errs[k] != nil {
			s.fail(k, errs[k])
			continue
		}
		if err := s.spend(); err != nil {
			s.fail(k, err)
			continue
		}
		s.begin(k)
		expand(s, k)
	}
	return k
}

// writeChecked writes a checked leaf of all rows that have no error yet.
func (r *run) writeChecked(c *column, write func(k int)) {
	c.bounds = append(slices.Grow(c.bounds, len(c.owner.rows)+1), len(r.checker.B))
	for k := 0; k < len(c.owner.rows); {
		k = r.writeCheckedFrom(k, c, write)
	}
}

// writeCheckedFrom writes from a row on, up to one that panics: its field is null, with an error, and the next row is returned.
func (r *run) writeCheckedFrom(k int, c *column, write func(k int)) (next int) {
	w, coords := r.checker, c.field.coordinates(c.owner.plan.object.Name)
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if _, limit := p.(*LimitError); limit {
			panic(p)
		}
		// The leaf is null, so whatever it wrote is ignored.
		c.bounds = append(c.bounds, len(w.B))
		r.failLeaf(c, k, r.recovered(r.ctx, p))
		next = k + 1
	}()
	for ; k < len(c.owner.rows); k++ {
		if !c.nullAt(k) {
			w.begin(r.ctx, coords)
			write(k)
			r.recordFaults(c, k)
		}
		c.bounds = append(c.bounds, len(w.B))
	}
	r.checkBytes(len(w.B))
	return k
}

// recordFaults records the errors of the value just written.
func (r *run) recordFaults(c *column, k int) {
	forbidden := r.checker.finish(c.bounds[k])
	for _, f := range r.checker.faults {
		r.fail(c, int32(k), f.at, f.err)
	}
	if forbidden {
		c.setNull(k)
		r.propagate = true
	}
}
