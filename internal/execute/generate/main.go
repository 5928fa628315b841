// gqlgen names a type that has an alias by either name, as it comes; without aliases what it writes is the same each time.

//go:debug gotypesalias=0

// Command generate runs gqlgen with the executor's plugin, by the gqlgen.yml of the current folder:
//
//	//go:generate go run ./internal/execute/generate
//
// With -reference FOLDER, only what the table needs of gqlgen's code is left, and gqlgen's executor is written to the folder as a package of
// its own, for tests.
//
// It exits with 1 where gqlgen or the plugin refuses the schema.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"

	"entente/internal/execute/plugin"
	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

func main() {
	reference := flag.String("reference", "", "write gqlgen's executor to a package in `FOLDER`, and leave what the table needs")
	flag.Parse()
	if err := run(*reference); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run runs gqlgen with the plugin, and splits its code where there is a folder for its executor.
func run(reference string) error {
	// gqlgen logs each field that it takes for a resolver; what is wrong comes back as an error.
	log.SetOutput(io.Discard)
	c, err := config.LoadConfigFromDefaultLocations()
	if err != nil {
		return err
	}
	// Code of yesterday's schema need not compile with today's types, and gqlgen reads what compiles.
	stale := []string{plugin.TableFile(c)}
	if reference != "" {
		stale = append(stale, filepath.Join(reference, referenceFile))
	}
	for _, old := range stale {
		if err := os.Remove(old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := api.Generate(c, api.AddPlugin(plugin.Plugin{})); err != nil || reference == "" {
		return err
	}
	return split(c.Exec.Filename, c.Exec.ImportPath(), reference)
}
