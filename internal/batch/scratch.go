package batch

import (
	"os"
	"path/filepath"
)

// scratchPattern names directories of what is built, among the temporary files.
const scratchPattern = "fastergo-grade-*"

// Scratch makes a directory for what is built, which done removes. What runs that
// were killed have left is removed first.
func Scratch() (dir string, done func(), err error) {
	old, _ := filepath.Glob(filepath.Join(os.TempDir(), scratchPattern))
	for _, dir := range old {
		if f, err := hold(dir); err == nil {
			if locks { // and nobody else does
				os.RemoveAll(dir)
			}
			f.Close()
		}
	}
	for {
		dir, err := os.MkdirTemp("", scratchPattern)
		if err != nil {
			return "", nil, err
		}
		f, err := hold(dir)
		if err != nil {
			continue // another run took it for one that was left
		}
		if _, err := os.Stat(dir); err != nil {
			f.Close()
			continue // and has removed it
		}
		if err := os.Chmod(dir, 0o711); err != nil { // answers run as users of their own
			f.Close()
			return "", nil, err
		}
		return dir, func() {
			os.RemoveAll(dir)
			f.Close()
		}, nil
	}
}

// hold holds a lock on a directory until the file is closed.
func hold(dir string) (*os.File, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := lock(f); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
