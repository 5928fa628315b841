package dataset

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"entente/internal/dataset/input"
	"entente/internal/dataset/quote"
	"entente/internal/dataset/yamlfile"
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

func documentShape() shape {
	return shape{
		what:     "a document",
		required: []string{"title", "language", "reliability"},
		optional: []string{"url", "publisher", "author", "publishedOn", "retrievedOn", "generator", "basedOn"},
	}
}

// document is a document of the folder, with what its statements need.
type document struct {
	*knowledge.Document
	file string
	// lines gives for each line of the text the line of the file that it stood on.
	lines []int
	// dated: it has a date, without which no claim of it has a validity.
	dated bool
	// read: its text could be read. If not, quotes are not looked up in it.
	read bool
	used bool
	// dates are those of its front matter.
	dates []documentDate
	// bases are where its front matter names the documents that it is based on.
	bases []baseReference
	// quotes is made when the first quote is looked for.
	quotes *quote.Text
}

// quotable returns the text prepared for finding quotes.
func (d *document) quotable() *quote.Text {
	if d.quotes == nil {
		d.quotes = quote.NewText(string(d.Text), d.Footnotes)
	}
	return d.quotes
}

// readDocuments reads the files of documents/, by name.
func (r *reader) readDocuments(ctx context.Context) {
	if !r.present[documentsDir] {
		return
	}
	if info, err := fs.Stat(r.fsys, documentsDir); err == nil && !info.IsDir() {
		r.file(documentsDir).fail(start(), Unreadable, "this is no folder", "")
		return
	}
	entries, err := fs.ReadDir(r.fsys, documentsDir)
	if err != nil {
		r.file(documentsDir).fail(start(), Unreadable, "the folder cannot be read: "+reason(err).Error(), "")
		return
	}
	for _, e := range entries {
		f := r.file(path.Join(documentsDir, e.Name()))
		name, isDocument := strings.CutSuffix(e.Name(), documentSuffix)
		id := knowledge.DocumentPrefix + ":" + name
		switch {
		case isLitter(e.Name()):
		case !isDocument || e.IsDir():
			r.refused[strings.TrimSuffix(e.Name(), path.Ext(e.Name()))] = true
			f.fail(start(), UnknownFile, "a document is a file NAME.md", documentFileHint(e))
		case knowledge.CheckID(id) != nil:
			r.refused[name] = true
			most := knowledge.MaxIDLength - len(id) + len(name)
			f.fail(start(), BadID, fmt.Sprintf("%s is no name of a document: it has letters a-z, digits and -, at most %d", quoted(name), most), renameHint(name, most))
		default:
			f.checkWindowsName(name)
			r.readDocument(ctx, f, id)
		}
	}
}

// readDocument reads one document: its front matter and its text.
func (r *reader) readDocument(ctx context.Context, f *file, id knowledge.ID) {
	var all []input.Line
	for l := range f.lines(ctx, MaxDocument) {
		all = append(all, l)
	}
	d := &document{Document: &knowledge.Document{ID: id, Dataset: r.folder.Dataset.ID}, file: f.name}
	r.documents[id] = d
	r.folder.Documents = append(r.folder.Documents, d.Document)
	r.own.Add(d.Document)
	r.together.Add(d.Document)
	if len(all) == 0 && f.reported() {
		return
	}
	end, isText := frontMatterEnd(all), !slices.ContainsFunc(all, func(l input.Line) bool { return !l.OK })
	if end < 0 && !isText {
		return // what is wrong with its lines was reported
	}
	if end < 0 {
		f.fail(start(), NoFrontMatter, "a document begins with front matter: a line ---, its keys, and again a line ---", "")
		return
	}
	f.readFrontMatter(all[1:end], d)
	f.readBody(all[end+1:], d)
	d.read = isText
	for _, date := range d.dates {
		r.folder.dates = append(r.folder.dates, datedFile{date, f.name})
	}
}

// frontMatterEnd returns the index of the line that closes the front matter; -1 if it is missing.
func frontMatterEnd(all []input.Line) int {
	isRule := func(l input.Line) bool { return strings.TrimRight(l.Text, " \t") == "---" }
	if len(all) == 0 || !isRule(all[0]) {
		return -1
	}
	if n := slices.IndexFunc(all[1:], isRule); n >= 0 {
		return n + 1
	}
	return -1
}

// readFrontMatter reads the lines of the front matter into a document.
func (f *file) readFrontMatter(lines []input.Line, d *document) {
	var text strings.Builder
	for _, l := range lines {
		if !l.OK {
			return
		}
		text.WriteString(l.Text + "\n")
	}
	if text.Len() > MaxEntry {
		f.fail(position(2, 1), TooLarge, "the front matter has more than "+mebibytes(MaxEntry), "")
		return
	}
	v, ok := yamlfile.Parse(text.String(), 2, f.take)
	switch {
	case !ok:
		return
	case v == nil:
		f.fail(start(), NoFrontMatter, "the front matter is empty", "a document has "+listed(documentShape().required, "and"))
		return
	}
	if rec := f.record(*v, documentShape()); rec != nil {
		decodeDocument(rec, d)
	}
}

// decodeDocument reads the keys of the front matter into a document.
func decodeDocument(rec *record, d *document) {
	d.Title = rec.text("title", MaxLabel)
	d.URL = knowledge.Text(rec.webURL("url"))
	d.Publisher = knowledge.Text(rec.text("publisher", MaxLabel))
	d.Author = knowledge.Text(rec.text("author", MaxLabel))
	d.Generator = knowledge.Text(rec.text("generator", MaxLabel))
	d.Language = rec.language("language")
	d.Reliability = choice(rec, "reliability", knowledge.Reliabilities(), "")
	d.PublishedOn, d.RetrievedOn = rec.span("publishedOn", "retrievedOn")
	for _, it := range rec.texts("basedOn") {
		id := documentID(it.text)
		d.BasedOn = append(d.BasedOn, id)
		d.bases = append(d.bases, baseReference{rec, it, id})
	}
	dates := map[string]edtf.Date{"publishedOn": d.PublishedOn, "retrievedOn": d.RetrievedOn}
	for _, key := range []string{"publishedOn", "retrievedOn"} {
		if rec.has(key) {
			d.dates = append(d.dates, documentDate{key, rec.valueAt(key), dates[key]})
		}
	}
	d.dated = !d.PublishedOn.IsZero() || !d.RetrievedOn.IsZero()
	if !rec.has("publishedOn") && !rec.has("retrievedOn") {
		rec.fail(rec.at, NoDate, "a document has publishedOn or retrievedOn: without a date nobody can say when its claims were made", "")
	}
}

// documentDate is a date of a document with its key and its place.
type documentDate struct {
	key  string
	at   input.Position
	date edtf.Date
}

// CheckFuture warns of documents that are dated later than today: whoever asks what was known by now would not find their claims. It is called
// once, with the time that it is.
func (f *Folder) CheckFuture(now time.Time) {
	now = now.UTC()
	today := edtf.DayOf(int64(now.Year()), int(now.Month()), now.Day())
	for _, d := range f.dates {
		if !d.date.IsZero() && d.date.Span().First > today+1 { // somewhere it is tomorrow
			(&file{name: d.file, problems: &f.Problems}).warn(d.at, FutureDate, fmt.Sprintf("%s (%s) is still to come", d.key, d.date), "write the day on which it was")
		}
	}
	f.Problems.sort()
}

// datedFile is a date of a document with the document's file.
type datedFile struct {
	documentDate
	file string
}

// baseReference is a reference to a document that another one is based on.
type baseReference struct {
	rec *record
	item
	id knowledge.ID
}

// checkBases reports documents that are based on unknown documents, or on themselves. It runs after all folders are read.
func (r *reader) checkBases() {
	for _, d := range r.folder.Documents {
		for _, b := range r.documents[d.ID].bases {
			switch {
			case b.id == d.ID:
				b.rec.fail(b.at, UnknownDocument, "a document is not based on itself", "")
			case r.refused[strings.TrimPrefix(b.id, knowledge.DocumentPrefix+":")]:
			case r.documents[b.id] == nil && r.together.document(b.id, "") == "" && r.known.document(b.id, "") == "":
				b.rec.fail(b.at, UnknownDocument, fmt.Sprintf("there is no document %s to be based on", quoted(b.text)), r.documentHint(b.text))
			}
		}
	}
}

// checkCircles warns of documents of the folder that are based on each other in a circle: such a base supports nothing.
func (r *reader) checkCircles() {
	const underWay, done = 1, 2
	state := map[knowledge.ID]int{}
	var visit func(id knowledge.ID)
	visit = func(id knowledge.ID) {
		state[id] = underWay
		for _, b := range r.documents[id].bases {
			switch {
			case r.documents[b.id] == nil || b.id == id:
			case state[b.id] == underWay:
				b.rec.warn(b.at, BasedInCircle, fmt.Sprintf("%s is based on %s, and that, at last, on it", id, b.id), "name only what came before")
			case state[b.id] == 0:
				visit(b.id)
			}
		}
		state[id] = done
	}
	for _, d := range r.folder.Documents {
		if state[d.ID] == 0 {
			visit(d.ID)
		}
	}
}

// documentID gives the id that a document's name, or id, means.
func documentID(name string) knowledge.ID {
	const prefix = knowledge.DocumentPrefix + ":"
	return prefix + strings.TrimPrefix(name, prefix)
}

// webURL returns a link for readers. Only http and https are allowed, as pages show it as a link.
func (r *record) webURL(key string) string {
	text := r.text(key, MaxLabel)
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(text, " …") {
		if err == nil && u.User != nil {
			r.fail(r.valueAt(key), BadValue, "this address has a user's name or password in it, which all readers of the graph would see", "leave out what stands before the @")
			return ""
		}
		r.fail(r.valueAt(key), BadValue, fmt.Sprintf("%s is no address of the web", quoted(text)), "write it in full, with https://, or leave it out")
		return ""
	}
	return text
}
