//go:build unix

package npy

import (
	"path/filepath"
	"runtime/debug"
	"testing"

	np "fastergo/arraylib"
)

// A mapped array cannot be written to.
func TestMapIsReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.npy")
	if err := Save(path, np.Arange[int](5)); err != nil {
		t.Fatal(err)
	}
	a, m, err := Map[int](path)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() == nil {
			t.Error("a mapped array was written to")
		}
		if !np.ArrayEqual(a, np.Arange[int](5)) {
			t.Error("the write left a trace")
		}
	}()
	a.Set(7, 0)
}
