package memstore

import (
	"runtime"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// unindexStatements finds what is there of the statements to change, and takes it out of all indexes.
func (d *draft) unindexStatements() error {
	steps := d.of(knowledge.TableStatement)
	out := newItems(0)
	for i := range steps {
		if err := d.watch.err(); err != nil {
			return err
		}
		s := &steps[i]
		old, found := d.statements.get(s.key.ID)
		var before knowledge.Row
		if found && old.Dataset == s.key.Dataset {
			before = old
		}
		if d.settle(s, before) && before != nil {
			g := d.groundOf(old)
			out.add(old, &g)
		}
		if d.Full() {
			return nil
		}
	}
	d.noteDated(out.dated)
	return d.take(out)
}

// indexStatements checks the statements to put and takes them in. Until all are checked nothing of the graph changes, so that
// the processors share them out; what is wrong is named in their order all the same.
func (d *draft) indexStatements() error {
	steps := d.of(knowledge.TableStatement)
	share := max(checkEvery, (len(steps)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	in := newItems(len(steps))
	items, checkers := []*items{in}, []*draft{}
	var tasks []func(*watch) error
	for part := range slices.Chunk(steps, share) {
		if len(tasks) > 0 {
			items = append(items, newItems(len(part)))
		}
		checker := *d
		checker.Problems, checker.texts = integrity.Problems{}, map[knowledge.ID]*integrity.Text{}
		checkers = append(checkers, &checker)
		out := items[len(items)-1]
		tasks = append(tasks, func(w *watch) error { return checker.prepare(w, part, out) })
	}
	if err := d.together(len(steps), tasks...); err != nil {
		return err
	}
	for i, c := range checkers {
		if d.Join(&c.Problems); i > 0 {
			in.join(items[i])
		}
	}
	if d.Full() {
		return nil
	}
	err := d.put(in)
	d.fresh = in.linked
	d.noteDated(in.dated)
	return err
}

// prepare checks statements to put and gives their items.
func (d *draft) prepare(w *watch, steps []step, in *items) error {
	entity := d.remembered()
	for i := range steps {
		if err := w.err(); err != nil {
			return err
		}
		put, ok := steps[i].put.(*knowledge.Statement)
		if !ok || steps[i].skip {
			continue
		}
		if g := d.groundBy(put, entity); d.trusted || d.fits(put, &g) {
			d.share(put, &g)
			in.add(put, &g)
		}
		if d.Full() {
			return nil
		}
	}
	return nil
}

// recheckStatements looks again at the statements that rest on what was changed.
func (d *draft) recheckStatements() error {
	for _, l := range d.recheck {
		for st := range d.inList(l)("", keyBehindAll, false) {
			if err := d.watch.err(); err != nil {
				return err
			}
			g := d.groundOf(st)
			if d.fits(st, &g); d.Full() {
				return nil
			}
		}
	}
	return nil
}
