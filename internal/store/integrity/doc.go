// Package integrity checks what every store checks before it accepts a change: whether a row is well-formed by itself (CheckRow) and
// whether a statement is consistent with its dependencies (CheckStatement). It collects Problems, so that one error names several. It also
// makes the copies that stores keep (Copy). It does not access a store: the caller looks up the dependencies.
package integrity
