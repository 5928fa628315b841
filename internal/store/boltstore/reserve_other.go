//go:build !linux

package boltstore

import "os"

// reserve does nothing: a full disk is found on writing.
func reserve(*os.File, int64, int64) error { return nil }
