//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package boltstore

import "os"

// lock leaves locking to bbolt, which has its own implementation here.
func lock(*os.File, bool) error { return nil }
