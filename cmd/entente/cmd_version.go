package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long: `Version prints the release, or the commit, that the program was built from.

Exit status: 0, or 2 when the command line was wrong.`,
		Example: "  entente version",
		Args:    none,
		Run:     func(cmd *cobra.Command, _ []string) { cmd.Println("entente " + version()) },
	}
}

// version is the release, or the commit with its date, that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "devel " + s.Value
		}
	}
	return "devel"
}
