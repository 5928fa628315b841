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

// outcome is how far a request came.
type outcome int

const (
	// executed requests have data, be they null.
	executed outcome = iota
	// refused are well-formed requests whose document or variables are not: syntax, validation, coercion, limits.
	refused
	// malformed requests are no GraphQL request at all: no JSON, no query, a wrong type.
	malformed
	// mutating is a mutation or subscription by GET.
	mutating
	wrongMethod
	wrongContent
	unacceptable
	tooLarge
	// late requests ran out of time, or of a client, before they were executed.
	late
	// broken is an error of the server's own.
	broken
)

// statusOf is the HTTP status of an outcome, in the media type of the answer. It is the one place that decides.
//
// Under application/graphql-response+json the status says whether there are data (GraphQL over HTTP, section 6.4.2). Under
// application/json a well-formed request is always answered with 200 (section 6.4.1): old clients cannot read a body with
// another status, since it might be a proxy's.
func statusOf(o outcome, media string) int {
	switch o {
	case refused:
		if media == mediaJSON {
			return http.StatusOK
		}
		return http.StatusBadRequest
	case malformed:
		return http.StatusBadRequest
	case mutating, wrongMethod:
		return http.StatusMethodNotAllowed
	case wrongContent:
		return http.StatusUnsupportedMediaType
	case unacceptable:
		return http.StatusNotAcceptable
	case tooLarge:
		return http.StatusRequestEntityTooLarge
	case late:
		return http.StatusServiceUnavailable
	case broken:
		return http.StatusInternalServerError
	}
	return http.StatusOK
}

// negotiate chooses the media type of the answer by the Accept header (RFC 9110, section 12.5.1): the better liked of the
// two, the specific one where both are liked equally; application/json for a client that names neither. It is empty where
// the client takes none.
func negotiate(accept []string) string {
	if len(accept) == 0 {
		return mediaJSON
	}
	best, bestQuality, wild := "", 0.0, 0.0
	for _, header := range accept {
		for part := range strings.SplitSeq(header, ",") {
			media, quality := acceptable(part)
			switch media {
			case mediaResponse, mediaJSON:
				if quality > bestQuality || quality == bestQuality && quality > 0 && media == mediaResponse {
					best, bestQuality = media, quality
				}
			case "*/*", "application/*", "":
				wild = max(wild, quality)
			}
		}
	}
	if best == "" && wild > 0 {
		return mediaJSON
	}
	return best
}
