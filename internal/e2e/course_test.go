//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	root     = "../.." // the course's tree
	lesson   = "01_fasterer"
	released = root + "/notebooks/" + lesson + ".ipynb"
)

// program is the fastergo program, built once.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "fastergo-e2e-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "fastergo")
	build := exec.Command("go", "build", "-o", path, "./cmd/fastergo")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// fastergo returns a command in the course's tree, not started.
func fastergo(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Dir = root
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	return cmd
}

// output runs a command and returns its standard output; failing fails the test.
func output(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(cmd.Args, " "), err, out, stderr.String())
	}
	return string(out)
}

// executed returns the lesson as "fastergo run" leaves it.
func executed(t *testing.T, flags ...string) string {
	t.Helper()
	dir := t.TempDir()
	output(t, fastergo(t, append([]string{"run", "notebooks/" + lesson + ".ipynb", "--out", dir}, flags...)...))
	return filepath.Join(dir, lesson+".ipynb")
}

// A server is a JupyterLab that runs.
type server struct{ url, token string }

// lab serves a new workspace by "fastergo lab" for as long as the test runs,
// with the files given beside the lessons.
func lab(t *testing.T, files map[string]string) server {
	t.Helper()
	workspace := t.TempDir()
	for name, path := range files {
		data, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(filepath.Join(workspace, name), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	port := freePort(t)
	s := server{fmt.Sprintf("http://127.0.0.1:%d", port), "e2e-token"}
	cmd := fastergo(t, "lab", "--no-browser", fmt.Sprintf("--port=%d", port), workspace)
	cmd.Env = append(os.Environ(), "JUPYTER_TOKEN="+s.token)
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		<-ended
		if t.Failed() {
			t.Logf("fastergo lab said:\n%s", said.String())
		}
	})
	// The first time, this sets everything up.
	for deadline := time.Now().Add(8 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if code, _ := s.request(t, http.MethodGet, "/api/status", ""); code == http.StatusOK {
			return s
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("fastergo lab ended: %v", err)
		default:
		}
		if time.Now().After(deadline) {
			t.Fatal("fastergo lab serves nothing")
		}
	}
}

// request returns the status code and the body; the code is 0 when nobody
// answers.
func (s server) request(t *testing.T, method, path, body string) (int, []byte) {
	t.Helper()
	req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "token "+s.token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, answer
}

// theme sets the theme that pages opened from now on have, until the test ends.
func (s server) theme(t *testing.T, name string) {
	t.Helper()
	const path = "/lab/api/settings/@jupyterlab/apputils-extension:themes"
	set := func(raw string) {
		t.Helper()
		body, err := json.Marshal(map[string]string{"raw": raw})
		if err != nil {
			t.Fatal(err)
		}
		if code, _ := s.request(t, http.MethodPut, path, string(body)); code != http.StatusNoContent {
			t.Fatalf("theme %s: status %d", name, code)
		}
	}
	var was struct {
		Raw string `json:"raw"`
	}
	_, body := s.request(t, http.MethodGet, path, "")
	if err := json.Unmarshal(body, &was); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { set(was.Raw) })
	set(fmt.Sprintf(`{"theme": %q}`, name))
}

// awaitKernel returns when a page is connected to the notebook's kernel.
func (s server) awaitKernel(t *testing.T, notebook string) {
	t.Helper()
	var body []byte
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		_, body = s.request(t, http.MethodGet, "/api/sessions", "")
		var sessions []struct {
			Path   string `json:"path"`
			Kernel struct {
				State       string `json:"execution_state"`
				Connections int    `json:"connections"`
			} `json:"kernel"`
		}
		if err := json.Unmarshal(body, &sessions); err != nil {
			t.Fatal(err)
		}
		for _, session := range sessions {
			if session.Path == notebook && session.Kernel.State == "idle" && session.Kernel.Connections > 0 {
				return
			}
		}
	}
	t.Fatalf("no kernel for %s: %s", notebook, body)
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
