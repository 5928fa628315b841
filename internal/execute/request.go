package execute

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
)

// requestError is the error of a request that has no valid operation.
type requestError struct {
	outcome outcome
	message string
}

// Error says what is wrong with the request.
func (r *requestError) Error() string { return r.message }

// parseAcceptRange parses one media range of an Accept header. A malformed range, or one with a charset other than UTF-8, has
// quality 0.
func parseAcceptRange(part string) (media string, quality float64) {
	media, parameters, err := mime.ParseMediaType(strings.TrimSpace(part))
	if err != nil {
		return "", 0
	}
	if c, ok := parameters["charset"]; ok && !strings.EqualFold(c, "utf-8") {
		return media, 0
	}
	quality = 1
	if q, ok := parameters["q"]; ok {
		if quality, err = strconv.ParseFloat(q, 64); err != nil {
			return media, 0
		}
	}
	return media, quality
}

// readRequest reads the parameters of a request (GraphQL over HTTP, section 5).
func readRequest(r *http.Request) (*graphql.RawParams, error) {
	params := &graphql.RawParams{Headers: r.Header, ReadTime: graphql.TraceTiming{Start: graphql.Now()}}
	var err error
	switch r.Method {
	case http.MethodGet:
		err = readURL(r, params)
	case http.MethodPost:
		err = readBody(r, params)
	default:
		err = &requestError{wrongMethod, "GraphQL is asked by GET or POST"}
	}
	params.ReadTime.End = graphql.Now()
	// A persisted query is identified by the extensions.
	if err == nil && params.Query == "" && len(params.Extensions) == 0 {
		err = &requestError{malformed, "the request has no query"}
	}
	return params, err
}

// readURL reads a GET request (section 5.3).
func readURL(r *http.Request, params *graphql.RawParams) error {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return &requestError{malformed, "the URL's query cannot be read"}
	}
	params.Query, params.OperationName = values.Get("query"), values.Get("operationName")
	for name, to := range map[string]*map[string]any{"variables": &params.Variables, "extensions": &params.Extensions} {
		if text := values.Get(name); text != "" {
			if err := decode([]byte(text), to); err != nil {
				return &requestError{malformed, name + ": " + err.Error()}
			}
		}
	}
	return nil
}

// readBody reads a POST request (section 5.4).
func readBody(r *http.Request, params *graphql.RawParams) error {
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if c, ok := parameters["charset"]; err != nil || media != mediaJSON || ok && !strings.EqualFold(c, "utf-8") {
		return &requestError{wrongContent, "the body of a request is application/json, in UTF-8"}
	}
	body, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &requestError{tooLarge, "the body is larger than " + strconv.FormatInt(large.Limit, 10) + " bytes"}
	}
	if err != nil {
		return &requestError{malformed, "the body cannot be read"}
	}
	if err := decode(body, params); err != nil {
		return &requestError{malformed, "the body: " + err.Error()}
	}
	return nil
}

// decode reads a text that is one JSON object, in which no key may stand twice. Numbers keep their text, so that an Int does not become a
// float. The error repeats nothing of the text, which may be anything, but such a key.
func decode(text []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err := d.Decode(to)
	if err == nil {
		if _, err = d.Token(); err == io.EOF {
			if !utf8.Valid(text) {
				return errors.New("it is not valid UTF-8")
			}
			// encoding/json finds the fields of a request whatever their case.
			_, isRequest := to.(*graphql.RawParams)
			return checkKeys(text, isRequest)
		} else if err == nil {
			return errors.New("there is text after the JSON object")
		}
	}
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType) && wrongType.Field != "":
		return errors.New(wrongType.Field + " is a " + wrongType.Value + ", not a " + wrongType.Type.Kind().String())
	case errors.As(err, &wrongType):
		return errors.New("a JSON object is wanted, not a " + wrongType.Value)
	}
	offset := d.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		offset = syntax.Offset
	}
	return errors.New("no JSON object can be read: see byte " + strconv.FormatInt(offset, 10))
}
