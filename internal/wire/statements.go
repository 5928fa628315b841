package wire

import (
	"bytes"
	"fmt"
	"iter"
	"slices"

	"entente/internal/knowledge"
)

// Statements is a list of encoded statements, which takes a third of the memory and gives the garbage collector nothing to walk. Each
// iteration decodes the statements, at some two microseconds each. One goroutine may add to it at a time; concurrent iterations are safe
// while nothing is added.
type Statements struct {
	codec *Codec
	// blocks hold the encoded statements one after another, and ranges their positions.
	blocks [][]byte
	ranges []byteRange
}

// byteRange is a range of a block.
type byteRange struct{ block, from, to uint32 }

// blockSize is how long a block is, unless a single statement is longer.
const blockSize = 1 << 20

// NewStatements gives an empty list.
func NewStatements(codec *Codec) *Statements { return &Statements{codec: codec} }

// Add adds a statement. It may be changed afterwards: the list has its written form.
func (l *Statements) Add(st *knowledge.Statement) {
	content, err := l.codec.Encode(st)
	if err != nil {
		// Every statement can be encoded.
		panic(fmt.Sprintf("wire: encode %s: %v", st.ID, err))
	}
	last := len(l.blocks) - 1
	if last < 0 || len(l.blocks[last])+len(content) > blockSize {
		l.blocks = append(l.blocks, make([]byte, 0, max(blockSize, len(content))))
		last++
	}
	from := len(l.blocks[last])
	l.blocks[last] = append(l.blocks[last], content...)
	l.ranges = append(l.ranges, byteRange{uint32(last), uint32(from), uint32(from + len(content))})
}

// Replace puts a statement in the place of the i-th, from 0 on. The place of the former is not used again.
func (l *Statements) Replace(i int, st *knowledge.Statement) {
	l.Add(st)
	last := len(l.ranges) - 1
	l.ranges[i] = l.ranges[last]
	l.ranges = l.ranges[:last]
}

// Len is how many there are; of a nil list none.
func (l *Statements) Len() int {
	if l == nil {
		return 0
	}
	return len(l.ranges)
}

// Sort brings the list into the order of ids.
func (l *Statements) Sort() {
	// What is written first of a statement, behind the head, is its id, and all ids of statements are of one length.
	slices.SortFunc(l.ranges, func(a, b byteRange) int { return bytes.Compare(l.content(a)[headLength:], l.content(b)[headLength:]) })
}

func (l *Statements) content(p byteRange) []byte { return l.blocks[p.block][p.from:p.to] }

// At returns the i-th statement, from 0 on.
func (l *Statements) At(i int) *knowledge.Statement {
	row, err := l.codec.Decode(knowledge.TableStatement, l.content(l.ranges[i]))
	if err != nil {
		// It was written by the same codec.
		panic(fmt.Sprintf("wire: decode what was encoded: %v", err))
	}
	return row.(*knowledge.Statement)
}

// All gives all statements in the order of the list, each made anew.
func (l *Statements) All() iter.Seq[*knowledge.Statement] {
	return func(yield func(*knowledge.Statement) bool) {
		for i := range l.Len() {
			if !yield(l.At(i)) {
				return
			}
		}
	}
}
