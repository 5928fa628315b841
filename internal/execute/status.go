package execute

import (
	"net/http"
	"strings"
)

// The media types of answers (GraphQL over HTTP, section 4.1, Media Types).
const (
	mediaResponse = "application/graphql-response+json"
	mediaJSON     = "application/json"
	charset       = "; charset=utf-8"
)

// outcome says how far a request got, and why it stopped.
type outcome int

const (
	// executed requests have data, which may be null.
	executed outcome = iota
	// rejected are well-formed requests whose document or variables are not valid: syntax, validation, coercion, limits.
	rejected
	// malformed requests are not GraphQL requests: no JSON, no query, a wrong type.
	malformed
	// notReadOnly is a mutation or subscription by GET.
	notReadOnly
	wrongMethod
	wrongContent
	unacceptable
	tooLarge
	// expired requests timed out, or were cancelled by the client, before they were executed.
	expired
	// overloaded are requests that were not run because the server has too much to do; see retryAfter.
	overloaded
	// serverError is an error of the server itself.
	serverError
)

// statusOf returns the HTTP status of an outcome, in the media type of the answer. No other place decides it.
//
// Under application/graphql-response+json the status says whether there are data (GraphQL over HTTP, section 6.4.2). Under
// application/json a well-formed request is always answered with 200 (section 6.4.1): old clients do not read a body with another
// status, since it might be a proxy's.
func statusOf(o outcome, media string) int {
	switch o {
	case rejected:
		if media == mediaJSON {
			return http.StatusOK
		}
		return http.StatusBadRequest
	case malformed:
		return http.StatusBadRequest
	case notReadOnly, wrongMethod:
		return http.StatusMethodNotAllowed
	case wrongContent:
		return http.StatusUnsupportedMediaType
	case unacceptable:
		return http.StatusNotAcceptable
	case tooLarge:
		return http.StatusRequestEntityTooLarge
	case expired, overloaded:
		return http.StatusServiceUnavailable
	case serverError:
		return http.StatusInternalServerError
	}
	return http.StatusOK
}

// negotiate chooses the media type of the answer by the Accept header (RFC 9110, section 12.5.1): the one with the higher quality,
// application/graphql-response+json if both have the same, and application/json for a client that names neither. It returns the
// empty string if the client accepts none.
func negotiate(accept []string) string {
	if len(accept) == 0 {
		return mediaJSON
	}
	best, bestQuality, wildcard := "", 0.0, 0.0
	for _, header := range accept {
		for part := range strings.SplitSeq(header, ",") {
			media, quality := parseAcceptRange(part)
			switch media {
			case mediaResponse, mediaJSON:
				if quality > bestQuality || quality == bestQuality && quality > 0 && media == mediaResponse {
					best, bestQuality = media, quality
				}
			case "*/*", "application/*", "":
				wildcard = max(wildcard, quality)
			}
		}
	}
	if best == "" && wildcard > 0 {
		return mediaJSON
	}
	return best
}
