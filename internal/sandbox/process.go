package sandbox

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// A Process is a program within walls. Its methods may be called from any goroutine.
type Process struct {
	In  *os.File // what a candidate reads from descriptor 3
	Out *os.File // what it writes to descriptor 4

	limits  Limits
	tier    Tier
	process *os.Process
	watch   watch

	mu     sync.Mutex // of what follows
	over   bool       // it is reaped: its number may be another's
	cause  Cause      // why we killed it
	detail string
	end    time.Time     // by the wall clock
	left   time.Duration // until then, while it is paused
	last   vitals        // when it was last looked at

	output sync.Mutex // of what follows
	stdout bytes.Buffer
	stderr bytes.Buffer

	copied sync.WaitGroup // the two that fill stdout and stderr
	pipes  [2]*os.File    // what they read from
	timer  *time.Timer
	ending func() Ending // once
}

// vitals are what can be seen of a process from outside, while it lives.
type vitals struct {
	data     int64 // bytes that count against Limits.Memory
	resident int64 // the most that was resident
	threads  int
}

func (b *Box) start(j *job) (p *Process, err error) {
	p = &Process{limits: j.limits, tier: b.tier}
	var theirs, ours []*os.File
	defer func() {
		for _, f := range theirs {
			f.Close()
		}
		if err != nil {
			for _, f := range ours {
				f.Close()
			}
		}
	}()
	null, err := os.Open(os.DevNull)
	if err != nil {
		return nil, err
	}
	theirs = append(theirs, null)
	pipe := func(theyRead bool) *os.File {
		if err != nil {
			return nil
		}
		var r, w *os.File
		if r, w, err = os.Pipe(); err != nil {
			return nil
		}
		if theyRead {
			r, w = w, r
		}
		ours, theirs = append(ours, r), append(theirs, w)
		return r
	}
	p.pipes = [2]*os.File{pipe(false), pipe(false)}
	if j.candidate {
		p.In, p.Out = pipe(true), pipe(false)
	}
	if err != nil {
		return nil, err
	}

	if err := b.launch(j, p, theirs); err != nil {
		return nil, err
	}
	p.end = time.Now().Add(j.limits.Wall)
	p.timer = time.AfterFunc(j.limits.Wall, func() {
		p.kill(Time, fmt.Sprintf("not done after %v", j.limits.Wall))
	})
	p.copied.Add(2)
	go p.copy(p.pipes[0], &p.stdout)
	go p.copy(p.pipes[1], &p.stderr)
	p.ending = sync.OnceValue(p.wait)
	return p, nil
}

// copy reads what the process writes, and kills it at the cap: to read on would
// cost time and memory, and to stop reading would leave it waiting.
func (p *Process) copy(from *os.File, to *bytes.Buffer) {
	defer p.copied.Done()
	buffer := make([]byte, 16<<10)
	for {
		n, err := from.Read(buffer)
		p.output.Lock()
		room := p.limits.Output - int64(p.stdout.Len()+p.stderr.Len())
		to.Write(buffer[:min(int64(n), room)])
		p.output.Unlock()
		if int64(n) > room {
			p.kill(Output, fmt.Sprintf("more than %d bytes on standard output and error", p.limits.Output))
			return
		}
		if err != nil {
			return
		}
	}
}

// Kill ends the process.
func (p *Process) Kill() { p.kill(Killed, "") }

// kill ends the process for a reason, of which the first counts.
func (p *Process) kill(cause Cause, detail string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return
	}
	p.look()
	if p.cause == Exited {
		p.cause, p.detail = cause, detail
	}
	p.destroy()
}

// alive calls f unless the process has ended.
func (p *Process) alive(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.over {
		f()
	}
}

// Wait waits until the process has ended, closes In and Out, and tells how it
// ended. It may be called again.
func (p *Process) Wait() Ending { return p.ending() }

func (p *Process) wait() Ending {
	state, err := p.process.Wait()
	p.alive(func() {
		p.destroy() // what a plain process has left of its group
		p.over = true
	})
	p.timer.Stop()
	p.watch.stop()
	for _, f := range p.pipes {
		// What it wrote is in the pipe; whoever else holds the other end, as
		// only a trusted program's children can, is not waited for.
		f.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	}
	p.copied.Wait()
	for _, f := range []*os.File{p.pipes[0], p.pipes[1], p.In, p.Out} {
		if f != nil {
			f.Close()
		}
	}
	e := Ending{Code: -1, Stdout: p.stdout.Bytes(), Stderr: p.stderr.Bytes()}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil {
		e.Cause, e.Detail = Killed, err.Error()
		return e
	}
	e.Code, e.CPU, e.Memory = state.ExitCode(), state.UserTime()+state.SystemTime(), p.last.resident
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		e.Signal = status.Signal()
	}
	e.Cause, e.Detail = p.why(e)
	return e
}

// why judges the end of a process from what was seen of it from outside.
func (p *Process) why(e Ending) (Cause, string) {
	if p.cause == Output && p.stderr.Len() > p.stdout.Len() && p.tier != None {
		// When memory or threads end, Go's runtime lists all goroutines, which
		// may be more than the cap.
		if cause, detail := p.judge(Ending{Code: crash}); cause != Exited {
			return cause, detail
		}
	}
	switch {
	case p.cause != Exited && e.Signal == 0 && p.cause != Output:
		return Exited, "" // it was over before we could kill it
	case p.cause != Exited:
		return p.cause, p.detail
	case p.tier == None && e.Signal != 0:
		return Signalled, e.Signal.String()
	case p.tier == None:
		return Exited, ""
	}
	return p.judge(e)
}

// crash is the exit code of a Go program that its runtime ends.
const crash = 2

func memoryDetail(l Limits) string { return fmt.Sprintf("more than %d MB", l.Memory>>20) }

// A launcher thread starts every process: the death signal that takes a process
// along when we die is sent when the thread that started it ends, and this one
// ends with us only.
var launcher = sync.OnceValue(func() chan<- func() {
	work := make(chan func())
	go func() {
		runtime.LockOSThread()
		for f := range work {
			f()
		}
	}()
	return work
})

func startProcess(path string, args []string, attr *os.ProcAttr) (p *os.Process, err error) {
	done := make(chan struct{})
	launcher() <- func() {
		defer close(done)
		p, err = os.StartProcess(path, args, attr)
	}
	<-done
	return p, err
}
