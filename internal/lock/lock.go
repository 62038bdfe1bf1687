// Package lock keeps processes that change the same file from undoing each
// other's work. It is for the course's program: cells write whole files
// (cell.WriteFile), and what a lock imports is not linked into each of them.
package lock

import (
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// File waits until no other process holds the lock of the file at path, holds
// it, and returns what releases it. Whoever reads a file in order to change it
// holds its lock from before the reading until after the writing. Where the
// file system knows no locks there is none.
//
// The lock is a file beside it, because cell.WriteFile replaces the file itself.
func File(path string) (unlock func()) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return func() {}
	}
	unlock, err := lockedfile.MutexAt(path + ".lock").Lock()
	if err != nil {
		return func() {}
	}
	return unlock
}
