package webui

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var long = strings.Repeat("let here = 1;\n", 100)

func pages(t *testing.T) *Pages {
	t.Helper()
	p, err := newPages(fstest.MapFS{
		"map/index.html":        {Data: []byte("<!doctype html><title>map</title>")},
		"map/assets/a-1.js.gz":  {Data: zipped(t, long)},
		"playground/index.html": {Data: []byte("<!doctype html><title>playground</title>")},
		"licenses.txt":          {Data: []byte("MIT")},
	})
	require.NoError(t, err)
	return p
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := io.WriteString(z, text)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

// reply is what a page answered.
type reply struct {
	StatusCode int
	Header     http.Header
	Body       io.Reader
}

func ask(t *testing.T, p http.Handler, method, address string, headers ...string) reply {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, address, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return reply{StatusCode: w.Code, Header: w.Header(), Body: w.Body}
}

func body(t *testing.T, r reply) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(text)
}

func TestEmbedded_HasTheMap(t *testing.T) {
	p, err := New()
	require.NoError(t, err)
	r := ask(t, p, http.MethodGet, "/map/")
	assert.Equal(t, http.StatusOK, r.StatusCode)
	assert.Contains(t, body(t, r), `src="/map/assets/`)
	r = ask(t, p, http.MethodGet, "/licenses.txt")
	assert.Equal(t, http.StatusOK, r.StatusCode)
	assert.Contains(t, body(t, r), "d3-force")
}

func TestPage_IsCheckedForChangesAndItsAssetsAreKept(t *testing.T) {
	p := pages(t)
	page := ask(t, p, http.MethodGet, "/map/")
	assert.Equal(t, "text/html; charset=utf-8", page.Header.Get("Content-Type"))
	assert.Equal(t, "no-cache", page.Header.Get("Cache-Control"))
	again := ask(t, p, http.MethodGet, "/map/", "If-None-Match", page.Header.Get("ETag"))
	assert.Equal(t, http.StatusNotModified, again.StatusCode)
	asset := ask(t, p, http.MethodGet, "/map/assets/a-1.js")
	assert.Equal(t, "text/javascript; charset=utf-8", asset.Header.Get("Content-Type"))
	assert.Contains(t, asset.Header.Get("Cache-Control"), "immutable")
	assert.Equal(t, long, body(t, asset))
}

func TestAsset_IsCompressedForWhoTakesIt(t *testing.T) {
	p := pages(t)
	for accept, packed := range map[string]bool{
		"gzip": true, "gzip, deflate, br": true, "br;q=1, gzip;q=0.2": true, "*": true,
		"": false, "br": false, "gzip;q=0": false, "*;q=0": false, "*, gzip;q=0": false,
	} {
		r := ask(t, p, http.MethodGet, "/map/assets/a-1.js", "Accept-Encoding", accept)
		assert.Equal(t, packed, r.Header.Get("Content-Encoding") == "gzip", accept)
		assert.Equal(t, "Accept-Encoding", r.Header.Get("Vary"), accept)
		if packed {
			z, err := gzip.NewReader(r.Body)
			require.NoError(t, err)
			text, err := io.ReadAll(z)
			require.NoError(t, err)
			assert.Equal(t, long, string(text))
		}
	}
	small := ask(t, p, http.MethodGet, "/licenses.txt", "Accept-Encoding", "gzip")
	assert.Empty(t, small.Header.Get("Content-Encoding"), "the build left it as it is")
}

func TestAsset_ThatIsDamaged_IsAnError(t *testing.T) {
	p, err := newPages(fstest.MapFS{"map/index.html.gz": {Data: []byte("no gzip")}})
	require.NoError(t, err)
	assert.Equal(t, http.StatusInternalServerError, ask(t, p, http.MethodGet, "/map/").StatusCode)
}

func TestHead_HasTheLengthAndNoBody(t *testing.T) {
	r := ask(t, pages(t), http.MethodHead, "/map/assets/a-1.js")
	assert.Equal(t, http.StatusOK, r.StatusCode)
	assert.Equal(t, strconv.Itoa(len(long)), r.Header.Get("Content-Length"))
	assert.Empty(t, body(t, r))
}

func TestAddresses(t *testing.T) {
	p := pages(t)
	for address, to := range map[string]string{
		"/map": "/map/", "/map/index.html": "/map/", "/map?as=1994": "/map/?as=1994", "/map/embed/": "/map/embed", "/playground": "/playground/",
	} {
		r := ask(t, p, http.MethodGet, address)
		assert.Equal(t, http.StatusMovedPermanently, r.StatusCode, address)
		assert.Equal(t, to, r.Header.Get("Location"), address)
	}
	for _, address := range []string{"/", "/nowhere", "/map/nowhere", "/map/assets/", "/map/assets/b-2.js", "/landing/index.html", "/map/../go.mod"} {
		r := ask(t, p, http.MethodGet, address)
		assert.Equal(t, http.StatusNotFound, r.StatusCode, address)
	}
	r := ask(t, p, http.MethodPost, "/map/")
	assert.Equal(t, http.StatusMethodNotAllowed, r.StatusCode)
	assert.Equal(t, "GET, HEAD", r.Header.Get("Allow"))
}

func TestPolicy_LetsOnlyTheEmbeddedMapStandInOtherPages(t *testing.T) {
	p := pages(t)
	for address, ancestors := range map[string]string{"/map/": "'none'", "/map/embed": "*", "/playground/": "'none'"} {
		csp := ask(t, p, http.MethodGet, address).Header.Get("Content-Security-Policy")
		assert.True(t, strings.HasSuffix(csp, "frame-ancestors "+ancestors), csp)
		assert.Contains(t, csp, "default-src 'none'")
		assert.Equal(t, address == "/playground/", strings.Contains(csp, "unsafe-inline"), csp)
		assert.NotContains(t, csp, "unsafe-eval")
	}
}

func TestContentTypes(t *testing.T) {
	for name, want := range map[string]string{
		"a.html": "text/html; charset=utf-8", "a.css": "text/css; charset=utf-8", "a.json": "application/json", "a.svg": "image/svg+xml",
		"a.ttf": "font/ttf", "a.woff2": "font/woff2", "a.txt": "text/plain; charset=utf-8", "a.png": "image/png", "a": "application/octet-stream",
	} {
		assert.Equal(t, want, contentType(name), name)
	}
}

// A file is unpacked for who reads a byte of it, once: not for HEAD, and not for a condition that holds.
func TestAsset_IsUnpackedForItsBytesAlone(t *testing.T) {
	p := pages(t)
	a := p.assets["/map/assets/a-1.js"]
	unpackings := 0
	plain := a.plain
	a.plain = func() ([]byte, error) { unpackings++; return plain() }
	assert.Equal(t, http.StatusOK, ask(t, p, http.MethodHead, "/map/assets/a-1.js").StatusCode)
	assert.Equal(t, http.StatusNotModified, ask(t, p, http.MethodGet, "/map/assets/a-1.js", "If-None-Match", strconv.Quote(a.etag)).StatusCode)
	assert.Equal(t, http.StatusRequestedRangeNotSatisfiable, ask(t, p, http.MethodHead, "/map/assets/a-1.js", "Range", "bytes=9000-").StatusCode)
	assert.Zero(t, unpackings)
	part := ask(t, p, http.MethodGet, "/map/assets/a-1.js", "Range", "bytes=-5")
	assert.Equal(t, http.StatusPartialContent, part.StatusCode)
	assert.Equal(t, long[len(long)-5:], body(t, part))
	changed := ask(t, p, http.MethodGet, "/map/assets/a-1.js", "If-None-Match", `"another"`)
	assert.Equal(t, long, body(t, changed))
	first, err := a.plain()
	require.NoError(t, err)
	again, err := a.plain()
	require.NoError(t, err)
	assert.Same(t, &first[0], &again[0], "the same bytes for all")
}

// The length that is told without unpacking is that of the file.
func TestEmbedded_LengthsAreThoseOfTheFiles(t *testing.T) {
	p, err := New()
	require.NoError(t, err)
	for address, a := range p.assets {
		content, err := a.plain()
		require.NoError(t, err)
		assert.EqualValues(t, len(content), a.size, address)
	}
}
