package main

import "entente/internal/dataset"

// folder is a dataset folder of the command line.
type folder struct {
	// dir is the folder as named on the command line.
	dir string
	// content is what was read; nil if it could not be opened, for the reason in err.
	content *dataset.Folder
	err     error
}

// isUnreadable reports whether the folder, or a file in it, could not be read, so that its validity is unknown.
func (f *folder) isUnreadable() bool {
	if f.err != nil {
		return true
	}
	for _, p := range f.content.Problems.List {
		if p.Code == dataset.Unreadable {
			return true
		}
	}
	return false
}

// exitStatusOf returns the most specific exit status for folders.
func exitStatusOf(folders []*folder) int {
	status := exitOK
	for _, f := range folders {
		switch {
		case f.isUnreadable():
			return exitUnreadable
		case f.content.Problems.Errors > 0:
			status = exitFailed
		}
	}
	return status
}
