package jupyter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/go-zeromq/zmq4"
)

// A Kernel is a running kernel. One cell executes at a time; Interrupt and
// Shutdown may be called meanwhile.
type Kernel struct {
	// Grace is how long an interrupted cell may take to end before the kernel
	// is killed.
	Grace time.Duration

	spec    Spec
	conn    connection
	session string
	guard   *guard
	process *os.Process
	words   *lastWords

	shell, control, iopub, stdin zmq4.Socket
	closeSockets                 context.CancelFunc

	ready     bool          // it answered once
	exited    chan struct{} // closed when the process is gone
	dead      chan struct{} // closed when, besides, all that it sent was delivered
	died      error         // why; set before dead is closed
	broken    chan error    // why connections broke
	connected chan struct{} // closed when no more sockets will be opened
	sockets   sync.WaitGroup

	mu      sync.Mutex
	waiting map[string]*exchange // by message id of the request

	shutdown sync.Once
	left     error // what Shutdown could not clean up
}

// A DiedError reports a kernel that ended without being asked to.
type DiedError struct {
	How       string // "died (exit status 3)", "closed its shell connection", …
	LastWords string // the line of its output that explains most, or ""
}

func (e *DiedError) Error() string {
	if e.LastWords == "" {
		return "the kernel " + e.How
	}
	return "the kernel " + e.How + "; it printed: " + e.LastWords
}

// Start starts a kernel with dir as its working directory and returns when it
// answers. ctx bounds the start only; when it ends first, the error tells its
// cause. Whoever starts a kernel must call Shutdown.
func Start(ctx context.Context, spec Spec, dir string) (*Kernel, error) {
	for attempt := 1; ; attempt++ {
		k, err := start(ctx, spec, dir)
		if err == nil {
			return k, nil
		}
		var died *DiedError
		taken := errors.As(err, &died) && strings.Contains(strings.ToLower(died.LastWords), "address already in use")
		if !taken || attempt == 3 {
			return nil, fmt.Errorf("kernel %s did not start: %w", spec.Name, err)
		}
	}
}

func start(ctx context.Context, spec Spec, dir string) (_ *Kernel, err error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	conn, err := newConnection()
	if err != nil {
		return nil, err
	}
	g, err := newGuard()
	if err != nil {
		return nil, err
	}
	k := &Kernel{
		Grace: 6 * time.Second,
		spec:  spec, conn: conn, session: randomHex(16), guard: g, words: new(lastWords),
		exited: make(chan struct{}), dead: make(chan struct{}), connected: make(chan struct{}),
		broken: make(chan error, 4), waiting: map[string]*exchange{},
	}
	defer func() {
		if err != nil {
			k.Shutdown()
		}
	}()
	// GoNB reads a kernel id from the file's name, which must look like this.
	file := filepath.Join(g.dir, "kernel-"+randomHex(16)+".json")
	if err := conn.write(file); err != nil {
		return nil, err
	}
	output, input, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd, err := g.start(spec.command(file), spec.environ(), dir, input)
	input.Close()
	if err != nil {
		output.Close()
		return nil, err
	}
	k.process = cmd.Process
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		defer output.Close()
		io.Copy(k.words, output)
	}()
	go k.watch(cmd, heard)

	err = k.connect(ctx)
	close(k.connected)
	if err == nil {
		err = k.awaitReady(ctx)
	}
	if err == errExited {
		<-k.dead
		err = k.died
	}
	if err != nil {
		return nil, err
	}
	k.ready = true
	return k, nil
}

// watch waits for the kernel's end, or for the end of a connection to it,
// which only a broken kernel brings about.
func (k *Kernel) watch(cmd *exec.Cmd, heard <-chan struct{}) {
	go func() {
		cmd.Wait()
		close(k.exited)
	}()
	how := ""
	select {
	case <-k.exited:
	case err := <-k.broken:
		// A dying kernel's connections end first.
		select {
		case <-k.exited:
		case <-time.After(time.Second):
			how = err.Error()
			k.signal(syscall.SIGKILL)
			<-k.exited
		}
	}
	// What it printed and sent before is still under way. Programs it left in
	// the background may keep its output open: do not wait for those.
	delivered := make(chan struct{})
	go func() {
		<-k.connected
		k.sockets.Wait()
		<-heard
		close(delivered)
	}()
	select {
	case <-delivered:
	case <-time.After(500 * time.Millisecond):
	}
	if how == "" {
		how = "died (" + cmd.ProcessState.String() + ")"
	}
	k.died = &DiedError{How: how, LastWords: k.words.best()}
	close(k.dead)
}

var errExited = errors.New("the kernel's process ended")

// connect opens the sockets, as soon as the kernel listens.
func (k *Kernel) connect(ctx context.Context) error {
	life, cancel := context.WithCancel(context.Background())
	k.closeSockets = cancel
	options := []zmq4.Option{
		zmq4.WithID(zmq4.SocketIdentity(k.session)), // input requests come to the identity that executes
		zmq4.WithDialerMaxRetries(0),
		zmq4.WithLogger(log.New(io.Discard, "", 0)),
	}
	k.shell = zmq4.NewDealer(life, options...)
	k.control = zmq4.NewDealer(life, options...)
	k.stdin = zmq4.NewDealer(life, options...)
	k.iopub = zmq4.NewSub(life, options...)
	if err := k.iopub.SetOption(zmq4.OptionSubscribe, ""); err != nil {
		return err
	}
	for _, s := range []struct {
		socket zmq4.Socket
		name   string
		port   int
	}{
		{k.shell, channelShell, k.conn.ShellPort},
		{k.iopub, channelIOPub, k.conn.IOPubPort},
		{k.control, channelControl, k.conn.ControlPort},
		{k.stdin, channelStdin, k.conn.StdinPort},
	} {
		if err := k.dial(ctx, s.socket, s.port); err != nil {
			return err
		}
		k.sockets.Add(1)
		go k.receive(s.socket, s.name)
	}
	return nil
}

// dial connects a socket. The library's Dial knows no context and waits for
// ever for the greeting of a program that accepts and is silent; such a Dial
// ends when the kernel does.
func (k *Kernel) dial(ctx context.Context, socket zmq4.Socket, port int) error {
	address := fmt.Sprintf("tcp://127.0.0.1:%d", port)
	for pause := 5 * time.Millisecond; ; pause = min(2*pause, 200*time.Millisecond) {
		dialed := make(chan error, 1)
		go func() { dialed <- socket.Dial(address) }()
		var again <-chan time.Time
		select {
		case err := <-dialed:
			if err == nil {
				return nil
			}
			again = time.After(pause)
		case <-k.exited:
			return errExited
		case <-ctx.Done():
			return k.notReady(ctx)
		}
		select {
		case <-again:
		case <-k.exited:
			return errExited
		case <-ctx.Done():
			return k.notReady(ctx)
		}
	}
}

// awaitReady asks the kernel for its description until the answer has come
// back and something was published: a subscription takes effect some time
// after the connection, and what is published before is lost.
func (k *Kernel) awaitReady(ctx context.Context) error {
	replied, published := false, false
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 2*time.Second) {
		ask, err := k.ask(k.shell, "kernel_info_request", struct{}{})
		if err != nil {
			return err
		}
		again := time.After(pause)
		for waiting := true; waiting; {
			select {
			case m := <-ask.in:
				replied = replied || m.channel == channelShell
				published = published || m.channel == channelIOPub
			case <-again:
				waiting = false
			case <-k.exited:
				ask.end()
				return errExited
			case <-ctx.Done():
				ask.end()
				return k.notReady(ctx)
			}
			if replied && published {
				ask.end()
				return nil
			}
		}
		ask.end()
	}
}

// notReady tells why waiting ended, with what the kernel said meanwhile.
func (k *Kernel) notReady(ctx context.Context) error {
	if words := k.words.best(); words != "" {
		return fmt.Errorf("%w; it printed: %s", context.Cause(ctx), words)
	}
	return context.Cause(ctx)
}

// Err returns nil while the kernel lives, and then why it does not.
func (k *Kernel) Err() error {
	select {
	case <-k.dead:
		return k.died
	default:
		return nil
	}
}

// TempDir returns the kernel's directory for temporary files, which Shutdown
// removes.
func (k *Kernel) TempDir() string { return k.guard.dir }

// Interrupt asks the kernel to end the cell it executes, the way its
// specification says. It does not wait.
func (k *Kernel) Interrupt() {
	if k.spec.InterruptMode == "message" {
		if ask, err := k.ask(k.control, "interrupt_request", struct{}{}); err == nil {
			ask.end() // the reply says nothing
		}
		return
	}
	k.signal(syscall.SIGINT)
}

// signal sends a signal to the kernel's process group. Once the kernel is gone
// the group's number may be another's.
func (k *Kernel) signal(sig syscall.Signal) {
	select {
	case <-k.exited:
	default:
		syscall.Kill(-k.process.Pid, sig)
	}
}

// Shutdown ends the kernel: by request, then by SIGTERM, then by SIGKILL. When
// it returns, the kernel's process group is gone, and its temporary directory;
// else the error says what is left. A process that left the group is found by
// its TMPDIR, on Linux: one without it, or elsewhere, survives unseen.
// Shutdown may be called again.
func (k *Kernel) Shutdown() error {
	k.shutdown.Do(func() {
		if k.ready {
			k.sayGoodbye()
		}
		k.left = k.guard.release()
		if k.process != nil {
			<-k.dead
		}
		if k.closeSockets != nil {
			k.closeSockets()
			for _, s := range []zmq4.Socket{k.shell, k.control, k.stdin, k.iopub} {
				s.Close()
			}
		}
	})
	return k.left
}

func (k *Kernel) sayGoodbye() {
	gone := func(within time.Duration) bool {
		select {
		case <-k.dead:
			return true
		case <-time.After(within):
			return false
		}
	}
	if k.Err() != nil {
		return
	}
	if ask, err := k.ask(k.control, "shutdown_request", map[string]bool{"restart": false}); err == nil {
		defer ask.end()
		if gone(2 * time.Second) {
			return
		}
	}
	k.signal(syscall.SIGTERM)
	gone(time.Second)
}
