package remote_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"reflect"
	"syscall"
	"testing"

	"fastergo/checks"
	"fastergo/internal/sandbox"
	"fastergo/internal/wire/remote"
)

// What a process forges that an answer has taken over is a value like any other, and the walls
// stand around its system calls too.
func TestForged(t *testing.T) {
	dir := t.TempDir()
	init, forge := filepath.Join(dir, "init"), filepath.Join(dir, "forge")
	for program, source := range map[string]string{init: "../../sandbox/init", forge: "../testdata/forge"} {
		if out, err := exec.Command("go", "build", "-o", program, source).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	double := func(x int) int { return 2 * x }
	exercise := &checks.Exercise[func(int) int]{
		Info:      checks.Info{ID: "test/double", Func: "Double"},
		Reference: double,
		Criteria: func(answer func(int) int) []checks.Criterion {
			return []checks.Criterion{{Name: "values", Points: 1, Check: func(t *checks.T) { t.Equal(answer(50), 100) }}}
		},
	}
	for tier, opened := range map[sandbox.Tier]syscall.Errno{sandbox.A: syscall.EPERM, sandbox.B: syscall.EPERM, sandbox.None: 0} {
		t.Run(string(tier), func(t *testing.T) {
			box, err := sandbox.New(tier, init, 7)
			if err != nil {
				t.Skip(err)
			}
			p, err := box.Start(forge, sandbox.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			a := remote.New(remote.Config{In: p.In, Out: p.Out, Type: reflect.TypeOf(double)})
			r := checks.Judge(exercise, a, 1).Criteria[0]
			p.In.Close()
			e := p.Wait()
			if want := fmt.Sprintf("got %d, want 100", int(opened)); r.Outcome != checks.Failed || r.Message != want {
				t.Errorf("%s: %q, want %q", r.Outcome, r.Message, want)
			}
			if e.Cause != sandbox.Exited || e.Code != 0 {
				t.Errorf("it ended with %v", e)
			}
		})
	}
}
