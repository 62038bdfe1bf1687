package lab

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func readSpec(t *testing.T, jupyterPath string) kernelSpec {
	t.Helper()
	var s kernelSpec
	if err := json.Unmarshal([]byte(read(t, filepath.Join(jupyterPath, "kernels", "gonb", "kernel.json"))), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestKernelSpec(t *testing.T) {
	dir := fake(t, "go")
	// As from a terminal inside the lab: our directories are there already.
	t.Setenv("PATH", filepath.Join(dir, "home/old/bin")+":relative:"+os.Getenv("PATH"))
	e, err := Headless(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	people, programs := readSpec(t, e.JupyterPath), readSpec(t, e.HeadlessPath)
	gonb := filepath.Join(e.Tools, "gonb")
	if want := []string{gonb, "--kernel", "{connection_file}", "-logtostderr=false", "-stderrthreshold=FATAL", "-log_file=/dev/null", "-go_work=" + e.Root}; !slices.Equal(people.Argv, want) {
		t.Errorf("argv %q, want %q", people.Argv, want)
	}
	if want := []string{gonb, "--kernel", "{connection_file}", "-raw_error", "-go_work=" + e.Root}; !slices.Equal(programs.Argv, want) {
		t.Errorf("headless argv %q, want %q", programs.Argv, want)
	}
	if people.Language != "go" || people.DisplayName != "Go (gonb)" || people.InterruptMode != "message" {
		t.Errorf("%+v", people)
	}
	tools, bin := e.Tools, filepath.Dir(e.Program)
	if want := strings.Join([]string{filepath.Dir(e.goForCells()), tools, bin, e.Gopls, "/usr/lib/go/bin", filepath.Join(dir, "bin")}, ":"); people.Env["PATH"] != want {
		t.Errorf("PATH %s\nwant %s", people.Env["PATH"], want)
	}
	if strings.Contains(programs.Env["PATH"], e.Gopls) {
		t.Errorf("headless PATH has gopls: %s", programs.Env["PATH"])
	}
	delete(people.Env, "PATH")
	want := map[string]string{
		"GOFLAGS": "-buildvcs=false -ldflags=-w", "GOPROXY": "off", "GOSUMDB": "off", "GOWORK": "",
		"FASTERGO_ROOT": e.Root, "FASTERGO": e.Program,
	}
	if !reflect.DeepEqual(people.Env, want) {
		t.Errorf("env %v\nwant %v", people.Env, want)
	}
}

func TestOnline(t *testing.T) {
	fake(t, "go")
	for i, step := range []struct {
		env  string
		want bool
	}{{"", false}, {"1", true}, {"", true}, {"0", false}, {"", false}} {
		t.Setenv(OnlineEnv, step.env)
		e, err := Headless(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{e.JupyterPath, e.HeadlessPath} {
			if online := readSpec(t, path).Env["GOPROXY"] != "off"; online != step.want {
				t.Errorf("step %d, %s=%q: online %v in %s", i, OnlineEnv, step.env, online, path)
			}
		}
	}
}

func TestRootWithComma(t *testing.T) {
	fake(t, "go")
	root := filepath.Join(t.TempDir(), "a,b")
	write(t, filepath.Join(root, "go.mod"), "module fastergo\n")
	t.Setenv("FASTERGO_ROOT", root)
	if _, err := Locate(context.Background()); err == nil || !strings.Contains(err.Error(), "comma") {
		t.Errorf("error %v", err)
	}
}

func TestMergeGoflags(t *testing.T) {
	tests := []struct{ user, want string }{
		{"", "-ldflags=-w"},
		{"-buildvcs=false", "-buildvcs=false -ldflags=-w"},
		{"-mod=mod -tags=x -modfile=y.mod", "-tags=x -ldflags=-w"},
		{"-ldflags=-s", "'-ldflags=-s -w'"},
		{"'-ldflags=-s -X main.v=1' -v", "-v '-ldflags=-s -X main.v=1 -w'"},
		{`"-gcflags=-N -l"`, "'-gcflags=-N -l' -ldflags=-w"},
		{"--mod=vendor", "-ldflags=-w"},
	}
	for _, test := range tests {
		if got := mergeGoflags(test.user); got != test.want {
			t.Errorf("%q becomes %q, want %q", test.user, got, test.want)
		}
	}
}

// A cell is built without collecting garbage, unless the reader says how, and
// nothing but a build is.
func TestGoForCells(t *testing.T) {
	dir := fake(t, "go")
	goroot := filepath.Join(dir, "it's go")
	real := filepath.Join(goroot, "bin", "go")
	if err := os.MkdirAll(filepath.Dir(real), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(real, []byte("#!/bin/sh\necho \"$GOGC,$GOMEMLIMIT,$*\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	e, err := Locate(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	e.goEnv.GOROOT = goroot
	if err := kernelspecStep().do(context.Background(), &e, nil); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ env, args, want string }{
		{"", "build -o x", "off,512MiB,build -o x"},
		{"GOGC=50", "build", "50,512MiB,build"},
		{"", "run x", ",,run x"},
		{"", "", ",,"},
	} {
		cmd := exec.Command(e.goForCells(), strings.Fields(tc.args)...)
		cmd.Env = []string{tc.env}
		out, err := cmd.CombinedOutput()
		if got := strings.TrimSpace(string(out)); err != nil || got != tc.want {
			t.Errorf("%s go %s: %s (%v), want %s", tc.env, tc.args, got, err, tc.want)
		}
	}
}
