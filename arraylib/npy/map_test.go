//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package npy

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"

	np "fastergo/arraylib"
)

// A mapped array cannot be written to.
func TestMapIsReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.npy")
	if err := Save(path, np.Arange[int](5)); err != nil {
		t.Fatal(err)
	}
	a, m, err := MapFile[int](path)
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

// A pipe is loaded and saved to, as far as it holds one array.
func TestPipes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	want := np.Arange[int](5)
	saved := make(chan error, 1)
	go func() { saved <- Save(path, want) }()
	if a, err := Load[int](path); err != nil || !np.ArrayEqual(a, want) {
		t.Errorf("%v, %v", a, err)
	}
	if err := <-saved; err != nil {
		t.Error(err)
	}
	var w bytes.Buffer
	if err := errors.Join(Write(&w, want), Write(&w, want)); err != nil {
		t.Fatal(err)
	}
	go func() { saved <- os.WriteFile(path, w.Bytes(), 0) }()
	if _, err := Load[int](path); err == nil || err.Error() != path+": goes on after the array; Read reads arrays that follow each other" {
		t.Error(err)
	}
	<-saved
	go func() { saved <- os.WriteFile(path, w.Bytes(), 0) }()
	if _, _, err := MapFile[int](path); err == nil || !strings.Contains(err.Error(), "is no regular file") {
		t.Error(err)
	}
	<-saved
}
