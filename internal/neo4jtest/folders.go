package neo4jtest

import (
	"crypto/sha256"
	"encoding/hex"
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

// fileName makes a name for a file of any text.
func fileName(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
