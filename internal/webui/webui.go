package webui

import (
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Pages answers GET and HEAD of the pages and their files. Safe for concurrent use.
type Pages struct {
	assets map[string]*asset
}

// New makes the pages from the files that are embedded.
func New() (*Pages, error) {
	root, err := fs.Sub(built, "built")
	if err != nil {
		return nil, fmt.Errorf("the built pages: %w", err)
	}
	return newPages(root)
}

// addresses are those that are not the address of a file.
var addresses = map[string]string{
	"/":            "landing/index.html",
	"/map/":        "map/index.html",
	"/map/embed":   "map/index.html",
	"/playground/": "playground/index.html",
}

// newPages reads the files of a build: a folder for each page.
func newPages(root fs.FS) (*Pages, error) {
	p := &Pages{assets: map[string]*asset{}}
	files := map[string]*asset{}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		name, compressed := strings.CutSuffix(name, packed)
		files[name] = newAsset(name, content, compressed)
		if path.Base(name) != "index.html" {
			p.assets["/"+name] = files[name]
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the built pages: %w", err)
	}
	for address, name := range addresses {
		if a, ok := files[name]; ok {
			p.assets[address] = a
		}
	}
	return p, nil
}

// ServeHTTP answers with a page or one of its files. A page's address without its last slash leads to the page; what there is
// not is a 404 that says where to begin.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "the pages are read by GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	if a, ok := p.assets[r.URL.Path]; ok {
		w.Header().Set("Content-Security-Policy", policy(r.URL.Path))
		a.serve(w, r)
		return
	}
	if to := p.meant(r.URL.Path); to != "" {
		if r.URL.RawQuery != "" {
			to += "?" + r.URL.RawQuery
		}
		http.Redirect(w, r, to, http.StatusMovedPermanently)
		return
	}
	http.Error(w, "there is no such page; begin at /", http.StatusNotFound)
}

// meant is the page's address that was all but written: /map for /map/, /map/index.html for /map/.
func (p *Pages) meant(address string) string {
	address = strings.TrimSuffix(address, "index.html")
	for _, to := range []string{address, address + "/", strings.TrimSuffix(address, "/")} {
		if _, isPage := addresses[to]; isPage && p.assets[to] != nil {
			return to
		}
	}
	return ""
}
