package dataset

import (
	"io/fs"
	"path"
	"regexp"
	"strings"

	"entente/internal/knowledge"
)

// isLitter says whether a file is one that an operating system or an editor leaves in folders, and no data.
func isLitter(name string) bool {
	switch strings.ToLower(name) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") // a lock of a word processor
}

// documentFileHint says what to do with something in documents/ that is no document.
func documentFileHint(e fs.DirEntry) string {
	switch {
	case e.IsDir():
		return "documents stand in " + documentsDir + " itself, in no folder below it"
	case path.Ext(e.Name()) == ".markdown", path.Ext(e.Name()) == ".txt", strings.EqualFold(path.Ext(e.Name()), documentSuffix):
		return renameHint(strings.TrimSuffix(e.Name(), path.Ext(e.Name())), knowledge.MaxIDLength)
	}
	return "write its text into a file NAME.md, with front matter"
}

// renameHint proposes a name for a document's file, made of what can stay of the one that it has.
func renameHint(name string, most int) string {
	slug := strings.Trim(notInSlug.ReplaceAllString(knowledge.Fold(name), "-"), "-")
	if slug == "" || len(slug) > most {
		return ""
	}
	return "rename it to " + slug + documentSuffix
}

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

// windowsDevices matches the names, without what follows a point, that Windows keeps for devices: no file can be called so there.
var windowsDevices = regexp.MustCompile(`(?i)^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$`)

// checkWindowsName warns of a file, or the folder, that cannot be copied to a computer with Windows.
func (f *file) checkWindowsName(name string) {
	if stem, _, _ := strings.Cut(name, "."); windowsDevices.MatchString(strings.TrimRight(stem, " ")) {
		f.warn(start(), WindowsName, "Windows keeps the name "+quoted(stem)+" for a device: nobody there can unpack or copy this", "give it another name")
	}
}
