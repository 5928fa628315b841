package execute

// propagateNulls propagates nulls to the nearest position that may be null (section 6.4.4, Handling Field Errors). It runs only if
// something is null that must not be. A frame comes after those that it hangs under, so one backward pass is enough.
func (r *run) propagateNulls() {
	for i := len(r.frames) - 1; i >= 0; i-- {
		f := r.frames[i]
		for k := range f.columns {
			c := &f.columns[k]
			if c.field == nil { // __typename
				continue
			}
			if c.field.leaf {
				c.propagateLeaf()
			} else {
				c.propagateObjects()
			}
		}
	}
}

// propagateLeaf propagates nulls of a leaf that must not be null.
func (c *column) propagateLeaf() {
	if !c.field.required[0] {
		return
	}
	for row, null := range c.null {
		if null {
			c.owner.nullRow(row)
		}
	}
}

// propagateObjects propagates nulls of objects and lists in a column.
func (c *column) propagateObjects() {
	for i := range c.items {
		if it := &c.items[i]; it.frame != nil && it.frame.nullRows != nil && it.frame.nullRows[it.row] {
			it.frame = nil
		}
	}
	for level := c.field.depth - 1; level >= 0; level-- {
		if c.field.required[level+1] {
			c.propagateLists(level)
		}
	}
	if !c.field.required[0] {
		return
	}
	for row := range c.owner.rows {
		if c.isNull(0, int32(row)) {
			c.owner.nullRow(row)
		}
	}
}

// propagateLists sets each list of a level to null that has a null element.
func (c *column) propagateLists(level int) {
	for i := range c.levels[level] {
		l := &c.levels[level][i]
		for e := l.start; e < l.end; e++ {
			if c.isNull(level+1, e) {
				l.end = nullEnd
				break
			}
		}
	}
}

// isNull reports whether the value at a level is null: a list, or below the last level an object.
func (c *column) isNull(level int, i int32) bool {
	if level < c.field.depth {
		return c.levels[level][i].end == nullEnd
	}
	return c.items[i].frame == nil
}
