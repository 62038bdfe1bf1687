// Package kerneltest gives tests kernels: a real GoNB, and a scripted one that
// is the test's own program started again, which can misbehave as no real
// kernel does on demand.
//
// A test package that uses the scripted kernel has
//
//	func TestMain(m *testing.M) {
//		kerneltest.Main()
//		os.Exit(m.Run())
//	}
package kerneltest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fastergo/internal/jupyter"
	"fastergo/internal/lab"
)

const (
	behaviourEnv = "FASTERGO_TEST_KERNEL"
	stateEnv     = "FASTERGO_TEST_KERNEL_STATE"
)

// Main becomes the scripted kernel if this process was started as one.
func Main() {
	if behaviour := os.Getenv(behaviourEnv); behaviour != "" {
		os.Exit(runScripted(behaviour, os.Args[1:]))
	}
}

// Scripted returns a kernel that executes the commands that scripted.go lists,
// and behaves, at its start, as told:
//
//	ok        as it should
//	dies      prints why, and exits
//	silent    never opens its sockets
//	mute      opens its sockets and answers nothing
//	mutters   answers requests and publishes nothing
//	forges    signs with a wrong key
//	stubborn  ends by SIGKILL only
//	unlucky   the first time, finds its ports taken; then ok
func Scripted(t testing.TB, behaviour string) jupyter.Spec {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return jupyter.Spec{
		Name: "scripted", Language: "go",
		Argv: []string{self, "{connection_file}"},
		Env: map[string]string{
			behaviourEnv: behaviour, stateEnv: filepath.Join(t.TempDir(), "state"),
			"GORACE": "atexit_sleep_ms=0", // by default a program built with -race takes a second to end
		},
	}
}

// GoNB returns the course's kernel, which it builds unless it is there already.
// With -short, the test is skipped.
func GoNB(t testing.TB) jupyter.Spec {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a real kernel")
	}
	env, err := lab.Headless(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := jupyter.Find(lab.KernelName, env.HeadlessPath)
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// Processes returns the processes, but this one, that have marker in their
// command line or, on Linux, in their environment.
func Processes(t testing.TB, marker string) []int {
	t.Helper()
	var pids []int
	if runtime.GOOS != "linux" {
		list, err := exec.Command("ps", "-axww", "-o", "pid=,command=").Output()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(list)) {
			if pid, command, _ := strings.Cut(strings.TrimSpace(line), " "); strings.Contains(command, marker) {
				n, _ := strconv.Atoi(pid)
				pids = append(pids, n)
			}
		}
	}
	dirs, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range dirs {
		command, _ := os.ReadFile(dir + "/cmdline")
		environ, _ := os.ReadFile(dir + "/environ")
		if bytes.Contains(append(command, environ...), []byte(marker)) {
			n, _ := strconv.Atoi(filepath.Base(dir))
			pids = append(pids, n)
		}
	}
	return slices.DeleteFunc(pids, func(pid int) bool { return pid == os.Getpid() })
}
