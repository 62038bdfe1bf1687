package remote_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"

	np "fastergo/arraylib"
	"fastergo/checks"
	"fastergo/internal/wire/remote"
)

type addScalar = func(m *np.Array[float64], c float64) *np.Array[float64]

// process starts a candidate that adds a number to an array.
func process(t testing.TB) (*remote.Answer, *exec.Cmd) {
	program := filepath.Join(t.TempDir(), "link")
	if out, err := exec.Command("go", "build", "-o", program, "../testdata/link").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	requests, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, replies, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.ExtraFiles = []*os.File{requests, replies}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	requests.Close()
	replies.Close()
	t.Cleanup(func() { in.Close() })
	return remote.New(remote.Config{In: in, Out: out, Type: reflect.TypeFor[addScalar](), Ended: cmd.Wait}), cmd
}

func TestProcess(t *testing.T) {
	a, cmd := process(t)
	add := function[addScalar](a)
	for _, n := range []int{3, 1 << 18} {
		if got := add(np.Arange[float64](n), 2); got.At(n-1) != float64(n+1) {
			t.Errorf("%v", got)
		}
	}
	cmd.Process.Kill()
	var gone checks.Gone
	if err := thrown(func() { add(np.Zeros[float64](1), 0) }); !errors.As(err, &gone) || gone.Why != "signal: killed" {
		t.Error(err)
	}
}

// What a call takes, and what is timed of one.
func BenchmarkProcess(b *testing.B) {
	a, _ := process(b)
	add := function[addScalar](a)
	for _, size := range []struct {
		name string
		n    int
	}{{"call of 3", 3}, {"call of 10,000", 10000}, {"call of 1,000,000", 1000000}} {
		x := np.Zeros[float64](size.n)
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				add(x, 1)
			}
		})
	}
	b.Run("go", func(b *testing.B) {
		args := []reflect.Value{reflect.ValueOf(np.Zeros[float64](3)), reflect.ValueOf(1.0)}
		p, err := a.Prepare(args)
		if err != nil {
			b.Fatal(err)
		}
		a.Rest()
		for b.Loop() {
			p.Go(0, 1)
		}
	})
}
