package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/http"
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
var changingParts = regexp.MustCompile(`retrievedOn: \S+|\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ|\b[0-9a-f]{12}\b`)

// TestDocs_LoadingWorksAsItIsWritten follows docs/loading.md as a reader does.
func TestDocs_LoadingWorksAsItIsWritten(t *testing.T) { followPage(t, "../../docs/loading.md", 10) }

// TestDocs_QualifiersWorkAsTheyAreWritten follows docs/qualifiers.md as a reader does.
func TestDocs_QualifiersWorkAsTheyAreWritten(t *testing.T) {
	followPage(t, "../../docs/qualifiers.md", 6)
}

// TestDocs_TheTutorialWorksAsItIsWritten follows docs/tutorial-table.md as a reader does.
func TestDocs_TheTutorialWorksAsItIsWritten(t *testing.T) {
	followPage(t, "../../docs/tutorial-table.md", 10)
}

// reader follows a page in an empty folder.
type reader struct {
	// ran is how many commands it has run, and shown what the last ones have printed.
	ran   int
	shown string
	// server is what it has started and not stopped yet.
	server *serving
}

// followPage follows a page: it writes the files that the page shows, runs its commands, asks its questions of the server that it has started,
// and holds what is printed and answered against what the page says. The page has at least so many commands.
func followPage(t *testing.T, file string, least int) {
	t.Helper()
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	path, err := filepath.Abs(file)
	require.NoError(t, err)
	name, err := built() // while its sources are at hand
	require.NoError(t, err, name)
	t.Chdir(t.TempDir())
	var r reader
	var written strings.Builder
	for _, one := range parts(string(page)) {
		if one.language == "" {
			written.WriteString(one.text)
			continue
		}
		text := r.part(t, one)
		written.WriteString("```" + one.language + "\n" + text + "```\n")
	}
	assert.GreaterOrEqual(t, r.ran, least)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(written.String()), 0o644))
	}
}

// part does what a block of the page says, and returns the block as it should stand.
func (r *reader) part(t *testing.T, one part) string {
	t.Helper()
	switch language := one.language; {
	case language == "graphql" && one.name != "", language == "yaml", language == "markdown", language == "csv":
		require.NotEmpty(t, one.name, one.text)
		require.NoError(t, os.WriteFile(filepath.FromSlash(one.name), []byte(one.text), 0o600))
	case language == "sh":
		r.shown = ""
		if r.server != nil {
			require.Equal(t, exitOK, r.server.stop(t, os.Interrupt))
			r.server = nil
		}
		for line := range strings.Lines(one.text) {
			r.shown += r.follow(t, strings.Fields(line))
			r.ran++
		}
	case language == "text":
		if *update {
			one.text = strings.TrimRight(r.shown, "\n") + "\n"
		}
		assert.Equal(t, lasting(one.text), lasting(r.shown))
	case language == "graphql":
		require.NotNil(t, r.server, "the page serves the graph before it asks")
		r.shown = askServer(t, r.server.url, one.text)
	case language == "json":
		if *update {
			var indented bytes.Buffer
			require.NoError(t, json.Indent(&indented, []byte(r.shown), "", "  "))
			one.text = strings.TrimRight(indented.String(), "\n") + "\n"
		}
		assert.JSONEq(t, one.text, r.shown)
	}
	return one.text
}

// follow runs a command of the page and gives what it prints. What else the page does is to take files away, and to move them.
func (r *reader) follow(t *testing.T, words []string) string {
	t.Helper()
	switch {
	case words[0] == "entente" && words[1] == "serve":
		r.server = startServing(t, words[2:]...)
	case words[0] == "entente":
		got := entente(t, words[1:]...)
		return got.out + got.errs
	case words[0] == "mv":
		require.NoError(t, os.Rename(words[1], words[2]))
	default:
		require.Equal(t, "rm", words[0])
		for _, file := range words[1:] {
			require.NoError(t, os.Remove(file))
		}
	}
	return ""
}

// askServer asks a question of a server by POST.
func askServer(t *testing.T, url, query string) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	require.NoError(t, err)
	response, err := http.Post(url, "application/json", bytes.NewReader(body))
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, errors.Join(err, response.Body.Close()))
	return string(text)
}

// lasting is a text without what changes from run to run.
func lasting(text string) string {
	return strings.TrimRight(changingParts.ReplaceAllString(text, "*"), "\n")
}
