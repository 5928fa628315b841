package execute

// propagateNulls carries nulls up to where the schema allows them (section 6.4.4, Handling Field Errors). It runs only where
// something that must not be null is. Frames stand after those that they hang under, so one pass from the back is enough.
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

func (c *column) propagateLeaf() {
	if !c.field.required[0] {
		return
	}
	for row, null := range c.null {
		if null {
			c.owner.kill(row)
		}
	}
}

func (c *column) propagateObjects() {
	for i := range c.items {
		if it := &c.items[i]; it.frame != nil && it.frame.dead != nil && it.frame.dead[it.row] {
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
			c.owner.kill(row)
		}
	}
}

// propagateLists makes null each list of a level that has a null element.
func (c *column) propagateLists(level int) {
	for i := range c.levels[level] {
		l := &c.levels[level][i]
		for e := l.start; e < l.end; e++ {
			if c.isNull(level+1, e) {
				l.end = isNull
				break
			}
		}
	}
}

// isNull says whether the value at a level is null: a list, or below the last level an object.
func (c *column) isNull(level int, i int32) bool {
	if level < c.field.depth {
		return c.levels[level][i].end == isNull
	}
	return c.items[i].frame == nil
}
