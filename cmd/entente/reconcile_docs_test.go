package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var curlQueries = regexp.MustCompile(`(?s)^curl -s http://127\.0\.0\.1:8080/reconcile --data-urlencode 'queries=(.*)'\n$`)

// TestDocs_ReconcileAnswersAsItIsWritten asks what the page asks of the served graph, as curl does, and holds the answer against the page.
func TestDocs_ReconcileAnswersAsItIsWritten(t *testing.T) {
	const file = "../../docs/reconcile.md"
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	service := strings.Replace(asking(t).url, "/graphql", "/reconcile", 1)
	var got []byte
	var written strings.Builder
	compared := 0
	for _, one := range parts(string(page)) {
		if one.language == "" {
			written.WriteString(one.text)
			continue
		}
		switch one.language {
		case "sh":
			queries := curlQueries.FindStringSubmatch(one.text)
			require.NotNil(t, queries, one.text)
			answer, err := http.PostForm(service, url.Values{"queries": {queries[1]}})
			require.NoError(t, err)
			got, err = io.ReadAll(answer.Body)
			require.NoError(t, err)
			require.NoError(t, answer.Body.Close())
		case "json":
			if *update {
				var value any
				require.NoError(t, json.Unmarshal(got, &value))
				var text strings.Builder
				require.NoError(t, writeJSON(&text, value))
				one.text = text.String()
			}
			assert.JSONEq(t, one.text, string(got))
			compared++
		}
		written.WriteString("```" + one.language + "\n" + one.text + "```\n")
	}
	assert.Equal(t, 1, compared)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(written.String()), 0o644))
	}
}
