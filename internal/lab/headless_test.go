package lab

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestHeadless(t *testing.T) {
	dir := fake(t, "go")
	var events []Event
	e, err := Headless(context.Background(), func(ev Event) { events = append(events, ev) })
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		filepath.Join(e.Tools, "gonb"), filepath.Join(e.Tools, "goimports"), e.Program,
		filepath.Join(e.JupyterPath, "kernels/gonb/kernel.json"), filepath.Join(e.HeadlessPath, "kernels/gonb/kernel.json"),
	} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(e.Tools, "*")); len(left) != 2 {
		t.Errorf("beside the tools there is something else: %v", left)
	}
	if len(events) == 0 || events[0].State != Started || events[len(events)-1].State != Finished {
		t.Errorf("events %+v", events)
	}
	events = nil
	if _, err := Headless(context.Background(), func(ev Event) { events = append(events, ev) }); err != nil || len(events) > 0 {
		t.Errorf("a second time: error %v, events %+v", err, events)
	}
	if n := calls(t, dir, "install"); n != 1 {
		t.Errorf("built %d times", n)
	}
	write(t, filepath.Join(dir, "root/internal/tools/go.sum"), "another version\n")
	if _, err := Headless(context.Background(), nil); err != nil || calls(t, dir, "install") != 2 {
		t.Errorf("other pins: error %v, built %d times", err, calls(t, dir, "install"))
	}
}

func TestHeadlessAtOnce(t *testing.T) {
	dir := fake(t, "go")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := Headless(context.Background(), nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := calls(t, dir, "install"); n != 1 {
		t.Errorf("built %d times", n)
	}
}

func TestHeadlessInterrupted(t *testing.T) {
	dir := fake(t, "go")
	write(t, filepath.Join(dir, "fail"), "signal: killed\n")
	if _, err := Headless(context.Background(), nil); err == nil {
		t.Fatal("no error")
	}
	e := locate(t)
	if _, err := os.Stat(e.Tools); err == nil {
		t.Fatal("the tools appeared although they were only half there")
	}
	// What kill -9 would have left.
	write(t, e.Tools+".part-1/gonb", "half")
	os.Remove(filepath.Join(dir, "fail"))
	if _, err := Headless(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(e.Tools + ".part-*"); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestHeadlessCanceled(t *testing.T) {
	fake(t, "go")
	e := locate(t)
	unlock, err := lock(context.Background(), e.Home, func() {})
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ctx, cancel := context.WithCancel(context.Background())
	waiting := false
	_, err = Headless(ctx, func(ev Event) {
		if ev.State == Note {
			waiting = true
			cancel()
		}
	})
	if err == nil || !strings.Contains(err.Error(), "interrupted; run it again") || !waiting {
		t.Errorf("error %v, told of waiting: %v", err, waiting)
	}
}

func TestGoFailures(t *testing.T) {
	tests := []struct{ name, said, want string }{
		{"offline", "go: downloading example.org v1\ngo: example.org@v1: Get \"https://proxy.example\": dial tcp: lookup proxy.example: no such host\n", "Go modules cannot be downloaded (go: example.org@v1:"},
		{"switched off", "x.go:3:8: module lookup disabled by GOPROXY=off\n", `connect to the internet, or set GOPROXY (now "https://proxy.example")`},
		{"compile error", "# example.org/x\n./x.go:7:2: undefined: y\n", "go install: ./x.go:7:2: undefined: y"},
		{"disk full", "writing: no space left on device\n", "no space left on device"},
		{"anything", "so sorry\n", "so sorry"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := fake(t, "go")
			write(t, filepath.Join(dir, "fail"), test.said)
			_, err := Headless(context.Background(), nil)
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q, want one line with %q", err, test.want)
			}
		})
	}
}

// What set-up's children leave in their temporary directory goes with the step,
// and after a kill at the next set-up.
func TestTemporaryFiles(t *testing.T) {
	dir := fake(t, "go", "python3")
	home := filepath.Join(dir, "home")
	t.Setenv("TMPDIR", t.TempDir())
	write(t, filepath.Join(home, "tmp-killed", "pip-unpack-0", "x"), "")
	Setup(context.Background(), nil, "") // the fake gopls does not run: see TestDoctorSetUp
	all, mine := calls(t, dir, "tmp "), calls(t, dir, "tmp "+home+"/tmp-")
	if all < 5 || mine != all {
		t.Errorf("of %d children %d had a temporary directory in the home", all, mine)
	}
	if n := calls(t, dir, "python -m pip"); n != 1 {
		t.Errorf("pip ran %d times", n)
	}
	if left, _ := filepath.Glob(filepath.Join(home, "tmp-*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
	if left, _ := os.ReadDir(os.Getenv("TMPDIR")); len(left) > 0 {
		t.Errorf("left over in TMPDIR: %v", left)
	}
}

func TestNoGo(t *testing.T) {
	fake(t)
	_, err := Headless(context.Background(), nil)
	if err == nil || !strings.Contains(err.Error(), "install Go 1.26 or newer") {
		t.Errorf("error %v", err)
	}
}
