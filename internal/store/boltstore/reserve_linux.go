package boltstore

import (
	"errors"
	"os"
	"syscall"
)

// keepSize is FALLOC_FL_KEEP_SIZE of <linux/falloc.h>: blocks are reserved and not a byte of the file changes.
const keepSize = 1

// reserve makes sure that so many bytes can be written from an offset on, before the first of them is. A file system that
// cannot reserve tells when it is written to.
func reserve(f *os.File, offset, length int64) error {
	err := syscall.Fallocate(int(f.Fd()), keepSize, offset, length)
	if errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.ENOSYS) {
		return nil
	}
	return err
}
