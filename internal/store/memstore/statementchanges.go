package memstore

import (
	"runtime"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// unindexStatements looks up the statements to change, and removes them from all indexes.
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
		if d.applyStep(s, before) && before != nil {
			g := d.dependenciesOf(old)
			out.add(old, &g)
		}
		if d.Full() {
			return nil
		}
	}
	d.noteDated(out.dated)
	return d.unindex(out)
}

// indexStatements checks the new statements and indexes them. While they are checked the graph does not change, so the work is distributed
// over the processors; problems are still reported in order.
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
	if err := d.parallel(len(steps), tasks...); err != nil {
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
	err := d.index(in)
	d.fresh = in.linkPostings
	d.noteDated(in.dated)
	return err
}

// prepare checks new statements and collects their items.
func (d *draft) prepare(w *watch, steps []step, in *items) error {
	entity := d.cachedEntities()
	for i := range steps {
		if err := w.err(); err != nil {
			return err
		}
		put, ok := steps[i].put.(*knowledge.Statement)
		if !ok || steps[i].skip {
			continue
		}
		if g := d.dependenciesWith(put, entity); d.trusted || d.checkStatement(put, &g) {
			d.shareStrings(put, &g)
			in.add(put, &g)
		}
		if d.Full() {
			return nil
		}
	}
	return nil
}

// recheckStatements checks again the statements that depend on changed rows.
func (d *draft) recheckStatements() error {
	for _, l := range d.recheck {
		for st := range d.inList(l)("", keyAfterAll, false) {
			if err := d.watch.err(); err != nil {
				return err
			}
			g := d.dependenciesOf(st)
			if d.checkStatement(st, &g); d.Full() {
				return nil
			}
		}
	}
	return nil
}
