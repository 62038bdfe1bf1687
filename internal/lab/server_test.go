package lab

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// freeOnes returns a port that was free a moment ago.
func freeOnes(t *testing.T) int {
	t.Helper()
	port, err := freePort("127.0.0.1", 0, false)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func TestFreePort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := l.Addr().(*net.TCPAddr).Port
	port, err := freePort("127.0.0.1", taken, true)
	if err != nil || port <= taken || port >= taken+portsToTry {
		t.Errorf("after %d comes %d, error %v", taken, port, err)
	}
	if port, err := freePort("127.0.0.1", 0, true); err != nil || port == 0 {
		t.Errorf("any port: %d, error %v", port, err)
	}
	want := fmt.Sprintf("port %d of 127.0.0.1 is taken: end what uses it, or choose another with --port", taken)
	if port, err := freePort("127.0.0.1", taken, false); err == nil || err.Error() != want {
		t.Errorf("no other port: %d, error %v, want %s", port, err, want)
	}
	if _, err := freePort("192.0.2.1", 8888, true); err == nil || err.Error() != "this machine has no address 192.0.2.1: choose another with --ip" {
		t.Errorf("an address of another machine: error %v", err)
	}
}

// serveTwo serves two workspaces at once and returns where each was ready, what
// was said, and the errors. The servers are fakes that wait until both have
// been told to take the same port (see fakeJupyterLab).
func serveTwo(t *testing.T, port int, next bool) (at, said []string, errs []error) {
	dir := fake(t, "go")
	fakeVenv(t)
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("JUPYTER_TOKEN", "the same for both")
	e := locate(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var mu sync.Mutex
	done := make(chan struct{}, 2)
	var wg sync.WaitGroup
	for _, name := range []string{"a", "b"} {
		space := filepath.Join(dir, name)
		release, err := Claim(space)
		if err != nil {
			t.Fatal(err)
		}
		defer release()
		wg.Go(func() {
			err := e.Serve(ctx, Server{
				Workspace: space, IP: "127.0.0.1", Port: port, Next: next,
				Say:  func(line string) { mu.Lock(); said = append(said, line); mu.Unlock() },
				Open: func(url string) { mu.Lock(); at = append(at, url); mu.Unlock(); done <- struct{}{} },
			})
			if err != nil {
				mu.Lock()
				errs = append(errs, err)
				mu.Unlock()
				done <- struct{}{}
			}
		})
	}
	<-done
	<-done
	cancel()
	wg.Wait()
	return at, said, errs
}

// Who loses the race for a port takes the next one, and does not take the
// other's server for its own.
func TestServeTwoAtOnce(t *testing.T) {
	port := freeOnes(t)
	at, said, errs := serveTwo(t, port, true)
	if len(errs) > 0 || len(at) != 2 || at[0] == at[1] {
		t.Fatalf("ready at %v, errors %v", at, errs)
	}
	if want := fmt.Sprintf("Port %d is taken; using ", port); !strings.Contains(strings.Join(said, "\n"), want) {
		t.Errorf("said %q, not %q", said, want)
	}
}

// Another's answer at our address is not ours.
func TestAwaitServer(t *testing.T) {
	answering := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api" && r.Header.Get("Authorization") != "token right" {
			w.WriteHeader(http.StatusForbidden)
		}
	}))
	defer answering.Close()
	tests := []struct {
		name, info string
		own        listening
		ready      bool
	}{
		{"ours", `{"port": 1, "token": "right", "pid": 7}`, listening{1, "right"}, true},
		{"ours has no port yet", "", listening{1, "right"}, false},
		{"half written", `{"port": 1, "tok`, listening{1, "right"}, false},
		{"left by an old one at another port", `{"port": 2, "token": "right"}`, listening{1, "right"}, false},
		{"left by an old one with another token", `{"port": 1, "token": "old"}`, listening{1, "right"}, false},
		{"refuses our token", `{"port": 1, "token": "ours"}`, listening{1, "ours"}, false},
	}
	ended := make(chan struct{})
	close(ended) // one look is enough
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			info := filepath.Join(t.TempDir(), "info")
			if test.info != "" {
				write(t, info, test.info)
			}
			if err := awaitServer(context.Background(), answering.URL, test.own, info, ended); (err == nil) != test.ready {
				t.Errorf("error %v", err)
			}
		})
	}
}

// With one port only, the loser fails in one line.
func TestServeTwoOnePort(t *testing.T) {
	port := freeOnes(t)
	at, _, errs := serveTwo(t, port, false)
	if want := fmt.Sprintf("port %d of 127.0.0.1 is taken", port); len(at) != 1 || len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), want) {
		t.Fatalf("ready at %v, errors %v, want one: %s", at, errs, want)
	}
}

func TestClaim(t *testing.T) {
	dir := t.TempDir()
	release, err := Claim(dir)
	if err != nil {
		t.Fatal(err)
	}
	var runs *ErrRuns
	if _, err := Claim(dir); !errors.As(err, &runs) || runs.URL != "" {
		t.Errorf("while it starts: %v", err)
	}
	write(t, filepath.Join(dir, stateDir, "lab.json"), `{"url": "http://127.0.0.1:1/lab"}`)
	if _, err := Claim(dir); !errors.As(err, &runs) || runs.URL != "http://127.0.0.1:1/lab" {
		t.Errorf("while it runs: %v", err)
	}
	release()
	release, err = Claim(dir)
	if err != nil {
		t.Fatalf("afterwards: %v", err)
	}
	release()
}

// What a server leaves behind goes when the guard's pipe closes.
func TestGuard(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("processes are found by their environment on Linux only")
	}
	t.Setenv("TMPDIR", t.TempDir())
	g, err := newGuard()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(g.dir, "gonb_1", "main.go"), "")
	orphan := exec.Command("sleep", "60")
	orphan.Env = append(os.Environ(), "TMPDIR="+g.dir)
	if err := orphan.Start(); err != nil {
		t.Fatal(err)
	}
	server := exec.Command("true")
	if err := server.Run(); err != nil {
		t.Fatal(err)
	}
	g.watch(server.Process.Pid)
	g.end()
	if err := orphan.Wait(); err == nil {
		t.Error("the orphan ended by itself")
	}
	if _, err := os.Stat(g.dir); err == nil {
		t.Error("the temporary directory is still there")
	}
}

func TestServerEnv(t *testing.T) {
	fake(t, "go")
	t.Setenv("JUPYTER_CONFIG_DIR", "/the/users")
	t.Setenv("JUPYTERLAB_SETTINGS_DIR", "/the/users")
	e := locate(t)
	for _, v := range e.serverEnv("/venv", "secret") {
		if strings.Contains(v, "/the/users") {
			t.Errorf("the user's Jupyter settings reach our server: %s", v)
		}
	}
}
