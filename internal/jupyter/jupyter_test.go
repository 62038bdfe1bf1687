package jupyter_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"fastergo/internal/jupyter"
	"fastergo/internal/jupyter/kerneltest"
)

func TestMain(m *testing.M) {
	kerneltest.Main()
	clientMain()
	os.Exit(m.Run())
}

// start starts a kernel that is shut down with the test, and then proves that
// nothing is left of it.
func start(t *testing.T, spec jupyter.Spec) *jupyter.Kernel {
	t.Helper()
	k, err := jupyter.Start(t.Context(), spec, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Shutdown(); err != nil {
			t.Error(err)
		}
		gone(t, k.TempDir())
	})
	return k
}

// gone fails the test unless a kernel's directory is gone, and every process
// that knows of it.
func gone(t testing.TB, tempDir string) {
	t.Helper()
	var pids []int
	var err error
	for range 200 {
		_, err = os.Lstat(tempDir)
		pids = kerneltest.Processes(t, tempDir)
		if os.IsNotExist(err) && len(pids) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("left over: directory %s (%v), processes %d", tempDir, err, pids)
}

// shown collects outputs in a short notation.
type shown []string

func (s *shown) show(out jupyter.Output) error {
	switch out.Type {
	case "stream":
		*s = append(*s, out.Name+":"+out.Text)
	case "error":
		*s = append(*s, "error:"+out.EName+":"+out.EValue)
	case "clear_output":
		*s = append(*s, fmt.Sprint("clear:", out.Wait))
	default:
		*s = append(*s, fmt.Sprintf("%s(%s):%v", out.Type, out.DisplayID, out.Data["text/plain"]))
	}
	return nil
}

func TestExecute(t *testing.T) {
	k := start(t, kerneltest.Scripted(t, "ok"))
	for _, tt := range []struct {
		name, code string
		want       string
		ok         bool
	}{
		{"nothing", "", "", true},
		{"streams", "print a\ncomplain b\nprint c", "stdout:a stderr:b stdout:c", true},
		{"displays", "display d1 one\nupdate d1 two\nresult three", "display_data(d1):one update_display_data(d1):two execute_result():three", true},
		{"clear", "clear\nclear-later", "clear:false clear:true", true},
		{"failure", "print a\nfail NameError x\nprint b", "stdout:a error:NameError:x stdout:b", false},
		{"another's output", "stray\nprint mine", "stdout:mine", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got shown
			reply, err := k.Execute(t.Context(), tt.code, got.show)
			if err != nil || reply.OK != tt.ok {
				t.Errorf("reply %+v, error %v", reply, err)
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("shown %q, want %q", strings.Join(got, " "), tt.want)
			}
		})
	}
	reply, _ := k.Execute(t.Context(), "fail NameError x", new(shown).show)
	if reply.ExecutionCount != 7 || reply.EName != "NameError" || reply.EValue != "x" || len(reply.Traceback) != 1 {
		t.Errorf("reply of a failed cell: %+v", reply)
	}
}

func TestStopping(t *testing.T) {
	tooLong := errors.New("too long")
	enough := errors.New("enough")
	for _, tt := range []struct {
		name, code, mode string
		limit            time.Duration
		enough           bool // show returns an error
		want             error
		alive            bool
		shown            string
	}{
		{name: "interrupted by signal", code: "print a\nsleep", limit: 500 * time.Millisecond, want: tooLong, alive: true, shown: "stdout:a error:Interrupted:sleep was interrupted"},
		{name: "interrupted by message", code: "sleep", mode: "message", limit: 500 * time.Millisecond, want: tooLong, alive: true, shown: "error:Interrupted:sleep was interrupted"},
		{name: "ignores the interrupt", code: "print a\nhang", limit: 500 * time.Millisecond, want: tooLong, shown: "stdout:a"},
		{name: "never replies", code: "no-reply", limit: 500 * time.Millisecond, want: tooLong},
		{name: "asks for input", code: "ask", want: jupyter.ErrInput, alive: true, shown: "error:Interrupted:nobody answered"},
		{name: "shown enough", code: "print a\nsleep", enough: true, want: enough, alive: true, shown: "stdout:a error:Interrupted:sleep was interrupted"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := kerneltest.Scripted(t, "ok")
			spec.InterruptMode = tt.mode
			k := start(t, spec)
			k.Grace = time.Second
			if tt.alive {
				k.Grace = time.Minute
			}
			ctx := t.Context()
			if tt.limit > 0 {
				limited, cancel := context.WithTimeoutCause(ctx, tt.limit, tooLong)
				defer cancel()
				ctx = limited
			}
			var got shown
			_, err := k.Execute(ctx, tt.code, func(out jupyter.Output) error {
				got.show(out)
				if tt.enough {
					return enough
				}
				return nil
			})
			if !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if strings.Join(got, " ") != tt.shown {
				t.Errorf("shown %q, want %q", strings.Join(got, " "), tt.shown)
			}
			if (k.Err() == nil) != tt.alive {
				t.Errorf("afterwards the kernel's error is %v, want it alive: %v", k.Err(), tt.alive)
			}
			if tt.alive {
				if reply, err := k.Execute(t.Context(), "print again", new(shown).show); err != nil || !reply.OK {
					t.Errorf("the next cell: %+v, %v", reply, err)
				}
			}
		})
	}
}

func TestIdleMayBeLost(t *testing.T) {
	t.Parallel()
	k := start(t, kerneltest.Scripted(t, "ok"))
	if reply, err := k.Execute(t.Context(), "no-idle", new(shown).show); err != nil || !reply.OK {
		t.Errorf("reply %+v, error %v", reply, err)
	}
}

func TestKernelDies(t *testing.T) {
	k := start(t, kerneltest.Scripted(t, "ok"))
	var got shown
	_, err := k.Execute(t.Context(), "print last\ndie", got.show)
	var died *jupyter.DiedError
	if !errors.As(err, &died) || died.Error() != "the kernel died (exit status 3); it printed: panic: the flux is gone" {
		t.Errorf("error %v", err)
	}
	if strings.Join(got, " ") != "stdout:last" {
		t.Errorf("shown before: %q", got)
	}
	if _, err := k.Execute(t.Context(), "print more", got.show); !errors.As(err, &died) {
		t.Errorf("executing after its death: %v", err)
	}
}

// A flood must neither wait for its reader nor be kept.
func TestFlood(t *testing.T) {
	k := start(t, kerneltest.Scripted(t, "ok"))
	bytes := 0
	reply, err := k.Execute(t.Context(), "flood 10", func(out jupyter.Output) error {
		bytes += len(out.Text)
		return nil
	})
	if err != nil || !reply.OK || bytes < 9<<20 {
		t.Errorf("reply %+v, error %v, %d bytes", reply, err, bytes)
	}
}

func TestStartFails(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	for _, tt := range []struct{ behaviour, want string }{
		{"dies", "kernel scripted did not start: the kernel died (exit status 3); it printed: Error: the flux is missing"},
		{"silent", "kernel scripted did not start: waited long enough"},
		{"mute", "kernel scripted did not start: waited long enough"},
		{"mutters", "kernel scripted did not start: waited long enough"},
		{"forges", "kernel scripted did not start: the kernel signs its messages with another key than ours"},
		{"no program", "kernel scripted did not start: the kernel died (exit status 127); it printed: "},
	} {
		t.Run(tt.behaviour, func(t *testing.T) {
			spec := kerneltest.Scripted(t, tt.behaviour)
			if tt.behaviour == "no program" {
				spec.Argv = []string{"no-such-program-anywhere"}
			}
			limit := time.Minute
			if strings.HasSuffix(tt.want, "enough") {
				limit = time.Second
			}
			ctx, cancel := context.WithTimeoutCause(t.Context(), limit, errors.New("waited long enough"))
			defer cancel()
			k, err := jupyter.Start(ctx, spec, t.TempDir())
			if err == nil {
				k.Shutdown()
				t.Fatal("it started")
			}
			if !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %q, want %q", err, tt.want)
			}
		})
	}
	left, err := filepath.Glob(filepath.Join(temp, "fastergo-kernel-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("temporary directories are left: %q, %v", left, err)
	}
	if pids := kerneltest.Processes(t, "TMPDIR="+temp); len(pids) > 0 {
		t.Errorf("processes are left: %d", pids)
	}
}

// Each kernel is forgotten, so that a process may use any number of them.
func TestNoGoroutinesAreLeft(t *testing.T) {
	spec := kerneltest.Scripted(t, "ok")
	once := func() {
		k, err := jupyter.Start(t.Context(), spec, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		k.Execute(t.Context(), "print a", new(shown).show)
		k.Shutdown()
	}
	once()
	settled := func(most int) int {
		n := runtime.NumGoroutine()
		for range 100 {
			if n <= most {
				break
			}
			time.Sleep(20 * time.Millisecond)
			n = runtime.NumGoroutine()
		}
		return n
	}
	before := settled(0)
	for range 3 {
		once()
	}
	if after := settled(before); after > before {
		stacks := make([]byte, 1<<16)
		t.Errorf("%d goroutines, %d before:\n%s", after, before, stacks[:runtime.Stack(stacks, true)])
	}
}

func TestPortsTaken(t *testing.T) {
	k := start(t, kerneltest.Scripted(t, "unlucky"))
	if reply, err := k.Execute(t.Context(), "print a", new(shown).show); err != nil || !reply.OK {
		t.Errorf("reply %+v, error %v", reply, err)
	}
}

func TestShutdownKillsWhatHangs(t *testing.T) {
	k := start(t, kerneltest.Scripted(t, "stubborn"))
	over := make(chan error)
	go func() {
		_, err := k.Execute(context.Background(), "hang", new(shown).show)
		over <- err
	}()
	time.Sleep(50 * time.Millisecond)
	k.Shutdown()
	var died *jupyter.DiedError
	if err := <-over; !errors.As(err, &died) || died.How != "died (signal: killed)" {
		t.Errorf("the cell ended with %v", err)
	}
}

func TestGoNB(t *testing.T) {
	k := start(t, kerneltest.GoNB(t))
	var got shown
	reply, err := k.Execute(t.Context(), "import \"fmt\"\n%%\nfmt.Println(6 * 7)", got.show)
	if err != nil || !reply.OK || reply.ExecutionCount != 1 || strings.Join(got, " ") != "stdout:42\n" {
		t.Errorf("reply %+v, error %v, shown %q", reply, err, got)
	}
	// A cell that waits for ever is interrupted, and the kernel lives on.
	ctx, cancel := context.WithCancelCause(t.Context())
	_, err = k.Execute(ctx, "import (\"fmt\"; \"time\")\n%%\nfmt.Println(\"on\")\ntime.Sleep(time.Hour)", func(out jupyter.Output) error {
		cancel(errors.New("seen"))
		return nil
	})
	if err == nil || err.Error() != "seen" || k.Err() != nil {
		t.Errorf("error %v, kernel %v", err, k.Err())
	}
	// A program that a cell leaves in the background holds nothing up, and goes
	// with the kernel: start's clean-up proves it.
	reply, err = k.Execute(t.Context(), "!sleep 1000 >/dev/null 2>&1 &", got.show)
	if err != nil || !reply.OK {
		t.Errorf("reply %+v, error %v", reply, err)
	}
	if len(kerneltest.Processes(t, k.TempDir())) < 2 {
		t.Error("neither kernel nor background program is found: the proof at the end proves nothing")
	}
}

const (
	clientEnv   = "FASTERGO_TEST_CLIENT"
	startingEnv = "FASTERGO_TEST_STARTING"
)

// clientMain becomes the client that TestClientKilled or
// TestClientKilledWhileItStarts kills.
func clientMain() {
	if os.Getenv(startingEnv) != "" {
		fmt.Println("starting")
		jupyter.Start(context.Background(), jupyter.Spec{Name: "sleeper", Argv: []string{"sleep", "1003"}}, ".")
		os.Exit(1)
	}
	dir := os.Getenv(clientEnv)
	if dir == "" {
		return
	}
	spec, err := jupyter.Find("gonb", dir)
	if err == nil {
		var k *jupyter.Kernel
		if k, err = jupyter.Start(context.Background(), spec, dir); err == nil {
			// The cell's own program, one in the background, and one in a session of its own.
			_, err = k.Execute(context.Background(), `import ("fmt"; "os"; "os/exec"; "syscall"; "time")
%%
exec.Command("sleep", "1001").Start()
alone := exec.Command("sleep", "1002")
alone.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
alone.Start()
fmt.Println(os.Getenv("TMPDIR"))
time.Sleep(time.Hour)`, func(out jupyter.Output) error {
				fmt.Print(out.Text)
				return nil
			})
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// However the client ends, no process and no directory is left.
func TestClientKilled(t *testing.T) {
	spec := kerneltest.GoNB(t)
	for _, sig := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			client := exec.Command(os.Args[0])
			client.Env = append(os.Environ(), clientEnv+"="+filepath.Dir(filepath.Dir(spec.Dir)))
			client.Stderr = os.Stderr
			said, err := client.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := client.Start(); err != nil {
				t.Fatal(err)
			}
			defer client.Wait()
			defer client.Process.Kill()
			var tempDir string
			if _, err := fmt.Fscanln(said, &tempDir); err != nil {
				t.Fatal(err)
			}
			want := 4 // kernel, cell, two sleepers: their environment names the directory
			if runtime.GOOS != "linux" {
				want = 2 // command lines alone: the kernel's and the cell's
			}
			pids := kerneltest.Processes(t, tempDir)
			inGroup := map[int]int{}
			for _, pid := range pids {
				group, _ := syscall.Getpgid(pid)
				inGroup[group]++
			}
			// All but one are in the kernel's group: the second sleeper left it.
			if len(pids) < want || slices.Max(slices.Collect(maps.Values(inGroup))) < want-1 {
				t.Fatalf("only processes %d know %s, by group: %v", pids, tempDir, inGroup)
			}
			client.Process.Signal(sig)
			client.Wait()
			gone(t, tempDir)
		})
	}
}

// Whenever in a kernel's start the client ends, too.
func TestClientKilledWhileItStarts(t *testing.T) {
	temp := t.TempDir()
	for i := range 25 {
		client := exec.Command(os.Args[0])
		client.Env = append(os.Environ(), startingEnv+"=yes", "TMPDIR="+temp)
		said, err := client.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := client.Start(); err != nil {
			t.Fatal(err)
		}
		var word string
		fmt.Fscanln(said, &word)
		time.Sleep(time.Duration(i) * 200 * time.Microsecond)
		client.Process.Kill()
		client.Wait()
		if word != "starting" {
			t.Fatalf("the client said %q", word)
		}
	}
	var left []string
	var pids []int
	for range 200 {
		left, _ = filepath.Glob(filepath.Join(temp, "fastergo-kernel-*"))
		pids = kerneltest.Processes(t, temp)
		if len(left) == 0 && len(pids) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("left over: directories %q, processes %d", left, pids)
}

func Example() {
	spec, err := jupyter.Find("gonb")
	if err != nil {
		fmt.Println(err)
		return
	}
	k, err := jupyter.Start(context.Background(), spec, ".")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer k.Shutdown()
	reply, err := k.Execute(context.Background(), "%%\nfmt.Println(1 + 1)", func(out jupyter.Output) error {
		fmt.Print(out.Text)
		return nil
	})
	fmt.Println(reply.OK, err)
}
