package boltstore

import (
	"errors"
	"os"
	"syscall"
)

// keepSize is FALLOC_FL_KEEP_SIZE of <linux/falloc.h>: blocks are reserved without changing the file.
const keepSize = 1

// reserve ensures that so many bytes can be written from an offset on. A file system that cannot reserve blocks fails on writing instead.
func reserve(f *os.File, offset, length int64) error {
	err := syscall.Fallocate(int(f.Fd()), keepSize, offset, length)
	if errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.ENOSYS) {
		return nil
	}
	return err
}
