package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"fastergo/internal/cell"
	"fastergo/internal/command"
	"fastergo/internal/house"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"fastergo": func() { os.Exit(Main()) }})
}

// TestScripts runs the command lines in testdata/script, each in a directory of
// its own. A bug report can become such a file.
func TestScripts(t *testing.T) {
	root, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	// HOME is another one in a script; Go's caches stay.
	caches, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE", "GOPATH").Output()
	if err != nil {
		t.Fatal(err)
	}
	dirs := strings.Split(string(caches), "\n")
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("GOCACHE", dirs[0])
			e.Setenv("GOMODCACHE", dirs[1])
			e.Setenv("GOPATH", dirs[2])
			e.Setenv("ROOT", root)
			e.Setenv(house.RootEnv, root)
			e.Setenv(cell.StateEnv, filepath.Join(e.WorkDir, ".state"))
			return nil
		},
	})
}

func TestExitCodes(t *testing.T) {
	for _, tc := range []struct {
		args string
		want int
	}{{"--help", 0}, {"nothing-like-it", 2}, {"lab --nothing", 2}, {"check no/such", 2}, {"run no-such.ipynb", 2}} {
		root := rootCommand()
		root.SetArgs(strings.Fields(tc.args))
		root.SetOut(io.Discard)
		if got := command.Run(root); got != tc.want {
			t.Errorf("fastergo %s: exit code %d, want %d", tc.args, got, tc.want)
		}
	}
}
