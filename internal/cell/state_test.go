package cell

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

func TestStateDir(t *testing.T) {
	top := t.TempDir()
	t.Setenv("TMPDIR", filepath.Join(top, "temporary"))
	t.Setenv(StateEnv, "")
	deep := filepath.Join(top, "workspace", "lessons", "more")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(deep)
	if got, want := StateDir(), filepath.Join(top, "temporary", "fastergo-"+strconv.Itoa(os.Getuid())); got != want {
		t.Errorf("no workspace: %s, not %s", got, want)
	}
	at, err := os.Getwd() // as the system calls it
	if err != nil {
		t.Fatal(err)
	}
	state := filepath.Join(filepath.Dir(filepath.Dir(at)), ".fastergo")
	if err := os.Mkdir(state, 0o755); err != nil {
		t.Fatal(err)
	}
	// A file of that name is no workspace.
	if err := os.WriteFile(filepath.Join(filepath.Dir(at), ".fastergo"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := StateDir(); got != state {
		t.Errorf("in a workspace: %s, not %s", got, state)
	}
	t.Setenv(StateEnv, "/elsewhere")
	if got := StateDir(); got != "/elsewhere" {
		t.Errorf("$%s: %s", StateEnv, got)
	}
}

func TestWriteFileKeepsTheOldWhenItFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "deep")
	path := filepath.Join(dir, "table")
	for _, text := range []string{"one", "two"} {
		if err := WriteFile(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); string(got) != text {
			t.Errorf("%q was written, %q read", text, got)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "taken"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(filepath.Join(dir, "taken"), nil); err == nil {
		t.Error("a directory was written over")
	}
	names, _ := os.ReadDir(dir)
	if len(names) != 2 {
		t.Errorf("left behind: %v", names)
	}
}
