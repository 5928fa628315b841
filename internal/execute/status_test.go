package execute

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStatus(t *testing.T) {
	for o, status := range map[outcome][2]int{
		executed: {200, 200}, rejected: {400, 200}, malformed: {400, 400}, notReadOnly: {405, 405}, wrongMethod: {405, 405}, wrongContent: {415, 415},
		unacceptable: {406, 406}, tooLarge: {413, 413}, expired: {503, 503}, serverError: {500, 500},
	} {
		assert.Equal(t, status[0], statusOf(o, mediaResponse), o)
		assert.Equal(t, status[1], statusOf(o, mediaJSON), o)
	}
}

func TestNegotiate(t *testing.T) {
	for accept, media := range map[string]string{
		"application/json":                                                       mediaJSON,
		"application/graphql-response+json":                                      mediaResponse,
		"application/graphql-response+json;q=0.9, application/json":              mediaJSON,
		"application/graphql-response+json; charset=utf-8, application/json;q=0": mediaResponse,
		"*/*":                            mediaJSON,
		"application/*;q=0.1":            mediaJSON,
		"text/html, */*;q=0.1":           mediaJSON,
		"text/html":                      "",
		"":                               "",
		"application/json;q=0":           "",
		"application/json;charset=utf-8": mediaJSON,
		"APPLICATION/JSON":               mediaJSON,
		";;;":                            "",
	} {
		assert.Equal(t, media, negotiate([]string{accept}), accept)
	}
	assert.Equal(t, mediaJSON, negotiate(nil))
	assert.Equal(t, mediaResponse, negotiate([]string{"text/html", "application/graphql-response+json"}))
}
