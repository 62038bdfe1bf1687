package submission

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
)

var errIrregular = errors.New("it is no regular file: links and devices are not followed")

// openRegular opens a regular file.
func openRegular(name string) (*os.File, error) {
	info, err := os.Stat(name) // before Open, which waits for a pipe's other end
	if err != nil {
		return nil, plain(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errIrregular
	}
	f, err := os.Open(name)
	return f, plain(err)
}

func readFile(name string) ([]byte, error) {
	f, err := openRegular(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f)
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if err == nil && len(data) > MostBytes {
		err = fmt.Errorf("it is larger than %d MB", MostBytes>>20)
	}
	return data, err
}

// An archive is a zip. Its list of entries, and its bytes if it is in another zip, are
// in memory while it is among the mostOpen that were read last, and are read again
// when they are needed again: a zip of a class is taken apart once, and a class of
// zips is not kept.
type archive struct {
	path string                 // of a file
	read func() ([]byte, error) // of one in another zip, else nil
	open *opened

	loading sync.Mutex // held while it is read, so that it is by one worker only
}

const mostOpen = 4

// opened has the archives that were read last, the last one first.
type opened struct {
	mu   sync.Mutex
	last []listed
}

type listed struct {
	archive *archive
	zip     *zip.Reader
}

// list returns the archive's entries.
func (a *archive) list() (*zip.Reader, error) {
	a.loading.Lock()
	defer a.loading.Unlock()
	z := a.open.take(a)
	if z == nil {
		var err error
		if z, err = a.load(); err != nil {
			return nil, err
		}
	}
	a.open.put(a, z)
	return z, nil
}

func (a *archive) load() (*zip.Reader, error) {
	if a.read != nil {
		data, err := a.read()
		if err != nil {
			return nil, err
		}
		return zip.NewReader(bytes.NewReader(data), int64(len(data)))
	}
	f, err := openRegular(a.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, plain(err)
	}
	return zip.NewReader(reopened(a.path), info.Size())
}

// entry returns what reads an archive's entry.
func (a *archive) entry(i int, name string) func() ([]byte, error) {
	return func() ([]byte, error) {
		z, err := a.list()
		if err != nil {
			return nil, err
		}
		if i >= len(z.File) || z.File[i].Name != name {
			return nil, errors.New("the zip has changed since it was listed")
		}
		r, err := z.File[i].Open()
		if err != nil {
			return nil, err
		}
		defer r.Close()
		return readAll(r)
	}
}

// take takes an archive off the list; it is nil if it is not there.
func (o *opened) take(a *archive) *zip.Reader {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := slices.IndexFunc(o.last, func(l listed) bool { return l.archive == a })
	if i < 0 {
		return nil
	}
	z := o.last[i].zip
	o.last = slices.Delete(o.last, i, i+1)
	return z
}

func (o *opened) put(a *archive, z *zip.Reader) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last = slices.Insert(o.last[:min(len(o.last), mostOpen-1)], 0, listed{a, z})
}

// A reopened file is open only while it is read: a class may hand in thousands of zips.
type reopened string

func (name reopened) ReadAt(p []byte, at int64) (int, error) {
	f, err := os.Open(string(name))
	if err != nil {
		return 0, plain(err)
	}
	defer f.Close()
	return f.ReadAt(p, at)
}
