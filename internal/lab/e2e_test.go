//go:build e2e

package lab

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The whole of it: an empty home, the real set-up, offline from then on, and a
// server with our kernel, which is gone when it should be.
func TestSetupAndServe(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	space := filepath.Join(t.TempDir(), "my space")
	t.Setenv("FASTERGO_HOME", home)
	t.Setenv("JUPYTER_CONFIG_DIR", t.TempDir())
	write(t, filepath.Join(os.Getenv("JUPYTER_CONFIG_DIR"), "jupyter_server_config.py"), "raise SystemExit('the settings of the user')\n")
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Minute)
	defer cancel()

	if _, err := Setup(ctx, func(e Event) {
		if e.State != Working {
			t.Logf("%s: %s %s", e.Title, e.State, e.Detail)
		}
	}, space); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOPROXY", "off")
	t.Setenv("PIP_INDEX_URL", "http://127.0.0.1:1")
	t.Setenv("PIP_NO_INDEX", "1")
	t.Setenv("UV_OFFLINE", "1")
	e, err := Setup(ctx, func(e Event) {
		if e.State != Ready {
			t.Errorf("offline, again: %+v", e)
		}
	}, space)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range Doctor(ctx, space) {
		if c.Status == Lacking {
			t.Errorf("doctor: %+v", c)
		}
	}

	program := filepath.Join(t.TempDir(), "fastergo")
	if out, err := exec.Command("go", "build", "-o", program, filepath.Join(e.Root, "cmd/fastergo")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := exec.Command(program, "setup", space).Output()
	if want := "Set up. Open it with: go run ./cmd/fastergo lab '" + space + "'\n"; err != nil || string(out) != want {
		t.Errorf("setup says %q, %v, want %q", out, err, want)
	}
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGKILL} {
		t.Run(sig.String(), func(t *testing.T) { serveAndStop(t, program, e.Root, space, sig) })
	}
}

func serveAndStop(t *testing.T, program, root, space string, sig syscall.Signal) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	tmp := t.TempDir()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	fixed := exec.Command(program, "lab", "--no-browser", "--ip", "127.0.0.1", "--port", port, space)
	if said, err := fixed.CombinedOutput(); err == nil || !strings.Contains(string(said), "fastergo: port "+port+" of 127.0.0.1 is taken") {
		t.Errorf("with --ip and a port that is taken, lab says %q, %v", said, err)
	}
	cmd := exec.Command(program, "lab", "--no-browser", "--port", port, space)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "TMPDIR="+tmp)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	watchdog := time.AfterFunc(3*time.Minute, func() { cmd.Process.Kill() })
	defer watchdog.Stop()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	at, ok := strings.CutPrefix(strings.TrimSpace(line), "JupyterLab is ready: ")
	if err != nil || !ok {
		t.Fatalf("lab says %q, %v", line, err)
	}
	address, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	if address.Hostname() != "127.0.0.1" || address.Port() == port || address.Query().Get("token") == "" {
		t.Errorf("served at %s while port %s is taken", at, port)
	}
	ask := func(method, path, body, token string) (int, string) {
		t.Helper()
		req, err := http.NewRequest(method, "http://"+address.Host+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "token "+token)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(text)
	}
	token := address.Query().Get("token")
	if status, _ := ask("GET", "/api/kernelspecs", "", "wrong"); status != http.StatusForbidden {
		t.Errorf("a wrong token gets status %d", status)
	}
	_, specs := ask("GET", "/api/kernelspecs", "", token)
	var listed struct {
		Default     string
		Kernelspecs map[string]any
	}
	if err := json.Unmarshal([]byte(specs), &listed); err != nil || listed.Default != KernelName || len(listed.Kernelspecs) != 1 {
		t.Errorf("kernels: %s, %v", specs, err)
	}
	if status, page := ask("GET", address.Path, "", token); status != http.StatusOK || !strings.Contains(page, "JupyterLab") {
		t.Errorf("%s: status %d", address.Path, status)
	}
	if status, said := ask("POST", "/api/kernels", `{"name": "gonb"}`, token); status != http.StatusCreated {
		t.Errorf("starting a kernel: status %d, %s", status, said)
	}
	second, err := exec.Command(program, "lab", "--no-browser", space).Output()
	if err != nil || !strings.Contains(string(second), at) {
		t.Errorf("a second lab says %q, %v", second, err)
	}

	cmd.Process.Signal(sig)
	err = cmd.Wait()
	if sig == syscall.SIGINT && err != nil {
		t.Errorf("after %v: %v", sig, err)
	}
	// After SIGKILL the rest is the guard's, so it may take a while.
	left := []string{tmp}
	for deadline := time.Now().Add(time.Minute); len(left) > 0 && time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		left, _ = filepath.Glob(filepath.Join(tmp, "fastergo-lab-*"))
		left = append(left, processesWith("TMPDIR="+tmp)...)
	}
	if len(left) > 0 {
		t.Errorf("after %v there is still %v", sig, left)
	}
	if conn, err := net.Dial("tcp", address.Host); err == nil {
		conn.Close()
		t.Error("the server still answers")
	}
}

// processesWith returns the running processes with a text in their environment;
// on Linux only.
func processesWith(text string) (found []string) {
	environs, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, path := range environs {
		env, err := os.ReadFile(path)
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if err == nil && strings.Contains(string(env), text) && pid != os.Getpid() {
			found = append(found, filepath.Dir(path))
		}
	}
	return found
}
