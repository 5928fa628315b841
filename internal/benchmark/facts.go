package benchmark

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"entente/internal/edtf"
)

// Facts are dated facts among entities. Subjects and objects are places in Entities, relations in Relations.
type Facts struct {
	// Source says where they come from, in a line.
	Source    string
	Entities  []Entity
	Relations []string
	Facts     []Fact
}

// Entity is who does something, or to whom it is done.
type Entity struct {
	Name      string
	IsCountry bool
}

// Fact says who did what to whom, and on which day.
type Fact struct {
	Subject, Relation, Object int
	Date                      edtf.Date
	// Locator is where the fact stands in its source.
	Locator string
}

// The files of a folder of facts.
const (
	entitiesFile  = "entities.tsv"
	kindsFile     = "entity_types.csv"
	relationsFile = "relations.tsv"
	factsFile     = "quads.tsv.gz"
)

// Open reads the facts of a folder, or draws some of their shape where there is no such folder.
func Open(folder string) (*Facts, error) {
	if _, err := os.Stat(folder); errors.Is(err, os.ErrNotExist) {
		return Draw(), nil
	}
	return Read(folder)
}

// Read reads the facts of a folder. Entities and relations are numbered from 0, without gaps. The error says which line of
// which file is wrong.
func Read(folder string) (*Facts, error) {
	f := &Facts{Source: "ICEWS 2014, " + factsFile}
	err := eachLine(filepath.Join(folder, entitiesFile), false, func(fields []string) error {
		f.Entities = append(f.Entities, Entity{Name: fields[1]})
		return numbered(fields[0], len(f.Entities))
	})
	if err == nil {
		err = f.readKinds(filepath.Join(folder, kindsFile))
	}
	if err == nil {
		err = eachLine(filepath.Join(folder, relationsFile), false, func(fields []string) error {
			f.Relations = append(f.Relations, fields[1])
			return numbered(fields[0], len(f.Relations))
		})
	}
	if err == nil {
		err = eachLine(filepath.Join(folder, factsFile), true, f.addFact)
	}
	if err != nil {
		return nil, fmt.Errorf("facts: %w", err)
	}
	return f, nil
}

func numbered(text string, n int) error {
	if text != strconv.Itoa(n-1) {
		return fmt.Errorf("number %s where %d is due", text, n-1)
	}
	return nil
}

func (f *Facts) addFact(fields []string) error {
	if len(fields) < 4 {
		return fmt.Errorf("%d fields where a fact has at least 4", len(fields))
	}
	var ends [3]int
	for i, limit := range []int{len(f.Entities), len(f.Relations), len(f.Entities)} {
		n, err := strconv.Atoi(fields[i])
		if err != nil || n < 0 || n >= limit {
			return fmt.Errorf("field %d is %q where a number below %d is due", i+1, fields[i], limit)
		}
		ends[i] = n
	}
	day, err := edtf.ParseDate(fields[3])
	if err != nil {
		return err
	}
	line := len(f.Facts) + 2 // the first is the header
	f.Facts = append(f.Facts, Fact{ends[0], ends[1], ends[2], day, fmt.Sprintf("%s, line %d", factsFile, line)})
	return nil
}

// readKinds tells which entities are countries.
func (f *Facts) readKinds(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	lines := csv.NewReader(file)
	for n := -1; ; n++ {
		fields, err := lines.Read()
		switch {
		case errors.Is(err, io.EOF) && n == len(f.Entities):
			return nil
		case errors.Is(err, io.EOF):
			return fmt.Errorf("%s: %d entities where %s has %d", path, n, entitiesFile, len(f.Entities))
		case err != nil:
			return fmt.Errorf("%s: %w", path, err)
		case n >= len(f.Entities) || n >= 0 && (len(fields) < 3 || fields[0] != strconv.Itoa(n)):
			return fmt.Errorf("%s: entity %d is not where it is due", path, n)
		case n >= 0:
			f.Entities[n].IsCountry = fields[2] == "country"
		}
	}
}

// eachLine reads a file of lines of fields between tabs, packed where its name ends in gz.
func eachLine(path string, header bool, take func(fields []string) error) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	var text io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if text, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	lines := bufio.NewScanner(text)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Split(lines.Text(), "\t")
		if header && n == 1 {
			continue
		}
		if len(fields) < 2 {
			return fmt.Errorf("%s, line %d: a single field", path, n)
		}
		if err := take(fields); err != nil {
			return fmt.Errorf("%s, line %d: %w", path, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// The shape of the facts of ICEWS 2014.
const (
	drawnEntities  = 7_128
	drawnCountries = 82
	drawnRelations = 230
	drawnFacts     = 90_730
	drawnDays      = 365
	drawnYear      = 2014
)

// Draw draws facts of the shape of those of ICEWS 2014: as many entities, relations, facts and days, few of which have very
// many. It always draws the same.
func Draw() *Facts {
	f := &Facts{Source: "drawn"}
	for i := range drawnEntities {
		f.Entities = append(f.Entities, Entity{Name: fmt.Sprintf("Entity %04d", i), IsCountry: i < drawnCountries})
	}
	for i := range drawnRelations {
		f.Relations = append(f.Relations, fmt.Sprint("Relation ", i))
	}
	random := rand.New(rand.NewPCG(drawnYear, 14))
	entities := rand.NewZipf(random, 1.1, 10, drawnEntities-1)
	relations := rand.NewZipf(random, 1.5, 2, drawnRelations-1)
	seen := map[Fact]bool{}
	for len(f.Facts) < drawnFacts {
		fact := Fact{Subject: int(entities.Uint64()), Relation: int(relations.Uint64()), Object: int(entities.Uint64())}
		// Most deal again and again with the same few.
		if random.IntN(2) == 0 {
			fact.Object = (fact.Subject*31 + random.IntN(12)) % drawnEntities
		}
		day := edtf.DayOf(drawnYear, 1, 1) + edtf.Day(random.IntN(drawnDays))
		fact.Date, _ = edtf.ParseDate(day.String()) // a day is a date
		if fact.Subject == fact.Object || seen[fact] {
			continue
		}
		seen[fact] = true
		fact.Locator = fmt.Sprint("fact ", len(f.Facts))
		f.Facts = append(f.Facts, fact)
	}
	return f
}
