package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// readEndonyms reads a table of codes and names.
func (c collection) readEndonyms(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		code, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			return fmt.Errorf("%s: %q has no tab", file, line)
		}
		c.add(code, name)
	}
	return nil
}

var (
	// leading is an article before a formal name, as in `la République française`.
	leading = regexp.MustCompile(`^(?:the|la|le|les|el|los|las) |^l['’]`)
	// trailing is an article after a short name, as in `Afganistán (el)`, or a note's asterisk.
	trailing = regexp.MustCompile(` ?\((?:the|la|le|les|l['’]?|el|los|las)\)$| ?\*+$`)
)

// readCountryCodes reads the names of the United Nations in its six languages: the formal ones, the short ones, and those of M49.
func (c collection) readCountryCodes(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	code := slices.Index(rows[0], "ISO3166-1-Alpha-2")
	for _, row := range rows[1:] {
		for _, suffix := range []string{"Formal", "Short", ""} {
			for i, column := range rows[0] {
				isUN := strings.HasPrefix(column, "UNTERM ") && suffix != "" && strings.HasSuffix(column, suffix)
				if isUN || suffix == "" && strings.HasPrefix(column, "official_name_") {
					name := strings.TrimSpace(row[i])
					for trailing.MatchString(name) {
						name = trailing.ReplaceAllString(name, "")
					}
					c.add(row[code], leading.ReplaceAllString(name, ""))
				}
			}
		}
	}
	return nil
}

// readCLDR reads the names of territories in all locales, with their short and variant forms.
func (c collection) readCLDR(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "main", "*", "territories.json"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("%s has no locales", folder)
	}
	for _, path := range files {
		var file struct {
			Main map[string]struct {
				Names struct{ Territories map[string]string } `json:"localeDisplayNames"`
			}
		}
		if err := readJSON(path, &file); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for _, locale := range file.Main {
			for _, key := range slices.Sorted(maps.Keys(locale.Names.Territories)) {
				code, _, _ := strings.Cut(key, "-alt-")
				c.add(code, locale.Names.Territories[key])
			}
		}
	}
	return nil
}

func readJSON(file string, into any) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}
