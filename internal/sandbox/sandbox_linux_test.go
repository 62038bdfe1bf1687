package sandbox

import (
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var initPath, attackPath string

func TestMain(m *testing.M) {
	if os.Getenv("SANDBOX_TEST_GRADER") != "" {
		os.Exit(m.Run())
	}
	// With the programs built before, the tests run where there is no Go: as
	// another user, in a container.
	if dir := os.Getenv("SANDBOX_TEST_PROGRAMS"); dir != "" {
		initPath, attackPath = filepath.Join(dir, "init"), filepath.Join(dir, "attack")
		os.Exit(m.Run())
	}
	dir, err := os.MkdirTemp("", "sandbox")
	if err != nil {
		log.Fatal(err)
	}
	initPath, attackPath = filepath.Join(dir, "init"), filepath.Join(dir, "attack")
	for _, args := range [][]string{{initPath, "./init"}, {attackPath, "./testdata/attack"}} {
		build := exec.Command("go", "build", "-ldflags=-s -w", "-o", args[0], args[1])
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			log.Fatalf("%v: %v\n%s", build, err, out)
		}
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func box(t testing.TB, tier Tier) *Box {
	t.Helper()
	b, err := New(tier, initPath, 3)
	if err != nil {
		t.Skip(err)
	}
	return b
}

// attempt lets a candidate try an attack.
func attempt(t testing.TB, b *Box, l Limits, attack string) (reply string, e Ending) {
	t.Helper()
	p, err := b.Start(attackPath, l)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(p.In, attack)
	text, _ := io.ReadAll(p.Out)
	return string(text), p.Wait()
}

func TestHonestWork(t *testing.T) {
	for _, tier := range []Tier{A, B, None} {
		t.Run(string(tier), func(t *testing.T) {
			reply, e := attempt(t, box(t, tier), Limits{}, "work")
			if reply != "done" || e.Code != 0 || e.Cause != Exited {
				t.Errorf("replied %q, ended with %v\n%s", reply, e, e.Stderr)
			}
		})
	}
}
