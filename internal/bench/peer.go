package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A process is a peer's, told by lines of JSON what to do (peers/serve.py).
//
// It is stopped while others are timed: the threads that numerical libraries
// keep for the next parallel loop spin for a while, and would take the others'
// processors. It has a process group of its own, so that the kernel ends it
// when this program dies, even while it is stopped: an orphaned group with
// stopped members gets a hang-up and then goes on.
type process struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	answers chan []byte // lines; closed at the end
	said    tail        // on standard error
	hello   answer
	once    sync.Once
	exit    error
}

type order struct {
	Do    string         `json:"do"`
	Body  string         `json:"body,omitempty"`
	Args  map[string]any `json:"args,omitempty"`
	Loops int            `json:"loops,omitempty"`
}

type answer struct {
	Versions map[string]string `json:"versions"`
	Bodies   []string          `json:"bodies"`
	Digest   *digest           `json:"digest"`
	Seconds  float64           `json:"seconds"`
	Error    string            `json:"error"`
}

// startProcess starts cmd and waits for its hello.
func startProcess(ctx context.Context, cmd *exec.Cmd, timeout time.Duration) (*process, error) {
	p := &process{cmd: cmd, answers: make(chan []byte)}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Stderr = &p.said
	cmd.WaitDelay = 5 * time.Second
	var err error
	if p.in, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.answers)
		in := bufio.NewReaderSize(out, 1<<16)
		for {
			line, isPrefix, err := in.ReadLine()
			if err != nil {
				return
			}
			if isPrefix {
				line = line[:100] // no answer is that long, and this is none
			}
			p.answers <- append([]byte(nil), line...)
		}
	}()
	p.hello, err = p.ask(ctx, order{Do: "hello"}, timeout)
	if err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
}

// A refusal is an error that the peer reports itself: it goes on.
type refusal struct{ error }

// ask gives an order and waits for the answer. After an error that is no
// refusal the process is of no use any more.
func (p *process) ask(ctx context.Context, o order, timeout time.Duration) (answer, error) {
	line, err := json.Marshal(o)
	if err != nil {
		return answer{}, err
	}
	p.signal(syscall.SIGCONT)
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return answer{}, p.died()
	}
	late := time.NewTimer(timeout)
	defer late.Stop()
	select {
	case line, ok := <-p.answers:
		if !ok {
			return answer{}, p.died()
		}
		var a answer
		p.signal(syscall.SIGSTOP)
		if err := json.Unmarshal(line, &a); err != nil {
			return answer{}, fmt.Errorf("said %q, which is no answer", clip(string(line), 60))
		}
		if a.Error != "" {
			return answer{}, refusal{errors.New(a.Error)}
		}
		return a, nil
	case <-late.C:
		return answer{}, fmt.Errorf("no answer within %v", timeout)
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (p *process) signal(s syscall.Signal) { syscall.Kill(-p.cmd.Process.Pid, s) }

// kill ends the process and what it started.
func (p *process) kill() error {
	p.once.Do(func() {
		p.signal(syscall.SIGKILL)
		for range p.answers { // what is left to read, or Wait takes the pipe away
		}
		p.exit = p.cmd.Wait()
	})
	return p.exit
}

func (p *process) died() error {
	err := p.kill()
	if said := p.said.last(); said != "" {
		return fmt.Errorf("died: %s", said)
	}
	return fmt.Errorf("died: %w", err)
}

// tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	data []byte
}

func (t *tail) Write(b []byte) (int, error) {
	const kept = 4096
	t.mu.Lock()
	defer t.mu.Unlock()
	t.data = append(t.data, b...)
	t.data = t.data[max(0, len(t.data)-kept):]
	return len(b), nil
}

// last returns the last line.
func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	said := strings.TrimSpace(string(t.data))
	return clip(strings.TrimSpace(said[strings.LastIndexByte(said, '\n')+1:]), 200)
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
