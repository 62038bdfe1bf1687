package lab

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tree lists all files under dir with their content, but the log of fakes.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Base(path) == "calls" {
			return err
		}
		files[path] = ""
		if d.Type().IsRegular() {
			files[path] = read(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// diagnose runs Doctor, sees that it changed nothing, and returns its checks.
func diagnose(t *testing.T, dir string) map[string]Check {
	t.Helper()
	before := tree(t, dir)
	checks := map[string]Check{}
	for _, c := range Doctor(context.Background(), "") {
		checks[c.Name] = c
	}
	after := tree(t, dir)
	if len(before) != len(after) {
		t.Errorf("doctor left %d files where there were %d", len(after), len(before))
	}
	for path, text := range before {
		if after[path] != text {
			t.Errorf("doctor changed %s", path)
		}
	}
	return checks
}

func TestDoctorNothingThere(t *testing.T) {
	checks := diagnose(t, fake(t))
	for name, fix := range map[string]string{"Go": "install Go 1.26", "Python": "install Python 3.10"} {
		if c := checks[name]; c.Status != Lacking || !strings.Contains(c.Fix, fix) {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

func TestDoctorNotSetUp(t *testing.T) {
	dir := fake(t, "go", "python3")
	checks := diagnose(t, dir)
	setup := "cd " + filepath.Join(dir, "root") + " && go run ./cmd/fastergo setup"
	for name, status := range map[string]Status{
		"Go": OK, "Python": OK, "venv": OK,
		"Go kernel (gonb, goimports)": Lacking, "kernel description for Jupyter": Lacking, "JupyterLab": Lacking, "workspace": Lacking,
		"Go language server (gopls)": Notice,
	} {
		c := checks[name]
		if c.Status != status || status == Lacking && c.Fix != setup {
			t.Errorf("%s: %+v, want %s and the fix %s", name, c, status, setup)
		}
	}
}

func TestDoctorSetUp(t *testing.T) {
	dir := fake(t, "go", "python3")
	// The fake gopls is no program that a kernel could start; set-up says so
	// and goes on.
	if _, err := Setup(context.Background(), nil, ""); err == nil || !strings.Contains(err.Error(), "completion in the cells") {
		t.Fatalf("error %v", err)
	}
	for name, c := range diagnose(t, dir) {
		if c.Status == Lacking {
			t.Errorf("%s: %+v", name, c)
		}
	}
	t.Chdir(filepath.Join(dir, "root"))
	os.Remove(filepath.Join(dir, "root/workspace", lesson1))
	if c := diagnose(t, dir)["workspace"]; c.Status != Lacking || c.Fix != "go run ./cmd/fastergo setup" {
		t.Errorf("workspace: %+v", c)
	}
}

func TestDoctorPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	space := t.TempDir()
	serves := func(port, pid int) {
		write(t, filepath.Join(space, stateDir, "lab.json"), fmt.Sprintf(`{"url": "http://127.0.0.1:%d/lab?token=x", "pid": %d}`, port, pid))
	}
	taken := Check{Name: "port", Status: Notice, Detail: fmt.Sprintf("port %d is taken; lab will take the next free one", port)}
	if c := checkPort(port, space); c != taken {
		t.Errorf("taken by another: %+v", c)
	}
	serves(port+1, os.Getpid())
	if c := checkPort(port, space); c != taken {
		t.Errorf("taken by another, and our server elsewhere: %+v", c)
	}
	gone := exec.Command("true")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	serves(port, gone.Process.Pid)
	if c := checkPort(port, space); c != taken {
		t.Errorf("a server that was killed: %+v", c)
	}
	serves(port, os.Getpid())
	if c := checkPort(port, space); c.Status != OK || !strings.Contains(c.Detail, "JupyterLab runs on this workspace") {
		t.Errorf("our own server: %+v", c)
	}
	l.Close()
	if c := checkPort(port, space); c.Status != OK || c.Detail != fmt.Sprintf("port %d is free", port) {
		t.Errorf("free: %+v", c)
	}
}

func TestDoctorWorkspaceNotWritable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root writes everywhere")
	}
	dir := t.TempDir()
	os.Chmod(dir, 0o555)
	defer os.Chmod(dir, 0o755)
	c := checkWorkspace(filepath.Join(dir, "a", "b"), true, "setup")
	if c.Status != Lacking || !strings.HasPrefix(c.Fix, "chmod u+rwx") {
		t.Errorf("%+v", c)
	}
}
