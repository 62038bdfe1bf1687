package npy

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"

	np "fastergo/arraylib"
)

// Load reads the array of a .npy file. One in Fortran order becomes a view with Fortran strides; np.Copy brings it into C order.
//
// It returns a *[DTypeError] if the elements are not of type T, which [Stat] tells before, and a *[FormatError] if the file does not
// hold one array and nothing else.
func Load[T np.Elem](path string) (*np.Array[T], error) {
	a := new(np.Array[T])
	return give(a, load(a, path))
}

//go:noinline
func load(a np.Operand, path string) error {
	f, size, err := open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := readArray(a, f, size, size >= 0); err != nil {
		return in(path, "", err)
	}
	if size < 0 { // of a pipe the end is not known before it is reached
		if n, err := f.Read(make([]byte, 1)); n > 0 {
			return in(path, "", fault(-1, "goes on after the array; Read reads arrays that follow each other"))
		} else if err != io.EOF {
			return err
		}
	}
	return nil
}

// open also returns the size of a regular file, and -1 for others.
func open(path string) (*os.File, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return f, -1, nil
	}
	return f, info.Size(), nil
}

// Stat reads the header of a .npy file: the type and shape of its array. It returns a *[FormatError] also if the size of the file is
// not what they need.
func Stat(path string) (*Header, error) {
	f, size, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h, err := readHeader(f)
	if err == nil {
		err = h.checkSize(size)
	}
	if err != nil {
		return nil, in(path, "", err)
	}
	return h, nil
}

// Save writes an array to a .npy file as [Write] does. An existing file is replaced only when the new one is complete, so arrays that
// are mapped from it keep their elements.
func Save(path string, a np.Operand) error {
	return replace(path, func(w io.Writer) error { return Write(w, a) })
}

// replace writes a file under a passing name and renames it. What is not a regular file, such as a pipe, is written to directly.
func replace(path string, write func(io.Writer) error) (err error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	mode, flag, name := fs.FileMode(0o666), os.O_CREATE|os.O_EXCL, path+"."+strconv.FormatUint(rand.Uint64(), 36)+".tmp"
	old, err := os.Stat(path)
	if err == nil && !old.Mode().IsRegular() {
		flag, name = 0, path
	}
	f, err := os.OpenFile(name, os.O_WRONLY|flag, mode)
	if err != nil {
		if e, ok := errors.AsType[*fs.PathError](err); ok {
			e.Path = path // the passing name means nothing to a reader
		}
		return err
	}
	done := false
	defer func() {
		if !done {
			f.Close()
			if name != path {
				os.Remove(name)
			}
		}
	}()
	if name != path && old != nil {
		if err := f.Chmod(old.Mode().Perm()); err != nil {
			return err
		}
	}
	w := bufio.NewWriterSize(f, block)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if name != path {
		if err := os.Rename(name, path); err != nil {
			return err
		}
	}
	done = true
	return nil
}
