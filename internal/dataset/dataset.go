// Package dataset downloads the data that lessons use and keeps them. It runs in
// the course's program, never in a cell.
package dataset

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// A Set is files that belong together.
type Set struct {
	Name  string
	Base  string // the URL that the files' names follow
	Files []File
}

// A File is known by its content.
type File struct {
	Name   string
	Size   int64
	SHA256 string
}

// MNIST is the handwritten digits of LeCun, Cortes and Burges (CC BY-SA 3.0).
var MNIST = Set{
	Name: "mnist",
	Base: "https://storage.googleapis.com/cvdf-datasets/mnist/",
	Files: []File{
		{"train-images-idx3-ubyte.gz", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"},
		{"train-labels-idx1-ubyte.gz", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"},
		{"t10k-images-idx3-ubyte.gz", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"},
		{"t10k-labels-idx1-ubyte.gz", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"},
	},
}

// ErrOffline is in what Fetch returns if something is missing and may not be
// downloaded.
var ErrOffline = errors.New("not downloaded yet")

// Fetch makes sure that all files of s are in dir, and whole. It downloads what
// is missing, unless offline, and tells progress how many of all bytes are
// there. A file appears under its name only once its content is right.
func (s Set) Fetch(ctx context.Context, dir string, offline bool, progress func(done, total int64)) error {
	var done, total int64
	for _, f := range s.Files {
		total += f.Size
	}
	for _, f := range s.Files {
		path := filepath.Join(dir, f.Name)
		if sum, err := sumOf(path); err != nil || sum != f.SHA256 {
			if offline {
				return fmt.Errorf("%s: %w: run fastergo data %s once with internet", path, ErrOffline, s.Name)
			}
			if err := f.download(ctx, s.Base+f.Name, path, func(n int64) { progress(done+n, total) }); err != nil {
				return fmt.Errorf("%s cannot be downloaded: %w", s.Base+f.Name, err)
			}
		}
		done += f.Size
		progress(done, total)
	}
	return nil
}

func sumOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (f File) download(ctx context.Context, from, path string, progress func(n int64)) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, from, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if failed := (*url.Error)(nil); errors.As(err, &failed) {
		return failed.Err // without the URL once more
	}
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the server says %s", resp.Status)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(path), f.Name+"-part-")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(part, h, &counter{report: progress}), io.LimitReader(resp.Body, f.Size+1))
	if err == nil {
		err = part.Sync()
	}
	if err2 := part.Close(); err == nil {
		err = err2
	}
	if err != nil {
		return err
	}
	if sum := hex.EncodeToString(h.Sum(nil)); sum != f.SHA256 {
		return fmt.Errorf("what came (%d bytes, SHA-256 %.12s…) is not the file (%d bytes, %.12s…)", n, sum, f.Size, f.SHA256)
	}
	return os.Rename(part.Name(), path)
}

type counter struct {
	n      int64
	report func(n int64)
}

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	c.report(c.n)
	return len(b), nil
}
