package dataset

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"regexp"
	"slices"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
	"entente/internal/mapping/table"
	"entente/internal/wire"
)

// Folder is the content of a dataset folder, with its problems. With errors among its Problems its rows are incomplete and must not be
// loaded. Its lists are sorted by id. Statements, which may be very many, are held encoded: some 250 bytes each.
type Folder struct {
	Name       string
	Dataset    *knowledge.Dataset
	Relations  []*knowledge.Relation
	Documents  []*knowledge.Document
	Entities   []*knowledge.EntityPart
	Statements *wire.Statements
	Problems   Problems
	// Tables say what became of each mapping's table, by the mappings' names.
	Tables []*TableReport
	// waivers are those of waivers.yaml, and statementPositions the positions of the statements that rules check, both for Judge.
	waivers []waiver
	// dates are those of documents, for CheckFuture.
	dates              []datedFile
	statementPositions map[knowledge.ID]input.Position
}

// Rows gives all rows in the order of their tables, each table's by id: the order of writing.
func (f *Folder) Rows() iter.Seq[knowledge.Row] {
	return func(yield func(knowledge.Row) bool) {
		if !yield(f.Dataset) || !each(f.Relations, yield) || !each(f.Documents, yield) || !each(f.Entities, yield) {
			return
		}
		for s := range f.Statements.All() {
			if !yield(s) {
				return
			}
		}
	}
}

// Compare warns where the graph has a dataset of the folder's id, and loading the folder would remove most of its entities, of which earlier
// are the ids: a folder of one's own that has the name of another's. It is called once.
func (f *Folder) Compare(earlier []knowledge.ID) {
	gone := 0
	for _, id := range earlier {
		if _, stays := slices.BinarySearchFunc(f.Entities, id, func(e *knowledge.EntityPart, id knowledge.ID) int { return strings.Compare(e.ID, id) }); !stays {
			gone++
		}
	}
	if 2*gone > len(earlier) {
		(&file{name: datasetFile, problems: &f.Problems}).warn(start(), ReplacesDataset,
			fmt.Sprintf("the graph has a %s already, and loading this removes %d of its %d entities", f.Dataset.ID, gone, len(earlier)),
			"give the folder another name, unless that is meant")
		f.Problems.sort()
	}
}

func each[T knowledge.Row](rows []T, yield func(knowledge.Row) bool) bool {
	for _, r := range rows {
		if !yield(r) {
			return false
		}
	}
	return true
}

// Source is a folder to read: its files, and its own name, which its dataset's id ends in.
type Source struct {
	FS   fs.FS
	Name string
	// Tables are files outside the folder, by the names of the tables that its mappings read them as; may be nil.
	Tables map[string]string
	// Progress, which may be nil, is told how far the reading of a table is.
	Progress func(TableProgress)
	// Preview is of how many rows of each table the report says what they say.
	Preview int
	// MaxProblems is how many errors, and how many warnings, the folder keeps; 0 for the constant of this name.
	MaxProblems int
}

// Read reads one folder. known may be nil. The problems of the folder are in its Problems; the error is only that of the context.
func Read(ctx context.Context, fsys fs.FS, name string, known *Known) (*Folder, error) {
	folders, err := ReadAll(ctx, []Source{{FS: fsys, Name: name}}, known)
	if err != nil {
		return nil, err
	}
	return folders[0], nil
}

// ReadAll reads folders that may refer to each other, in any order. The result has a Folder for each. known, which may be nil, is not
// changed.
func ReadAll(ctx context.Context, sources []Source, known *Known) ([]*Folder, error) {
	if known == nil {
		known = &Known{}
	}
	together := &Known{}
	codec, err := wire.NewCodec()
	if err != nil {
		return nil, err
	}
	readers := make([]*reader, len(sources))
	for i, s := range sources {
		readers[i] = newReader(s, codec, known, together)
		readers[i].checkName(sources[:i])
		readers[i].readParts(ctx)
	}
	folders := make([]*Folder, len(sources))
	for i, r := range readers {
		r.checkBases()
		r.checkCircles()
		r.checkCallings()
		r.readStatements(ctx)
		r.checkDenials()
		r.readWaivers(ctx)
		r.sortRows()
		folders[i] = r.folder
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read datasets: %w", err)
	}
	return folders, nil
}

// The files of a folder.
const (
	datasetFile    = "dataset.yaml"
	relationsFile  = "relations.yaml"
	entitiesFile   = "entities.yaml"
	statementsFile = "statements.yaml"
	waiversFile    = "waivers.yaml"
	documentsDir   = "documents"
	documentSuffix = ".md"
	mappingsDir    = "mappings"
	mappingSuffix  = ".yaml"
)

// reader reads one folder.
type reader struct {
	fsys   fs.FS
	folder *Folder
	// own is what the folder itself has, together what all folders of the call have, known what exists outside them.
	own, together, known *Known
	// present are the files of the folder that the format has.
	present map[string]bool
	// broken are the list files that could not be read completely, so that what is unknown may be defined there; each with its text, folded,
	// once that was asked for. lost are those of which nothing could be read: then nothing that refers to them is reported.
	broken map[string]string
	lost   map[string]bool
	// refused are the files of documents/ that are none by their names, by what a statement may call them.
	refused      map[string]bool
	documents    map[knowledge.ID]*document
	rowPositions map[knowledge.RowKey]input.Position
	// statementLines are the lines of statements, by the hash that their ids end in: an id by itself would cost three times the memory.
	statementLines map[[knowledge.HashLength]byte]int32
	// statementIndex are the places of the statements of tables in the folder's list, by the same hash.
	statementIndex map[[knowledge.HashLength]byte]int32
	meant          map[string][]holder
	callings       []calling
	// denials are the denied statements, for checkDenials.
	denials        []denial
	unknownSchemes map[string]bool
	source         Source
	tables         []*mappedTable
	// noHints: what is wrong is left out, so that no hint is worth finding.
	noHints bool
	// anyTime are the schemes whose codes are not held against the time of a claim.
	anyTime map[string]bool
	// joined counts the statements of a row that an earlier one has made.
	joined int
}

// newReader returns the reader of one folder.
func newReader(s Source, codec *wire.Codec, known, together *Known) *reader {
	id := knowledge.DatasetPrefix + ":" + s.Name
	return &reader{
		fsys:   s.FS,
		source: s,
		folder: &Folder{
			Name: s.Name, Dataset: &knowledge.Dataset{ID: id}, Statements: wire.NewStatements(codec), statementPositions: map[knowledge.ID]input.Position{},
			Problems: Problems{most: s.MaxProblems},
		},
		own:            &Known{},
		together:       together,
		known:          known,
		present:        map[string]bool{},
		broken:         map[string]string{},
		lost:           map[string]bool{},
		refused:        map[string]bool{},
		documents:      map[knowledge.ID]*document{},
		rowPositions:   map[knowledge.RowKey]input.Position{},
		statementLines: map[[knowledge.HashLength]byte]int32{},
		statementIndex: map[[knowledge.HashLength]byte]int32{},
		meant:          map[string][]holder{},
		unknownSchemes: map[string]bool{},
	}
}

func (r *reader) file(name string) *file {
	return &file{name: name, fsys: r.fsys, problems: &r.folder.Problems}
}

// readParts reads what can be referred to.
func (r *reader) readParts(ctx context.Context) {
	r.listFiles()
	if r.present[datasetFile] {
		r.readDataset(ctx)
	}
	r.readDefinitions(ctx, relationsFile, r.readRelations, func() int { return len(r.folder.Relations) })
	r.readDefinitions(ctx, entitiesFile, r.readEntities, func() int { return len(r.folder.Entities) })
	r.readDocuments(ctx)
	r.readMappings(ctx)
}

// readDefinitions reads a list file that others refer to, where it is there, and notes whether it could be read.
func (r *reader) readDefinitions(ctx context.Context, name string, read func(context.Context), rows func() int) {
	if !r.present[name] {
		return
	}
	before := r.folder.Problems.refused
	read(ctx)
	if r.folder.Problems.refused > before {
		r.broken[name] = ""
		r.lost[name] = rows() == 0
	}
}

// define adds a row to what the folder and those that are read with it know. It reports whether its id is new in the folder.
func (r *reader) define(at *record, key string, row knowledge.Row) bool {
	k := row.Key()
	if earlier, twice := r.rowPositions[k]; twice {
		at.fail(at.valueAt(key), DuplicateID, fmt.Sprintf("%s stands already on %s", quoted(at.field(key).Value.Text), earlier), "")
		return false
	}
	r.rowPositions[k] = at.at
	r.own.Add(row)
	r.together.Add(row)
	r.together.places[k] = fmt.Sprintf("%s/%s:%d:%d", r.folder.Name, at.name, at.at.Line, at.at.Column)
	return true
}

// sortRows sorts everything.
func (r *reader) sortRows() {
	f := r.folder
	sortByID(f.Relations)
	sortByID(f.Documents)
	sortByID(f.Entities)
	f.Statements.Sort()
	f.Problems.sort()
}

func sortByID[T knowledge.Row](rows []T) {
	slices.SortFunc(rows, func(a, b T) int { return strings.Compare(a.Key().ID, b.Key().ID) })
}

var folderName = regexp.MustCompile(`^[a-z0-9]+(-+[a-z0-9]+)*$`)

// checkName checks that the folder's name is a valid dataset name, and unique.
func (r *reader) checkName(before []Source) {
	folder, name := r.file("."), r.folder.Name
	if !folderName.MatchString(name) || len(name) > knowledge.MaxIDLength-len(knowledge.DatasetPrefix)-1 {
		folder.fail(start(), BadID, quoted(name)+" is no name for a dataset's folder: it has letters a-z, digits and -", "")
	}
	folder.checkWindowsName(name)
	if slices.ContainsFunc(before, func(s Source) bool { return s.Name == name }) {
		folder.fail(start(), DuplicateID, "two of the folders are called "+quoted(name), "")
	}
}

// listFiles reports missing and unknown files.
func (r *reader) listFiles() {
	folder := r.file(".")
	entries, err := fs.ReadDir(r.fsys, ".")
	if err != nil {
		folder.fail(start(), Unreadable, "the folder cannot be read: "+reason(err).Error(), "")
		return
	}
	for _, e := range entries {
		r.present[e.Name()] = true
		r.reportUnknownFile(e.Name())
	}
	if !r.present[datasetFile] {
		r.file(datasetFile).fail(start(), MissingFile, "a dataset has a file dataset.yaml, with its id, title, license and version", "")
	}
}

// reportUnknownFile reports a file that the format does not have; one that looks like data would otherwise be ignored silently.
func (r *reader) reportUnknownFile(name string) {
	known := []string{datasetFile, relationsFile, entitiesFile, statementsFile, waiversFile, documentsDir, mappingsDir, table.Dir}
	stem := strings.TrimSuffix(name, path.Ext(name))
	switch {
	case slices.Contains(known, name), isLitter(name), slices.Contains([]string{"README", "LICENSE", "NOTICE", "CITATION"}, stem):
		return
	}
	message := fmt.Sprintf("%s is no file of a dataset and is not read", quoted(name))
	hint := didYouMean(name, known)
	if hint == "" {
		hint = "a dataset has " + listed(known, "and")
	}
	switch path.Ext(name) {
	case ".yaml", ".yml", ".md", "":
		r.file(name).fail(start(), UnknownFile, message, hint)
	default:
		r.file(name).warn(start(), UnknownFile, message, hint)
	}
}
