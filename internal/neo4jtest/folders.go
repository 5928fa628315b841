package neo4jtest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
)

// cacheDir gives a folder below the user's cache folder, made where it is missing.
func cacheDir(names ...string) (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(append([]string{base, "entente-neo4j", Version}, names...)...)
	return dir, os.MkdirAll(dir, 0o700)
}

// checkout gives the folder of the module that the test belongs to: the nearest above that has a go.mod.
func checkout() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", errors.New("the test runs outside of its module: no go.mod here or above")
		}
		dir = above
	}
}

// fileName makes a name for a file of any text.
func fileName(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
