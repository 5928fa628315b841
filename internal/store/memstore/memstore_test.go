package memstore_test

import (
	"testing"

	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Store { return memstore.New() })
}
