package kit

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// small is what a kit for the module of smallModule holds.
var small = contents{table: []string{"small/lib"}, wire: "small/wire", init: "small/init", reader: "small/reader"}

// smallModule writes a module for which a kit is built fast.
func smallModule(t *testing.T) (root string) {
	t.Helper()
	root = t.TempDir()
	for name, text := range map[string]string{
		"go.mod":         "module small\n\ngo 1.26.0\n",
		"lib/lib.go":     "package lib\n\nfunc Value() int { return 1 }\n",
		"wire/wire.go":   "package wire\n\nfunc Name() string { return \"F\" }\n\nfunc Serve(f any) { println(f.(func() int)()) }\n",
		"init/main.go":   "package main\n\nfunc main() {}\n",
		"reader/main.go": "package main\n\nfunc main() {}\n",
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// A kit of files that have only just been written is not remembered.
	time.Sleep(20 * time.Millisecond)
	return root
}

// kitsIn names the directories in dir.
func kitsIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

func prepareSmall(t *testing.T, root, dir string) *Kit {
	t.Helper()
	k, err := prepare(context.Background(), root, dir, small)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Verify(); err != nil {
		t.Fatal(err)
	}
	return k
}

func kitDir(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "kits")
	t.Cleanup(func() { remove(dir) })
	return dir
}

func TestPrepareRemembers(t *testing.T) {
	root, dir := smallModule(t), kitDir(t)
	first := prepareSmall(t, root, dir)
	b := builder{root: root, dir: dir, contents: small}
	var err error
	if b.env, err = goEnv(t.Context(), root); err != nil {
		t.Fatal(err)
	}
	k := b.remembered()
	if k == nil || k.Hash() != first.Hash() {
		t.Fatalf("the kit is not remembered: %v", k)
	}
	old := time.Now().Add(-2 * unused)
	os.Chtimes(k.dir, old, old)
	if b.remembered() == nil {
		t.Error("not remembered when it is old")
	}
	if info, err := os.Stat(k.dir); err != nil || time.Since(info.ModTime()) > time.Hour {
		t.Error("a kit that is used is not marked as used")
	}
	b.env.GOAMD64 += "x"
	if b.remembered() != nil {
		t.Error("another GOAMD64 gets the same kit")
	}
}

// No change of the tree is missed, the kinds that hide included.
func TestPrepareSeesChanges(t *testing.T) {
	root, dir := smallModule(t), kitDir(t)
	lib := filepath.Join(root, "lib/lib.go")
	hashes := map[string]string{prepareSmall(t, root, dir).Hash(): "first"}
	for name, change := range map[string]func() error{
		"same size and time": func() error {
			info, err := os.Stat(lib)
			if err != nil {
				return err
			}
			text, err := os.ReadFile(lib)
			if err != nil {
				return err
			}
			if err := os.WriteFile(lib, bytes.Replace(text, []byte("return 1"), []byte("return 2"), 1), 0o644); err != nil {
				return err
			}
			return os.Chtimes(lib, info.ModTime(), info.ModTime())
		},
		"a new file": func() error {
			return os.WriteFile(filepath.Join(root, "lib/more.go"), []byte("package lib\n\nfunc More() int { return 3 }\n"), 0o644)
		},
		"a new version of the language": func() error {
			return os.WriteFile(filepath.Join(root, "go.mod"), []byte("module small\n\ngo 1.25.0\n"), 0o644)
		},
		"another init program": func() error {
			return os.WriteFile(filepath.Join(root, "init/main.go"), []byte("package main\n\nfunc main() { println(3) }\n"), 0o644)
		},
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		h := prepareSmall(t, root, dir).Hash()
		if before := hashes[h]; before != "" {
			t.Errorf("%s: the kit is the one of %q", name, before)
		}
		hashes[h] = name
	}
}

// The go command's complaint about a tree that does not compile is passed on.
func TestPrepareOfBrokenTree(t *testing.T) {
	root, dir := smallModule(t), kitDir(t)
	os.WriteFile(filepath.Join(root, "lib/lib.go"), []byte("package lib\n\nfunc Value() int { return x }\n"), 0o644)
	if _, err := prepare(t.Context(), root, dir, small); err == nil || !strings.Contains(err.Error(), "undefined: x") {
		t.Errorf("got %v", err)
	}
	if left := kitsIn(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A kit that has been damaged is noticed, and built again.
func TestPrepareSeesDamage(t *testing.T) {
	root, dir := smallModule(t), kitDir(t)
	k := prepareSmall(t, root, dir)
	archive := filepath.Join(k.dir, k.manifest.Packages[0].Archive)
	for name, damage := range map[string]func(text []byte) []byte{
		"poisoned":  func(text []byte) []byte { text[len(text)/2] ^= 1; return text },
		"truncated": func(text []byte) []byte { return text[:len(text)/2] },
		"empty":     func(text []byte) []byte { return nil },
		"removed":   nil,
		"manifest":  func(text []byte) []byte { return append(text, ' ') },
	} {
		path := archive
		if name == "manifest" {
			path = filepath.Join(k.dir, manifestFile)
		}
		before, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		os.Chmod(k.dir, 0o755)
		os.Chmod(path, 0o644)
		if damage == nil {
			err = os.Remove(path)
		} else if err = os.WriteFile(path, damage(text), 0o644); err == nil {
			err = os.Chtimes(path, before.ModTime(), before.ModTime())
		}
		if err != nil {
			t.Fatal(err)
		}
		os.Chmod(path, before.Mode())
		if name != "manifest" && k.Verify() == nil {
			t.Errorf("%s: Verify notices nothing", name)
		}
		if again := prepareSmall(t, root, dir); again.Hash() != k.Hash() {
			t.Errorf("%s: another kit came of the same tree", name)
		}
	}
}

func TestPrepareAtOnce(t *testing.T) {
	root, dir := smallModule(t), kitDir(t)
	hashes := make([]string, 4)
	var all sync.WaitGroup
	for i := range hashes {
		all.Go(func() {
			if k, err := prepare(context.Background(), root, dir, small); err != nil {
				t.Error(err)
			} else {
				hashes[i] = k.Hash()
			}
		})
	}
	all.Wait()
	for _, h := range hashes {
		if h != hashes[0] {
			t.Errorf("kits %q", hashes)
		}
	}
	if got := kitsIn(t, dir); len(got) != 1 || got[0] != hashes[0] {
		t.Errorf("there are %v", got)
	}
}

// Whenever Prepare is killed, what looks like a kit is one.
func TestKilledPrepare(t *testing.T) {
	root, dir := smallModule(t), kitDir(t)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	prepareSmall(t, root, kitDir(t))
	takes := time.Since(start)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for range 12 {
		cmd := exec.Command(program, "prepare", root, dir)
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(takes * 5 / 4))))
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		cmd.Wait()
		for _, name := range kitsIn(t, dir) {
			if strings.HasPrefix(name, building) {
				continue
			}
			k, err := open(filepath.Join(dir, name))
			if err == nil {
				err = k.Verify()
			}
			if err != nil {
				t.Errorf("a kit that is none: %v", err)
			}
			remove(filepath.Join(dir, name))
		}
	}
	k := prepareSmall(t, root, dir)
	if got := kitsIn(t, dir); len(got) != 1 || got[0] != k.Hash() {
		t.Errorf("left behind: %v", got)
	}
}

func TestPruneKeepsWhatIsUsed(t *testing.T) {
	dir := kitDir(t)
	for _, name := range []string{"new", "old", building + "7"} {
		if err := os.MkdirAll(filepath.Join(dir, name, "inner"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-unused - time.Hour)
	os.Chtimes(filepath.Join(dir, "old"), old, old)
	os.Chmod(filepath.Join(dir, "old"), 0o555)
	prune(dir)
	if got := kitsIn(t, dir); len(got) != 1 || got[0] != "new" {
		t.Errorf("there are %v", got)
	}
}
