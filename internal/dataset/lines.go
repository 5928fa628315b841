package dataset

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/dataset/yamlfile"
)

// The size limits, in bytes. A list may be large, as it is read entry by entry; a document is held as a whole.
const (
	MaxListFile = 256 << 20
	MaxDocument = 16 << 20
	MaxEntry    = yamlfile.MaxEntry
	MaxLine     = 1 << 20
)

// file is a file of the folder, with the list that its problems go to.
type file struct {
	name     string
	fsys     fs.FS
	problems *Problems
	// columns are the names of a table's columns, which problems are told with; nil for what is no table.
	columns []string
}

func (f *file) fail(at input.Position, code Code, message, hint string) {
	f.problems.add(Problem{f.name, at.Line, at.Column, Error, code, f.inColumn(at) + message, hint, nil})
}

// failOnce is fail for a word that may stand in many places: the same error at a later line is added to the first.
func (f *file) failOnce(at input.Position, code Code, message, hint string) {
	f.problems.addOnce(Problem{f.name, at.Line, at.Column, Error, code, f.inColumn(at) + message, hint, nil})
}

func (f *file) warn(at input.Position, code Code, message, hint string) {
	f.problems.add(Problem{f.name, at.Line, at.Column, Warning, code, f.inColumn(at) + message, hint, nil})
}

// values gives what a YAML file holds, item by item.
func (f *file) values(ctx context.Context, limit int64) iter.Seq[input.Value] {
	return yamlfile.Values(f.lines(ctx, limit), f.take)
}

// take adds a problem that a reader of the input found.
func (f *file) take(p input.Problem) {
	if p.Warning {
		f.warn(p.At, Code(p.Code), p.Message, p.Hint)
		return
	}
	f.fail(p.At, Code(p.Code), p.Message, p.Hint)
}

// byteOrderMark may begin a file; it is not part of the text.
const byteOrderMark = "\ufeff"

// lines gives the lines of the file, up to a bound of bytes. Both LF and CRLF end a line. It ends early where the context
// is done.
func (f *file) lines(ctx context.Context, limit int64) iter.Seq[input.Line] {
	return func(yield func(input.Line) bool) {
		in, ok := f.open(limit)
		if !ok {
			return
		}
		defer func() { _ = in.Close() }()
		// Reads one byte more than allowed, so that a file that grew since it was measured is noticed, not cut.
		bounded := &io.LimitedReader{R: in, N: limit + 1}
		r := bufio.NewReaderSize(bounded, 64<<10)
		begin, _ := r.Peek(peeked) // an error is met again by the next read
		if name := wideEncoding(begin); name != "" {
			f.fail(start(), NotUTF8, "this is not UTF-8: it looks like "+name, "save the file as UTF-8")
			return
		}
		check := lineChecker{file: f}
		defer check.report()
		for number := 1; ctx.Err() == nil; number++ {
			text, long, err := readLine(r)
			if err != nil && !errors.Is(err, io.EOF) {
				f.fail(position(number, 1), Unreadable, "the file cannot be read further: "+reason(err).Error(), "")
				return
			}
			if bounded.N == 0 {
				f.tooLarge(limit)
				return
			}
			if number == 1 {
				for strings.HasPrefix(text, byteOrderMark) { // a program that joins files writes it again
					text = strings.TrimPrefix(text, byteOrderMark)
				}
			}
			last := errors.Is(err, io.EOF)
			if last && text == "" || !yield(check.check(number, text, long)) || last {
				return
			}
		}
	}
}

// open opens the file where it is a regular one within the bound. A pipe or a device might never end.
func (f *file) open(limit int64) (fs.File, bool) {
	info, err := fs.Stat(f.fsys, f.name)
	switch {
	case err != nil:
		f.fail(start(), Unreadable, "the file cannot be read: "+reason(err).Error(), "")
		return nil, false
	case !info.Mode().IsRegular():
		f.fail(start(), Unreadable, "this is no file", "")
		return nil, false
	case info.Size() > limit:
		f.tooLarge(limit)
		return nil, false
	}
	in, err := f.fsys.Open(f.name)
	if err != nil {
		f.fail(start(), Unreadable, "the file cannot be read: "+reason(err).Error(), "")
		return nil, false
	}
	return in, true
}

func (f *file) tooLarge(limit int64) {
	hint := "divide it into several datasets"
	switch {
	case strings.HasSuffix(f.name, documentSuffix):
		hint = "divide it into several documents, or keep the parts that are quoted"
	case f.name == datasetFile:
		hint = "put what is long into documents"
	}
	f.fail(start(), TooLarge, "the file has more than "+mebibytes(limit)+", which is all that is read", hint)
}

// reason is the cause of a file system error, without the operation and path, which a problem names itself.
func reason(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

// readLine reads up to the next LF, and drops it and a CR before it. Of a line over the limit it keeps the beginning and skips the rest, so
// that a file of one endless line needs no memory.
func readLine(r *bufio.Reader) (text string, long bool, err error) {
	var kept []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(kept)+len(part) > MaxLine+2 {
			long = true
		} else {
			kept = append(kept, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		text = strings.TrimSuffix(strings.TrimSuffix(string(kept), "\n"), "\r")
		return text, long || len(text) > MaxLine, err
	}
}
