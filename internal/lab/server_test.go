package lab

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestFreePort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := l.Addr().(*net.TCPAddr).Port
	port, err := freePort("127.0.0.1", taken)
	if err != nil || port <= taken || port >= taken+portsToTry {
		t.Errorf("after %d comes %d, error %v", taken, port, err)
	}
	if port, err := freePort("127.0.0.1", 0); err != nil || port == 0 {
		t.Errorf("any port: %d, error %v", port, err)
	}
	if _, err := freePort("192.0.2.1", 8888); err == nil || !strings.Contains(err.Error(), "no port to listen on") {
		t.Errorf("an address of another machine: error %v", err)
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
