package kit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"fastergo/internal/answer"
	"fastergo/internal/sandbox"
)

// A Kit is what it takes to turn answers into executables: a directory that is
// read, never written. Its methods may be called from several goroutines.
type Kit struct {
	dir      string
	manifest manifest
	answer   string // the importcfg of answers
	main     string // the importcfg of main, but for answer
	link     string // the importcfg of the linker, but for answer and main
	limits   sandbox.Limits
}

// format is part of what a kit is made of: it changes when what Prepare lays into
// a kit, or how, does.
const format = 1

const (
	manifestFile = "kit.json"
	compileFile  = "compile"
	linkFile     = "link"
	initFile     = "init"
	readerFile   = "reader"
)

// A manifest is what a kit holds.
type manifest struct {
	Format   int
	Go       string   // the toolchain's version
	Lang     string   // the language's version, for -lang
	Env      []string // what the tools have to find in their environment
	Table    []string // the packages that an answer may import, sorted
	Wire     string   // the package that main imports
	Packages []pkg    // all packages that an executable may have, sorted
	Files    []file   // all files of the kit but this, sorted
}

type pkg struct{ Path, Archive string }

type file struct {
	Name   string // below the kit's directory
	Size   int64
	SHA256 string
}

// Init is the path of the sandbox's init program.
func (k *Kit) Init() string { return filepath.Join(k.dir, initFile) }

// Hash is the hash of all that the kit holds, toolchain included: two kits with
// the same hash build the same executables.
func (k *Kit) Hash() string { return filepath.Base(k.dir) }

// Toolchain is the version of the Go toolchain in the kit.
func (k *Kit) Toolchain() string { return k.manifest.Go }

// Prepare returns the kit for the course whose module's root directory is root.
// Kits live below dir: one that is there already and still fits the tree and the
// toolchain is used again, which takes some milliseconds; otherwise one is
// built, from what the go command compiles, which takes seconds, or a minute
// where nothing has been compiled yet. Any number of processes may prepare at
// the same time, and no harm is done by killing one.
func Prepare(ctx context.Context, root, dir string) (*Kit, error) {
	return prepare(ctx, root, dir, course)
}

// course is what a kit for the course holds.
var course = contents{
	table:  answer.Imports(),
	wire:   "fastergo/internal/wire",
	init:   "fastergo/internal/sandbox/init",
	reader: "fastergo/internal/kit/reader",
}

// contents say what a kit is to hold: import paths.
type contents struct {
	table              []string
	wire, init, reader string
}

func prepare(ctx context.Context, root, dir string, c contents) (*Kit, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the directory for kits: %w", err)
	}
	env, err := goEnv(ctx, root)
	if err != nil {
		return nil, err
	}
	b := builder{root: root, dir: dir, contents: c, env: env}
	if k := b.remembered(); k != nil {
		return k, nil
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(dir, "lock")).Lock()
	if err != nil {
		return nil, fmt.Errorf("lock the directory for kits: %w", err)
	}
	defer unlock()
	if k := b.remembered(); k != nil {
		return k, nil // another process has built it meanwhile
	}
	return b.build(ctx)
}

// open reads the kit in a directory, and believes its files.
func open(dir string) (*Kit, error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return nil, err
	}
	if hash(text) != filepath.Base(dir) {
		return nil, errors.New("its manifest has been changed")
	}
	k := &Kit{dir: dir, limits: stepLimits}
	if err := json.Unmarshal(text, &k.manifest); err != nil {
		return nil, err
	}
	if k.manifest.Format != format {
		return nil, fmt.Errorf("it has format %d, not %d", k.manifest.Format, format)
	}
	var imports, main, link strings.Builder
	for _, p := range k.manifest.Packages {
		line := fmt.Sprintf("packagefile %s=%s\n", p.Path, filepath.Join(dir, p.Archive))
		link.WriteString(line)
		if slices.Contains(k.manifest.Table, p.Path) {
			imports.WriteString(line)
		}
		if p.Path == k.manifest.Wire {
			main.WriteString(line)
		}
	}
	k.answer, k.main, k.link = imports.String(), main.String(), link.String()
	return k, nil
}

// Verify reads all files of the kit and says which is not what it was.
func (k *Kit) Verify() error {
	for _, f := range k.manifest.Files {
		sum, size, err := hashFile(filepath.Join(k.dir, f.Name))
		if err != nil {
			return err
		}
		if sum != f.SHA256 || size != f.Size {
			return fmt.Errorf("%s is not what it was when the kit was built", filepath.Join(k.dir, f.Name))
		}
	}
	return nil
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func hashFile(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// unused is how long a kit may lie there that nobody prepares.
const unused = 7 * 24 * time.Hour

// prune removes what killed processes have left, and kits that nobody has
// prepared for a week. The lock must be held.
func prune(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		info, err := e.Info()
		switch {
		case err != nil || !e.IsDir():
		case strings.HasPrefix(e.Name(), building), time.Since(info.ModTime()) > unused:
			remove(path)
		}
	}
}

// building starts the names of directories in which kits are built.
const building = "building-"

// remove removes a directory that is read-only.
func remove(dir string) error {
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() {
			os.Chmod(path, 0o755)
		}
		return nil
	})
	return os.RemoveAll(dir)
}
