package archtest

import (
	"os"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDocs_NameEveryPackage holds the two pages that tell newcomers of the packages against those that there are: each is named, or the one that
// it is a part of.
func TestDocs_NameEveryPackage(t *testing.T) {
	for _, page := range []string{"README.md", "docs/architecture.md"} {
		text, err := os.ReadFile("../../" + page)
		require.NoError(t, err)
		for name := range allowed {
			assert.True(t, isNamed(string(text), name), "%s does not name %s", page, name)
		}
	}
}

// isNamed says whether a text names a package, or one that it is below.
func isNamed(text, name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if _, isPackage := allowed[name]; isPackage && strings.Contains(text, name) {
			return true
		}
	}
	return false
}
