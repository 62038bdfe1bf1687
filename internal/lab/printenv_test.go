package lab

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestShellQuote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[^\x00]*`).Draw(t, "s")
		out, err := exec.Command("/bin/sh", "-c", "v="+ShellQuote(s)+`; printf %s "$v"`).Output()
		if err != nil || string(out) != s {
			t.Fatalf("%q becomes %q, error %v", s, out, err)
		}
	})
}

func TestExports(t *testing.T) {
	fake(t, "go")
	home := filepath.Join(t.TempDir(), "it's $HOME here")
	t.Setenv("FASTERGO_HOME", home)
	t.Setenv("JUPYTER_PATH", "/usr/share/mine")
	e := locate(t)
	exports := e.Exports()
	for line := range strings.Lines(exports) {
		if !strings.HasPrefix(line, "export ") {
			t.Errorf("a line that exports nothing: %q", line)
		}
	}
	out, err := exec.Command("/bin/sh", "-c", exports+`echo "$JUPYTER_PATH"; echo "$PATH"; echo "$FASTERGO_ROOT"; echo "$FASTERGO"`).Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSpace(string(out)), "\n")
	want := []string{e.JupyterPath + ":/usr/share/mine", e.path(false), e.Root, e.Program}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("a shell has %q, want %q", got, want)
	}
	if !strings.Contains(got[1], os.Getenv("PATH")) {
		t.Errorf("PATH lost what was in it: %s", got[1])
	}
}
