package kit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fastergo/internal/cell"
)

// A memory is what Prepare keeps of a kit that it has built, so that it need not
// ask the go command again. It lies beside the kit.
type memory struct {
	Kit    string   // its hash
	Inputs []string // directories and files that the kit was made from
	Stamp  string   // of Inputs, and of how the go command is set
	Seal   string   // of the kit's own files
}

// memoryFile is where the memory of root's kit is.
func (b *builder) memoryFile() string {
	return filepath.Join(b.dir, "kit-"+hash([]byte(b.root))[:16]+".json")
}

// remembered returns the kit that was built last, if nothing that it was made
// from has changed since, and nothing in it; otherwise nil.
func (b *builder) remembered() *Kit {
	text, err := os.ReadFile(b.memoryFile())
	if err != nil {
		return nil
	}
	var m memory
	if json.Unmarshal(text, &m) != nil || len(m.Kit) != sha256.Size*2 || strings.ContainsAny(m.Kit, "/.") {
		return nil
	}
	if stamp, _ := stampOf(m.Inputs); b.sign(stamp) != m.Stamp {
		return nil
	}
	k, err := open(filepath.Join(b.dir, m.Kit))
	if err != nil || k.seal() != m.Seal {
		return nil
	}
	now := time.Now()
	os.Chtimes(k.dir, now, now) // it is in use: see prune
	return k
}

func (b *builder) remember(k *Kit, inputs []string, stamp string) {
	text, err := json.Marshal(memory{filepath.Base(k.dir), inputs, b.sign(stamp), k.seal()})
	if err == nil {
		_ = cell.WriteFile(b.memoryFile(), text) // without it, Prepare takes longer
	}
}

// sign joins a stamp with all that is not a file.
func (b *builder) sign(stamp string) string {
	return hash(fmt.Appendf(nil, "%d %q %q %q", format, b.env, b.contents, stamp))
}

// inputs are the directories and files that packages are compiled from.
func (b *builder) inputs(packages []listed) (paths []string) {
	add := func(path string) {
		if path != "" && path != os.DevNull && path != "off" {
			paths = append(paths, path)
		}
	}
	add(b.env.tool("compile"))
	add(b.env.tool("link"))
	add(b.env.tool("asm"))
	add(filepath.Join(b.env.GOROOT, "VERSION"))
	add(b.env.GOMOD)
	add(filepath.Join(filepath.Dir(b.env.GOMOD), "go.sum"))
	add(b.env.GOWORK)
	for _, p := range packages {
		add(p.Dir)
		for _, name := range p.EmbedFiles {
			add(filepath.Join(p.Dir, name))
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// stampOf condenses what can be seen of directories, the files in them, and
// files, without reading them; newest is when one of them changed last. The
// kernel sets the time of a file's change, and nobody else.
func stampOf(paths []string) (stamp string, newest time.Time) {
	h := sha256.New()
	for _, path := range paths {
		newest = later(newest, see(h, path))
		entries, _ := os.ReadDir(path)
		for _, e := range entries {
			if !e.IsDir() {
				newest = later(newest, see(h, filepath.Join(path, e.Name())))
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)), newest
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// see writes what can be seen of a file; of a directory only its name, because
// what matters of it is in its entries.
func see(w io.Writer, path string) (changed time.Time) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		fmt.Fprintf(w, "%q none\n", path)
	case info.IsDir():
		fmt.Fprintf(w, "%q directory\n", path)
	default:
		inode, changed := identity(info)
		fmt.Fprintf(w, "%q %d %d %d %d %v\n", path, info.Size(), info.ModTime().UnixNano(), inode, changed.UnixNano(), info.Mode())
		return changed
	}
	return time.Time{}
}

// seal condenses what can be seen of the kit's files.
func (k *Kit) seal() string {
	stamp, _ := stampOf([]string{k.dir})
	return stamp
}
