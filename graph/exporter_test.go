package graph_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/graph"
	"entente/internal/seedtest"
)

// exported asks a server of the built-in datasets for a file, of at most some statements.
func exported(t *testing.T, most int, parameters ...string) (status int, header http.Header, file string) {
	t.Helper()
	h, err := graph.NewHandler(seedtest.Shared(t), graph.DefaultLimits(), slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	server := httptest.NewServer(h.Export(most))
	t.Cleanup(server.Close)
	query := url.Values{}
	for i := 0; i < len(parameters); i += 2 {
		query.Add(parameters[i], parameters[i+1])
	}
	answer, err := http.Get(server.URL + "?" + query.Encode())
	require.NoError(t, err)
	defer func() { require.NoError(t, answer.Body.Close()) }()
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer.StatusCode, answer.Header, string(body)
}

func TestExport_GivesAFileOfTheFormat(t *testing.T) {
	status, header, body := exported(t, 1000, "format", "cytoscape", "asOf", "2007", "where", `{"relations": ["MEMBER_OF"], "object": ["NATO"]}`)
	require.Equal(t, http.StatusOK, status, body)
	assert.Equal(t, "application/json", header.Get("Content-Type"))
	assert.Equal(t, "nosniff", header.Get("X-Content-Type-Options"))
	assert.Equal(t, `attachment; filename="entente-1.cyjs"`, header.Get("Content-Disposition"))
	var graph struct {
		Elements struct{ Edges []json.RawMessage }
	}
	require.NoError(t, json.Unmarshal([]byte(body), &graph))
	assert.Len(t, graph.Elements.Edges, 26)
	status, _, body = exported(t, 1000, "format", "geojson", "around", "PfP, country:georgia", "hops", "0")
	require.Equal(t, http.StatusOK, status, body)
	var places struct {
		Features []struct {
			ID string `json:"@id"`
		}
	}
	require.NoError(t, json.Unmarshal([]byte(body), &places))
	require.NotEmpty(t, places.Features)
}

func TestExport_RefusesWithAReason(t *testing.T) {
	for _, c := range []struct {
		status     int
		message    string
		parameters []string
	}{
		{400, `there is no format "grafml"; did you mean graphml?`, []string{"format", "grafml"}},
		{400, `there is no format ""`, nil},
		{400, `there is no parameter "asof"; did you mean asOf?`, []string{"format", "csv", "asof", "2007"}},
		{400, `"format" is given 2 times`, []string{"format", "csv", "format", "xlsx"}},
		{400, `where is no JSON`, []string{"format", "csv", "where", "{"}},
		{400, `where.relation: StatementFilter has no such field; did you mean relations?`, []string{"format", "csv", "where", `{"relation": ["X"]}`}},
		{400, `where.topics[0]: "" is empty`, []string{"format", "csv", "where", `{"topics": [""]}`}},
		{400, `where.polarity: "denied" is no Polarity; did you mean DENIED?`, []string{"format", "csv", "where", `{"polarity": "denied"}`}},
		{400, `scope.certainty: "SURE" is no Certainty`, []string{"format", "csv", "certainty", "SURE"}},
		{400, `hops: `, []string{"format", "csv", "around", "NATO", "hops", "many"}},
		{400, `hops needs around`, []string{"format", "csv", "hops", "1"}},
		{400, `hops is 9`, []string{"format", "csv", "around", "NATO", "hops", "9"}},
		{404, `nothing is called "Gorgia"; did you mean country:georgia?`, []string{"format", "csv", "around", "Gorgia"}},
		{400, `there is no revision 99`, []string{"format", "csv", "revision", "99"}},
		{400, `at most 10 are exported over HTTP`, []string{"format", "csv"}},
	} {
		status, _, body := exported(t, 10, c.parameters...)
		assert.Equal(t, c.status, status, c.message)
		var refusal struct {
			Errors []struct {
				Message    string
				Extensions struct{ Code string }
			}
		}
		require.NoError(t, json.Unmarshal([]byte(body), &refusal), body)
		require.Len(t, refusal.Errors, 1)
		assert.Contains(t, refusal.Errors[0].Message, c.message)
		assert.NotEmpty(t, refusal.Errors[0].Extensions.Code)
		assert.NotEqual(t, "INTERNAL", refusal.Errors[0].Extensions.Code, body)
	}
}
