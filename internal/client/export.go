package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Export writes what a server exports for parameters, as those of GET /export, to w. What it wrote before an error is not whole. The server
// bounds how long it takes.
func (e *Endpoint) Export(ctx context.Context, parameters url.Values, w io.Writer) (err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(e.url, path)+"/export?"+parameters.Encode(), nil)
	if err != nil {
		return err
	}
	response, err := e.client.Do(r)
	if err != nil {
		return withoutMethod(err)
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	if response.StatusCode == http.StatusOK {
		if _, err := io.Copy(w, response.Body); err != nil {
			return fmt.Errorf("the answer broke off, and is not whole: %w", err)
		}
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	if err != nil {
		return err
	}
	var answer Answer
	if json.Unmarshal(text, &answer) != nil || len(answer.Errors) == 0 {
		return fmt.Errorf("%s answered %s; is it the address of an Entente server?", e.url, response.Status)
	}
	return errors.New(answer.Errors[0].Message)
}
