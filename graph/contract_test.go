package graph

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSDL_IsTheContract(t *testing.T) {
	file, err := os.ReadFile("../schema.graphql")
	require.NoError(t, err)
	assert.Equal(t, string(file), SDL())
}
