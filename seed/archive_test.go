package seed_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"flag"
	"io/fs"
	"os"
	"testing"

	"entente/seed"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "pack the datasets anew, as go generate does")

// The archive has what the folders have. It is written only where it differs, so that it does not change with the packer.
func TestArchive_IsCurrent(t *testing.T) {
	written := map[string]string{}
	for _, name := range seed.Names() {
		for path, content := range filesOf(t, os.DirFS(name)) {
			written[name+"/"+path] = content
		}
	}
	packed := map[string]string{}
	if files, err := seed.Files(); err == nil {
		packed = filesOf(t, files)
	}
	if *update && !assert.ObjectsAreEqual(written, packed) {
		require.NoError(t, os.WriteFile("datasets.zip.gz", pack(t), 0o600))
		return
	}
	for path, content := range written {
		if packed[path] != content {
			t.Errorf("%s is not packed as it is: run go generate ./seed", path)
		}
	}
	for path := range packed {
		assert.Contains(t, written, path, "packed, and no longer there: run go generate ./seed")
	}
}

func filesOf(t *testing.T, folder fs.FS) map[string]string {
	files := map[string]string{}
	require.NoError(t, fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(folder, path)
		files[path] = string(content)
		return err
	}))
	return files
}

// pack gives the archive of all datasets, in the order of paths and without times, so that the same files make the same archive.
func pack(t *testing.T) []byte {
	var b bytes.Buffer
	compressed, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	require.NoError(t, err)
	w := zip.NewWriter(compressed)
	for _, name := range seed.Names() {
		require.NoError(t, fs.WalkDir(os.DirFS("."), name, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			require.NoError(t, err)
			entry, err := w.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Store})
			require.NoError(t, err)
			_, err = entry.Write(content)
			return err
		}))
	}
	require.NoError(t, w.Close())
	require.NoError(t, compressed.Close())
	return b.Bytes()
}
