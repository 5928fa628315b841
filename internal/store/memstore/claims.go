package memstore

import "entente/internal/knowledge"

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
		if d.full() {
			return nil
		}
	}
	return d.take(out)
}

// indexStatements checks the statements to put and takes them in.
func (d *draft) indexStatements() error {
	steps := d.of(knowledge.TableStatement)
	in := newItems(len(steps))
	for i := range steps {
		if err := d.watch.err(); err != nil {
			return err
		}
		put, ok := steps[i].put.(*knowledge.Statement)
		if !ok || steps[i].skip {
			continue
		}
		if g := d.groundOf(put); d.checkStatement(put, &g) {
			d.share(put, &g)
			in.add(put, &g)
		}
		if d.full() {
			return nil
		}
	}
	return d.put(in)
}

// recheckStatements looks again at the statements that rest on what was changed.
func (d *draft) recheckStatements() error {
	for _, l := range d.recheck {
		for st := range d.inList(l)("", keyBehindAll, false) {
			if err := d.watch.err(); err != nil {
				return err
			}
			g := d.groundOf(st)
			if d.checkStatement(st, &g); d.full() {
				return nil
			}
		}
	}
	return nil
}
