package kit

import (
	"io/fs"
	"syscall"
	"time"
)

// identity is what a file's content cannot change without: which file it is, and
// when it was last changed in any way.
func identity(info fs.FileInfo) (inode uint64, changed time.Time) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, info.ModTime()
	}
	return s.Ino, time.Unix(s.Ctim.Unix())
}
