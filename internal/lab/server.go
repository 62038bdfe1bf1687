package lab

import (
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

//go:embed serve.py
var servePy string

// A Server is what Serve starts.
type Server struct {
	Workspace string // absolute; Setup made it
	IP        string // address to listen on; 127.0.0.1 unless in a container
	Port      int    // 0 means any
	Next      bool   // when Port is taken, take the next free one

	Say  func(string)     // what the user should know, in lines
	Open func(url string) // called once, when the server answers there
}

// How long the server may take to answer, and to stop.
const (
	startTimeout = 2 * time.Minute
	stopTimeout  = 20 * time.Second
	portsToTry   = 50
	startsToTry  = 10 // when others take the ports while JupyterLab starts
)

// ErrRuns means that a server runs on the workspace already.
type ErrRuns struct{ URL string }

func (e *ErrRuns) Error() string {
	if e.URL == "" {
		return "JupyterLab is just being started on this workspace by another fastergo lab"
	}
	return "JupyterLab runs on this workspace already, at " + e.URL
}

// running is what the workspace's file lab.json says about its server.
type running struct {
	URL string `json:"url"`
	PID int    `json:"pid"` // of fastergo lab
}

// Claim takes the workspace for one server. The claim ends with release or
// with the process. If another has it, the error is an *ErrRuns.
func Claim(workspace string) (release func(), err error) {
	state := filepath.Join(workspace, stateDir)
	if err := os.MkdirAll(state, 0o755); err != nil {
		return nil, fmt.Errorf("%w: name a directory that you may write to", err)
	}
	f, err := os.OpenFile(filepath.Join(state, "lab.lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	about := filepath.Join(state, "lab.json")
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		f.Close()
		var r running
		if data, err := os.ReadFile(about); err == nil {
			json.Unmarshal(data, &r)
		}
		return nil, &ErrRuns{r.URL}
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("locking %s: %w", f.Name(), err)
	}
	os.Remove(about) // of a server that was killed
	return func() {
		os.Remove(about)
		f.Close()
	}, nil
}

// Serve runs JupyterLab on a claimed workspace until ctx ends, and then stops
// it and its kernels. It returns nil when ctx ended and an error when the
// server did.
func (e *Env) Serve(ctx context.Context, s Server) error {
	venv, ok := e.venv()
	if !ok {
		return errors.New("JupyterLab is not set up: run fastergo setup")
	}
	token := os.Getenv("JUPYTER_TOKEN")
	if token == "" {
		token = rand.Text()
	}
	if os.Geteuid() == 0 {
		s.Say("You are root: cells run as root too.")
	}
	// A port that was free may be taken when JupyterLab listens on it, a second
	// or two later.
	wanted := s.Port
	for range startsToTry {
		port, err := freePort(s.IP, wanted, s.Next)
		if err != nil {
			return err
		}
		if port != wanted && wanted != 0 {
			s.Say(fmt.Sprintf("Port %d is taken; using %d.", wanted, port))
		}
		if err := e.serveAt(ctx, s, venv, token, port); !errors.Is(err, errPortLost) {
			return err
		}
		if wanted != 0 {
			wanted = port
		}
	}
	return fmt.Errorf("others took %d ports while JupyterLab started: choose one far from %d with --port", startsToTry, wanted)
}

// errPortLost means that another program was faster to take the port.
var errPortLost = errors.New("port taken meanwhile")

// serveAt is Serve at one port that was free a moment ago.
func (e *Env) serveAt(ctx context.Context, s Server, venv, token string, port int) error {
	logPath := filepath.Join(s.Workspace, stateDir, "lab.log")
	log, err := os.Create(logPath)
	if err != nil {
		return err
	}
	defer log.Close()

	start := workspace{dir: s.Workspace, lessons: filepath.Join(e.Root, "notebooks")}.start()
	page := "/lab"
	if start != "" {
		page = "/lab/tree/" + url.PathEscape(start)
	}
	cmd := exec.Command(venvPython(venv), "-I", "-c", servePy,
		"--ServerApp.ip="+s.IP,
		"--ServerApp.port="+strconv.Itoa(port),
		"--ServerApp.port_retries=0",
		"--ServerApp.open_browser=False",
		"--ServerApp.allow_root=True",
		"--ServerApp.root_dir="+s.Workspace,
		"--ServerApp.log_level=WARN",
		"--LabApp.default_url="+page,
		// Ask nobody on the internet about anything.
		"--LabApp.news_url=None",
		"--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
		"--LabApp.extension_manager=readonly",
		// Ours is the only kernel.
		"--KernelSpecManager.ensure_native_kernel=False",
		"--KernelSpecManager.allowed_kernelspecs="+KernelName,
		"--MultiKernelManager.default_kernel_name="+KernelName,
	)
	cmd.Dir = s.Workspace
	guard, err := newGuard()
	if err != nil {
		return err
	}
	defer guard.end() // after stop
	cmd.Env = append(e.serverEnv(venv, token), "TMPDIR="+guard.dir)
	cmd.Stdout, cmd.Stderr = log, log
	// A group of its own: Ctrl-C in the terminal is for fastergo, which stops
	// the server in order.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	leash, err := cmd.StdinPipe() // see serve.py
	if err != nil {
		return err
	}
	defer leash.Close()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting JupyterLab: %w", err)
	}
	guard.watch(cmd.Process.Pid)
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()

	address := "http://" + net.JoinHostPort(reachable(s.IP), strconv.Itoa(port))
	own := listening{Port: port, Token: token}
	if err := awaitServer(ctx, address, own, e.serverInfo(cmd.Process.Pid), ended); err != nil {
		stop(cmd, ended)
		if ctx.Err() != nil {
			return nil
		}
		if lostPort(s.IP, port, logPath) {
			return errPortLost
		}
		return fmt.Errorf("JupyterLab %w: see %s%s", err, logPath, logTail(logPath))
	}
	at := address + page + "?token=" + url.QueryEscape(token)
	about, err := json.Marshal(running{URL: at, PID: os.Getpid()})
	if err == nil {
		err = writeSecret(filepath.Join(s.Workspace, stateDir, "lab.json"), about)
	}
	if err != nil {
		stop(cmd, ended)
		return err
	}
	s.Open(at)
	select {
	case <-ctx.Done():
		s.Say("Stopping JupyterLab and its kernels.")
		stop(cmd, ended)
		return nil
	case <-ended:
		return fmt.Errorf("JupyterLab ended by itself: see %s", logPath)
	}
}

// serverEnv is the user's environment with our tools, and with none of the
// user's Jupyter settings, which could break ours; nor do ours touch theirs.
func (e *Env) serverEnv(venv, token string) []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "JUPYTER_") && !strings.HasPrefix(v, "JUPYTERLAB_") {
			env = append(env, v)
		}
	}
	own := filepath.Join(e.Home, "jupyter")
	return append(env,
		"JUPYTER_TOKEN="+token,
		"JUPYTER_CONFIG_DIR="+filepath.Join(own, "config"),
		"JUPYTER_DATA_DIR="+filepath.Join(own, "data"),
		"JUPYTER_RUNTIME_DIR="+e.runtimeDir(),
		"JUPYTER_PATH="+e.JupyterPath,
		"PATH="+e.path(false)+string(filepath.ListSeparator)+filepath.Join(venv, "bin"),
		"FASTERGO_ROOT="+e.Root,
		"FASTERGO_HOME="+e.Home,
		"FASTERGO="+e.Program,
	)
}

func (e *Env) runtimeDir() string { return filepath.Join(e.Home, "jupyter", "runtime") }

// freePort returns the port, or with next the first free one from there on.
func freePort(ip string, first int, next bool) (int, error) {
	for port := first; port < first+portsToTry && port <= 65535; port++ {
		l, err := net.Listen("tcp", net.JoinHostPort(ip, strconv.Itoa(port)))
		if err == nil {
			defer l.Close()
			return l.Addr().(*net.TCPAddr).Port, nil
		}
		if !next || !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, syscall.EACCES) {
			return 0, cannotListen(ip, port, err)
		}
	}
	return 0, fmt.Errorf("the %d ports from %d on are taken or forbidden: choose another with --port", portsToTry, first)
}

// cannotListen says in one line why a port cannot be listened on.
func cannotListen(ip string, port int, err error) error {
	var why syscall.Errno
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("port %d of %s is taken: end what uses it, or choose another with --port", port, ip)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Errorf("this machine has no address %s: choose another with --ip", ip)
	case errors.As(err, &why):
		return fmt.Errorf("port %d of %s cannot be listened on (%w): choose another with --port", port, ip, why)
	default:
		return err
	}
}

// lostPort reports whether a server that did not start found its port taken.
// The port may be free again: others may only have tried it.
func lostPort(ip string, port int, logPath string) bool {
	l, err := net.Listen("tcp", net.JoinHostPort(ip, strconv.Itoa(port)))
	if err == nil {
		l.Close()
	}
	log, _ := os.ReadFile(logPath)
	return errors.Is(err, syscall.EADDRINUSE) || strings.Contains(string(log), fmt.Sprintf("port %d is ", port))
}

// reachable is the address under which this machine reaches a server that
// listens on ip.
func reachable(ip string) string {
	if parsed := net.ParseIP(ip); parsed != nil && parsed.IsUnspecified() {
		return "127.0.0.1"
	}
	return ip
}

// listening is what a server writes about itself once it has its port.
type listening struct {
	Port  int    `json:"port"`
	Token string `json:"token"`
}

// serverInfo is the file that the server with this process id writes that to.
func (e *Env) serverInfo(pid int) string {
	return filepath.Join(e.runtimeDir(), fmt.Sprintf("jpserver-%d.json", pid))
}

// awaitServer returns when our own server answers, or why it will not. That
// something answers at the address is not enough: our server wrote its file
// info, and takes our token.
func awaitServer(ctx context.Context, address string, own listening, info string, ended <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{Proxy: nil, DisableKeepAlives: true}}
	answers := func() bool {
		var l listening
		data, err := os.ReadFile(info)
		if err != nil || json.Unmarshal(data, &l) != nil || l != own {
			return false
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/api/status", nil)
		if err != nil {
			return false
		}
		req.Header.Set("Authorization", "token "+own.Token)
		resp, err := client.Do(req)
		if err != nil {
			return false
		}
		io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16))
		resp.Body.Close()
		return resp.StatusCode == http.StatusOK
	}
	for {
		if answers() {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("did not answer within %v", startTimeout)
		case <-ended:
			return errors.New("did not start")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// stop asks the server to stop, which also stops its kernels, and kills it if
// it does not.
func stop(cmd *exec.Cmd, ended <-chan struct{}) {
	cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-ended:
	case <-time.After(stopTimeout):
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		<-ended
	}
}

// logTail returns the log's last line, which usually says what went wrong.
func logTail(path string) string {
	data, err := os.ReadFile(path)
	if line := lastLine(string(data)); err == nil && line != "" {
		return " (" + line + ")"
	}
	return ""
}

// writeSecret writes a file that only its owner reads.
func writeSecret(path string, data []byte) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}
