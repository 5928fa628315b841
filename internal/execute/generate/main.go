// gqlgen names a type that has an alias by either name, as it comes; without aliases what it writes is the same each time.

//go:debug gotypesalias=0

// Command generate runs gqlgen with the executor's plugin, by the gqlgen.yml of the current folder:
//
//	//go:generate go run ./internal/execute/generate
//
// It exits with 1 where gqlgen or the plugin refuses the schema.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"

	"entente/internal/execute/plugin"
	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run runs gqlgen with the plugin.
func run() error {
	// gqlgen logs each field that it takes for a resolver; what is wrong comes back as an error.
	log.SetOutput(io.Discard)
	c, err := config.LoadConfigFromDefaultLocations()
	if err != nil {
		return err
	}
	// A table of yesterday's schema need not compile with today's types, and gqlgen reads what compiles.
	if err := os.Remove(plugin.TableFile(c)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return api.Generate(c, api.AddPlugin(plugin.Plugin{}))
}
