package search

import "unsafe"

// Bytes returns how many bytes the index holds, about; segments that it shares with that of another revision are among them.
func (x *Index) Bytes() (bytes int) {
	for _, p := range x.segments {
		bytes += p.segment.bytes + deletedBytes*len(p.deleted)
	}
	return bytes
}

// What an entry takes in a map of numbers, and in one by its id.
const (
	deletedBytes = 12
	byIDBytes    = 48
)

// size returns how many bytes a segment holds, about. Texts may be parts of those in the store, and are counted.
func (s *segment) size() int {
	bytes := len(s.entries)*(int(unsafe.Sizeof(entry{}))+byIDBytes) + len(s.texts)*int(unsafe.Sizeof(text{}))
	for i := range s.entries {
		bytes += len(s.entries[i].key)
	}
	for i := range s.texts {
		bytes += len(s.texts[i].s)
	}
	numbers := len(s.owner) + len(s.bounds) + len(s.postings) + len(s.terms.ends)
	return bytes + 4*numbers + len(s.terms.joined) + s.fstBytes
}
