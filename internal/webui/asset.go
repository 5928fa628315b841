package webui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
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
	// plain returns the file as it is, and size is its length in bytes.
	plain func() ([]byte, error)
	size  int64
	// gzipped is the file as the build compressed it, so that the program is small; nil where it did not.
	gzipped []byte
}

// packed is how the name of a file ends that the build has compressed.
const packed = ".gz"

// newAsset makes an asset of a file of the build. The name is the one that it is asked by, without packed.
func newAsset(name string, content []byte, compressed bool) *asset {
	sum := sha256.Sum256(content)
	a := &asset{contentType: contentType(name), cache: "no-cache", etag: hex.EncodeToString(sum[:12])}
	// The build puts what carries a hash of its content in its name, and so never changes, into assets/.
	if strings.Contains(name, "/assets/") {
		a.cache = "public, max-age=31536000, immutable"
	}
	if !compressed {
		a.plain, a.size = func() ([]byte, error) { return content, nil }, int64(len(content))
		return a
	}
	a.gzipped = content
	a.plain = sync.OnceValues(func() ([]byte, error) { return unpack(content) })
	if len(content) >= 4 {
		// The last four bytes of a gzip file are its length before it was compressed (RFC 1952, 2.3.1).
		a.size = int64(binary.LittleEndian.Uint32(content[len(content)-4:]))
	}
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

// ReadAt reads of the file as it is. It is unpacked when the first byte is read, at most once for all requests: a condition that holds,
// and HEAD, need no byte.
func (a *asset) ReadAt(to []byte, at int64) (int, error) {
	content, err := a.plain()
	if err != nil {
		return 0, err
	}
	return bytes.NewReader(content).ReadAt(to, at)
}

// unpack returns the content of a gzipped file.
func unpack(gzipped []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(gzipped))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// serve answers GET and HEAD, conditional and of ranges.
func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Cache-Control", a.cache)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	var content io.ReadSeeker = io.NewSectionReader(a, 0, a.size)
	etag := a.etag
	if a.gzipped != nil {
		h.Set("Vary", "Accept-Encoding")
	}
	if a.gzipped != nil && acceptsGzip(r.Header.Values("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		content, etag = bytes.NewReader(a.gzipped), a.etag+"-gzip"
	} else if r.Method == http.MethodGet && r.Header.Get("If-None-Match") == "" {
		if _, err := a.plain(); err != nil {
			http.Error(w, "the page is damaged", http.StatusInternalServerError)
			return
		}
	}
	h.Set("ETag", strconv.Quote(etag))
	http.ServeContent(w, r, "", time.Time{}, content)
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
