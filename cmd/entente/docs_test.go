package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write what commands and servers answer into the pages of docs")

// part is a part of a page: a fenced block with its language, or a line outside of one.
type part struct {
	language string
	text     string
	// name is the file that the line before the block names.
	name string
}

var fileName = regexp.MustCompile("`([^`]+)`:$")

// parts takes a page apart.
func parts(page string) []part {
	var all []part
	name := ""
	lines := strings.SplitAfter(page, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if !strings.HasPrefix(line, "```") {
			if m := fileName.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
				name = m[1]
			}
			all = append(all, part{text: line})
			continue
		}
		p := part{language: strings.TrimSpace(line[3:]), name: name}
		for i++; strings.TrimSpace(lines[i]) != "```"; i++ {
			p.text += lines[i]
		}
		name = ""
		all = append(all, p)
	}
	return all
}

// changingParts are what of an output a page cannot have word for word.
var changingParts = regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ|\b[0-9a-f]{12}\b`)

// TestDocs_LoadingWorksAsItIsWritten and TestDocs_QualifiersWorkAsTheyAreWritten follow a page as a reader does.
func TestDocs_LoadingWorksAsItIsWritten(t *testing.T) {
	followPage(t, "../../docs/loading.md", 10)
}

func TestDocs_QualifiersWorkAsTheyAreWritten(t *testing.T) {
	followPage(t, "../../docs/qualifiers.md", 6)
}

// followPage follows a page in an empty folder: it writes the files that the page shows, runs its commands, and holds what they print against what the
// page says.
func followPage(t *testing.T, file string, commands int) {
	t.Helper()
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	path, err := filepath.Abs(file)
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	ran, shown := 0, ""
	var written strings.Builder
	for _, one := range parts(string(page)) {
		switch one.language {
		case "":
			written.WriteString(one.text)
			continue
		case "yaml", "markdown", "graphql":
			require.NotEmpty(t, one.name, one.text)
			require.NoError(t, os.WriteFile(filepath.FromSlash(one.name), []byte(one.text), 0o600))
		case "sh":
			shown = ""
			for line := range strings.Lines(one.text) {
				shown += follow(t, strings.Fields(line))
				ran++
			}
		case "text":
			if *update {
				one.text = strings.TrimRight(shown, "\n") + "\n"
			}
			assert.Equal(t, lasting(one.text), lasting(shown))
		}
		written.WriteString("```" + one.language + "\n" + one.text + "```\n")
	}
	assert.GreaterOrEqual(t, ran, commands)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(written.String()), 0o644))
	}
}

// follow runs a command of the page and gives what it prints. What else the page does is to take files away.
func follow(t *testing.T, words []string) string {
	t.Helper()
	if words[0] == "entente" {
		got := entente(t, words[1:]...)
		return got.out + got.errs
	}
	require.Equal(t, "rm", words[0])
	for _, file := range words[1:] {
		require.NoError(t, os.Remove(file))
	}
	return ""
}

// lasting is a text without what changes from run to run.
func lasting(text string) string {
	return strings.TrimRight(changingParts.ReplaceAllString(text, "*"), "\n")
}
