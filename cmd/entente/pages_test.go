package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// playgroundFields has the question that the playground asks of each field of Query.
const playgroundFields = "../../internal/webui/playground/fields"

func TestPlayground_HasAQuestionForEachRootField_AndAllAnswer(t *testing.T) {
	s := asking(t)
	var schema struct {
		Data struct {
			Schema struct {
				QueryType struct{ Fields []struct{ Name string } }
			} `json:"__schema"`
		}
	}
	require.NoError(t, json.Unmarshal(s.ask(t, "{ __schema { queryType { fields { name } } } }"), &schema))
	var fields []string
	for _, f := range schema.Data.Schema.QueryType.Fields {
		fields = append(fields, f.Name)
	}
	slices.Sort(fields)
	files, err := filepath.Glob(filepath.Join(playgroundFields, "*.graphql"))
	require.NoError(t, err)
	var asked []string
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".graphql")
		asked = append(asked, name)
		t.Run(name, func(t *testing.T) {
			answer := s.askFile(t, file, filepath.Join(playgroundFields, name+".json"))
			assert.NotContains(t, answer, "errors")
			assert.NotContains(t, []string{"null", ""}, string(answer["data"][name]), "it finds something")
		})
	}
	slices.Sort(asked)
	assert.Equal(t, fields, asked)
}

// askFile asks the query of a file with the variables of another, where there is that.
func (s started) askFile(t *testing.T, query, variables string) map[string]map[string]json.RawMessage {
	t.Helper()
	text, err := os.ReadFile(query)
	require.NoError(t, err)
	request := map[string]any{"query": string(text)}
	if given, err := os.ReadFile(variables); err == nil {
		request["variables"] = json.RawMessage(given)
	}
	body, err := json.Marshal(request)
	require.NoError(t, err)
	response, err := http.Post(s.url, "application/json", strings.NewReader(string(body)))
	require.NoError(t, err)
	defer response.Body.Close()
	text, err = io.ReadAll(response.Body)
	require.NoError(t, err)
	var answer map[string]map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &answer), "%s", text)
	return answer
}

func TestServe_HasThePages(t *testing.T) {
	s := asking(t)
	for _, page := range []string{"/", "/map/", "/playground/", "/licenses.txt"} {
		response, err := http.Get(strings.Replace(s.url, "/graphql", page, 1))
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, http.StatusOK, response.StatusCode, page)
	}
}
