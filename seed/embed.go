// Package seed holds the datasets that Entente comes with, embedded, so that the program needs no file to begin with.
//
// Each folder is a dataset, as docs/datasets.md has them: vocabulary (the relations to start from), reference (names, codes,
// capitals and borders of the world's countries), south-caucasus (what a news page says of NATO's partnerships), memberships
// (who belonged to what, from when to when, according to whom), pacts (which pacts two states have made) and world (organizations and
// treaties of the world, and who recognizes whom).
//
// What is embedded is their archive, datasets.zip.gz, which weighs an eighth of them; go generate packs it.
package seed

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"io/fs"
)

//go:generate go test . -run ^TestArchive_IsCurrent$ -update

// archive is a zip of stored files, compressed as a whole: hundreds of small documents have much in common.
//
//go:embed datasets.zip.gz
var archive []byte

// Files are the folders of all datasets. Unpacking them takes some 20 ms and 4 MB.
func Files() (fs.FS, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return nil, fmt.Errorf("seed: %w", err)
	}
	content, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, fmt.Errorf("seed: %w", err)
	}
	files, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("seed: %w", err)
	}
	return files, nil
}

// Names are the datasets in load order: what the others rest on comes first.
func Names() []string {
	return []string{"vocabulary", "reference", "south-caucasus", "memberships", "pacts", "world"}
}
