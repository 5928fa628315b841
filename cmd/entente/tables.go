package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"entente/internal/dataset"

	"github.com/spf13/pflag"
)

// tableOptions say where the tables of mappings are, and where to tell how far their reading is.
type tableOptions struct {
	named []string
	tell  io.Writer
	// preview is of how many rows what they say is kept.
	preview int
	// problems is how many errors, and how many warnings, of a folder are kept.
	problems int
}

// addMaxErrorsFlag adds the flag that says how many errors are shown.
func addMaxErrorsFlag(flags *pflag.FlagSet, o *tableOptions) {
	flags.IntVar(&o.problems, "max-errors", dataset.MaxProblems, "show the first `N` errors, and warnings, of a folder, and count the rest; --json has all")
}

// checkMaxErrors says what is wrong with --max-errors.
func (o tableOptions) checkMaxErrors() error {
	if o.problems < 1 {
		return usage(errors.New("--max-errors is a number from 1 on"))
	}
	return nil
}

// addTableFlags adds the flag that names tables outside a folder.
func addTableFlags(flags *pflag.FlagSet, o *tableOptions) {
	flags.StringArrayVar(&o.named, "table", nil, "read the table `NAME=PATH` of a mapping from outside the folder, as where its licence forbids to copy it; may stand several times")
}

// outside gives the files by the names of their tables.
func (o tableOptions) outside() (map[string]string, error) {
	files := map[string]string{}
	for _, one := range o.named {
		name, path, found := strings.Cut(one, "=")
		if !found || name == "" || path == "" {
			return nil, &failure{exitUsage, fmt.Errorf("--table %s: write NAME=PATH, the name as the mapping has it", one)}
		}
		absolute, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		files[name] = absolute
	}
	return files, nil
}

// tellEvery is how often the progress of reading a table is told.
const tellEvery = 2 * time.Second

// progress tells how far the reading of a table is, with its rate and the time that is left; nil where nobody is told.
func (o tableOptions) progress() func(dataset.TableProgress) {
	if o.tell == nil {
		return nil
	}
	var begun, told time.Time
	var of string
	return func(p dataset.TableProgress) {
		now := time.Now()
		if of != p.File+p.Made {
			of, begun, told = p.File+p.Made, now, now
		}
		if now.Sub(told) < tellEvery || p.Done == 0 {
			return
		}
		told = now
		spent := now.Sub(begun)
		left := time.Duration(float64(spent) * float64(p.All-p.Done) / float64(p.Done)).Round(time.Second)
		_, _ = fmt.Fprintf(o.tell, "%s: %s of %s rows (%d%%), %s rows a second, %s left\n",
			filepath.Base(p.File), p.Made, thousands(p.Rows), 100*p.Done/max(p.All, 1), thousands(int(float64(p.Rows)/spent.Seconds())), left)
	}
}
