package lab

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// A Missing is something that set-up needs and this machine lacks.
type Missing struct {
	What string
	Fix  string // the command, or the one thing to do, that mends it
}

func (m *Missing) Error() string { return m.What + ": " + m.Fix }

// A Check is one line of doctor's report.
type Check struct {
	Name   string `json:"check"`
	Status Status `json:"status"`
	Detail string `json:"detail"`        // what is there, or what is wrong
	Fix    string `json:"fix,omitempty"` // the command that mends it
}

// A Status is the outcome of a check. Only Lacking keeps the course from
// working.
type Status string

const (
	OK      Status = "ok"
	Notice  Status = "notice"
	Lacking Status = "missing"
)

// Free disk space, in MiB, that a first set-up needs, Go's build cache included.
const neededMiB = 3000

// Doctor looks at everything that setup and lab need, in the order in which it
// is worth mending, and changes nothing. Workspace is as in Setup.
func Doctor(ctx context.Context, workspace string) []Check {
	var checks []Check
	add := func(name string, status Status, detail, fix string) {
		checks = append(checks, Check{name, status, detail, fix})
	}
	// Either says that it is there, or what mends it.
	judge := func(name string, err error, there string) bool {
		var m *Missing
		switch {
		case err == nil:
			add(name, OK, there, "")
		case errors.As(err, &m):
			add(name, Lacking, m.What, m.Fix)
		default:
			add(name, Lacking, err.Error(), "")
		}
		return err == nil
	}

	e, err := Locate(ctx)
	located := judge("Go", err, fmt.Sprintf("%s in %s", e.goEnv.GOVERSION, e.goEnv.GOROOT))
	uv, uvErr := exec.LookPath("uv")
	py, err := findPython(ctx, uvErr == nil)
	judge("Python", err, fmt.Sprintf("%s at %s", py.version, py.path))
	if err == nil && !py.canVenv {
		add("venv", Notice, "Python's venv is not installed; uv makes the virtual environment", "")
	} else if err == nil {
		add("venv", OK, "Python can make virtual environments", "")
	}
	if uvErr == nil {
		add("uv", OK, uv, "")
	} else {
		add("uv", OK, "not installed; pip installs JupyterLab", "")
	}
	if !located {
		return checks
	}

	setup := e.setupCommand()
	ready := true
	steps := append(kernelSteps(), venvStep())
	for _, s := range steps {
		ready = ready && s.ready(&e)
	}
	space := OK
	free, err := freeMiB(e.Home)
	detail := fmt.Sprintf("%d MB free for %s", free, e.Home)
	fix := ""
	switch {
	case err != nil:
		space, detail = Notice, err.Error()
	case free < neededMiB && !ready:
		space, fix = Lacking, fmt.Sprintf("free %d MB there, or set FASTERGO_HOME and GOCACHE to a larger disk", neededMiB-free)
	}
	add("disk space", space, detail, fix)
	for _, s := range steps {
		switch {
		case s.ready(&e):
			add(s.title, OK, "ready", "")
		case s.optional:
			add(s.title, Notice, "not set up", setup)
		default:
			add(s.title, Lacking, "not set up", setup)
		}
	}
	if venv, ok := e.venv(); ok {
		if err := jupyterLab.try(ctx, venv); err != nil {
			add("JupyterLab runs", Lacking, err.Error(), "rm -r "+ShellQuote(e.venvs())+" && "+setup)
		} else {
			add("JupyterLab runs", OK, venv, "")
		}
	}
	dir, err := e.Workspace(workspace)
	if err != nil {
		add("workspace", Lacking, err.Error(), "")
	} else {
		if workspace != "" {
			setup += " " + ShellQuote(dir)
		}
		checks = append(checks, checkWorkspace(dir, workspaceStep(dir, func(string) {}).ready(&e), setup))
	}
	return append(checks, checkPort(DefaultPort, dir))
}

// DefaultPort is where lab serves unless told otherwise.
const DefaultPort = 8888

// setupCommand is the command line that sets up from the working directory.
func (e *Env) setupCommand() string {
	const run = "go run ./cmd/fastergo setup"
	if wd, err := os.Getwd(); err == nil && wd == e.Root {
		return run
	}
	return "cd " + ShellQuote(e.Root) + " && " + run
}

func checkWorkspace(dir string, upToDate bool, setup string) Check {
	c := Check{Name: "workspace", Status: OK, Detail: dir}
	at := existing(dir)
	switch err := unix.Access(at, unix.W_OK|unix.X_OK); {
	case err != nil:
		c.Status, c.Detail = Lacking, fmt.Sprintf("%s cannot be written: %v", at, err)
		c.Fix = "chmod u+rwx " + ShellQuote(at)
		if os.Geteuid() != 0 && !owns(at) {
			c.Fix = "sudo chown " + strconv.Itoa(os.Geteuid()) + " " + ShellQuote(at)
		}
	case !upToDate:
		c.Status, c.Detail, c.Fix = Lacking, "notebooks are missing, old or unreadable in "+dir, setup
	}
	return c
}

// existing returns path or the nearest directory above it that exists.
func existing(path string) string {
	for {
		if _, err := os.Stat(path); err == nil || path == filepath.Dir(path) {
			return path
		}
		path = filepath.Dir(path)
	}
}

func owns(path string) bool {
	var st unix.Stat_t
	return unix.Stat(path, &st) == nil && int(st.Uid) == os.Geteuid()
}

func freeMiB(dir string) (int, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(existing(dir), &st); err != nil {
		return 0, fmt.Errorf("free space of %s is unknown: %w", dir, err)
	}
	return int(uint64(st.Bavail) * uint64(st.Bsize) >> 20), nil
}

// checkPort looks whether lab could serve on a port. The workspace may be "".
func checkPort(port int, workspace string) Check {
	c := Check{Name: "port", Status: OK, Detail: fmt.Sprintf("port %d is free", port)}
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	switch {
	case err == nil:
		l.Close()
	case workspace != "" && servedAt(workspace) == port:
		c.Detail = fmt.Sprintf("JupyterLab runs on this workspace at port %d; lab opens it", port)
	case errors.Is(err, syscall.EADDRINUSE):
		c.Status, c.Detail = Notice, fmt.Sprintf("port %d is taken; lab will take the next free one", port)
	default:
		c.Status, c.Detail = Notice, cannotListen("127.0.0.1", port, err).Error()
	}
	return c
}

// servedAt returns the port of the server that runs on the workspace, or 0. It
// does not ask for the claim: for that moment, a lab that starts could not have it.
func servedAt(workspace string) int {
	data, err := os.ReadFile(filepath.Join(workspace, stateDir, "lab.json"))
	var r running
	if err != nil || json.Unmarshal(data, &r) != nil || r.PID <= 0 || errors.Is(unix.Kill(r.PID, 0), unix.ESRCH) {
		return 0
	}
	at, err := url.Parse(r.URL)
	if err != nil {
		return 0
	}
	port, _ := strconv.Atoi(at.Port())
	return port
}
