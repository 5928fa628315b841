package webui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// asset is a file of a page.
type asset struct {
	contentType string
	cache       string
	etag        string
	content     []byte
	// gzipped gives the compressed content, made when it is first asked for; nil where that saves too little.
	gzipped func() []byte
}

// worthIt: what compression must save at least, in parts of the whole.
const worthIt = 10

func newAsset(name string, content []byte) *asset {
	sum := sha256.Sum256(content)
	a := &asset{
		contentType: contentType(name), cache: "no-cache",
		etag: hex.EncodeToString(sum[:12]), content: content,
	}
	// The build puts what carries a hash of its content in its name, and so never changes, into assets/.
	if strings.Contains(name, "/assets/") {
		a.cache = "public, max-age=31536000, immutable"
	}
	a.gzipped = sync.OnceValue(func() []byte { return compress(content) })
	return a
}

// contentType does not rest on the tables of the machine: they differ.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".ttf":
		return "font/ttf"
	case ".woff2":
		return "font/woff2"
	}
	if known := mime.TypeByExtension(path.Ext(name)); known != "" {
		return known
	}
	return "application/octet-stream"
}

func compress(content []byte) []byte {
	var b bytes.Buffer
	// Neither a level that there is not nor a buffer that cannot be written can happen.
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = z.Write(content)
	_ = z.Close()
	if b.Len() > len(content)-len(content)/worthIt {
		return nil
	}
	return b.Bytes()
}

// serve answers GET and HEAD, conditional and of ranges.
func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Cache-Control", a.cache)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	content, etag := a.content, a.etag
	if packed := a.gzipped(); packed != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Values("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			content, etag = packed, a.etag+"-gzip"
		}
	}
	h.Set("ETag", strconv.Quote(etag))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// acceptsGzip reads an Accept-Encoding: gzip or * by name, unless its weight is nought.
func acceptsGzip(headers []string) bool {
	any := false
	for _, part := range strings.Split(strings.Join(headers, ","), ",") {
		coding, weight, _ := strings.Cut(part, ";")
		_, q, _ := strings.Cut(weight, "=")
		quality, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
		welcome := err != nil || quality > 0
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip", "x-gzip":
			return welcome
		case "*":
			any = welcome
		}
	}
	return any
}
