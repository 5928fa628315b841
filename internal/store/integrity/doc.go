// Package integrity is what every store checks before it takes a change: whether a row is well-formed by itself (CheckForm) and
// whether a statement fits on what it rests on (CheckStatement). What is wrong is gathered as Problems, so that one error names
// several. It also makes the copies that stores keep (Copy). It knows no store: who calls it looks up what is there.
package integrity
