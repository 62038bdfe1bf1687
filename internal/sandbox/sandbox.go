package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"
)

// A Tier says which walls stand around a process.
type Tier string

const (
	A    Tier = "A"    // namespaces, seccomp, limits; Landlock for tools
	B    Tier = "B"    // Landlock, seccomp, limits, another user where we are root
	None Tier = "none" // a plain process with a wall clock: for code that is trusted
)

// Limits bound one process. A zero is the default of its field.
type Limits struct {
	Memory    int64         // bytes of data and stacks; 512 MB
	Output    int64         // bytes of standard output and error together, at which the process is killed; 64 KB
	File      int64         // bytes of the largest file that a tool writes; 64 MB. A candidate writes none
	CPU       time.Duration // processor time of all threads, in whole seconds, rounded up; 10 s
	Wall      time.Duration // time since the start, less pauses; 30 s
	Processes int           // threads; 64
}

func (l Limits) orDefault() Limits {
	return Limits{
		Memory:    cmp.Or(l.Memory, 512<<20),
		Output:    cmp.Or(l.Output, 64<<10),
		File:      cmp.Or(l.File, 64<<20),
		CPU:       cmp.Or(l.CPU, 10*time.Second),
		Wall:      cmp.Or(l.Wall, 30*time.Second),
		Processes: cmp.Or(l.Processes, 64),
	}
}

// A Cause is why a process ended that did not end by itself.
type Cause string

const (
	Exited    Cause = ""          // by itself, whatever its exit code
	Time      Cause = "time"      // the wall clock or the processor time ran out
	Memory    Cause = "memory"    // its memory did
	Output    Cause = "output"    // it wrote more than it may
	Processes Cause = "processes" // it started more threads than it may
	Forbidden Cause = "forbidden" // it made a system call that it may not make
	Killed    Cause = "killed"    // by our Kill, or by its context
	Signalled Cause = "signal"    // by a signal that is not ours: a fault, or the system short of memory
)

// An Ending is how a process ended.
type Ending struct {
	Code           int            // exit code; −1 when a signal ended it
	Signal         syscall.Signal // the signal, or 0
	Cause          Cause
	Detail         string // words for the cause: which limit, which system call; never what the process wrote
	Stdout, Stderr []byte // up to the cap
	CPU            time.Duration
	Memory         int64 // bytes that were resident at the most, as far as it is known
}

// String is the ending in a line.
func (e Ending) String() string {
	switch {
	case e.Detail != "":
		return fmt.Sprintf("%s: %s", e.Cause, e.Detail)
	case e.Cause != Exited:
		return string(e.Cause)
	}
	return fmt.Sprintf("exit code %d", e.Code)
}

// A Tool is a program of the build, which works on files.
type Tool struct {
	Args     []string // Args[0] is the path of an executable
	Env      []string // the whole environment
	ReadOnly []string // files and directories that it may read and execute
	Scratch  string   // the directory that it may write, and where it starts
	Limits   Limits
}

// A Box starts processes within the walls of one tier. Boxes with different
// worker numbers may be used at the same time; so may one box, but then its
// processes share what is counted for each user.
type Box struct {
	tier   Tier
	init   string
	worker int
	walls
}

// New returns a box. init is the path of the init program, which tier None does
// without. It fails, with what to do about it, where the tier's walls do not stand.
func New(t Tier, init string, worker int) (*Box, error) {
	b := &Box{tier: t, init: init, worker: worker}
	switch {
	case t == None:
		return b, nil
	case t != A && t != B:
		return nil, fmt.Errorf("there is no sandbox tier %q: A, B or none", t)
	case worker < 0 || worker >= 10000:
		return nil, fmt.Errorf("worker %d is not in 0…9999", worker)
	}
	if err := b.raise(); err != nil {
		return nil, fmt.Errorf("sandbox tier %s cannot be had here: %w", t, err)
	}
	return b, nil
}

// Tier is the tier that was asked of New.
func (b *Box) Tier() Tier { return b.tier }

// Start starts a candidate: an executable that finds requests on descriptor 3 and
// answers on 4, and args behind its own name. Wait must be called on the process.
func (b *Box) Start(exe string, l Limits, args ...string) (*Process, error) {
	threads := min(runtime.NumCPU(), max(1, l.orDefault().Processes/4))
	return b.start(&job{
		exe:  exe,
		args: append([]string{"candidate"}, args...),
		env: []string{
			fmt.Sprintf("GOMAXPROCS=%d", threads),
			// Garbage alone should not reach the limit.
			fmt.Sprintf("GOMEMLIMIT=%d", l.orDefault().Memory/4*3),
		},
		limits:    l.orDefault(),
		candidate: true,
	})
}

// Run runs a tool of the build to its end. The error is ours, not the tool's: it
// could not be started, or ctx ended.
func (b *Box) Run(ctx context.Context, t Tool) (Ending, error) {
	if len(t.Args) == 0 || t.Scratch == "" {
		return Ending{}, errors.New("a tool needs arguments and a scratch directory")
	}
	p, err := b.start(&job{
		exe: t.Args[0], args: t.Args, env: t.Env,
		readOnly: t.ReadOnly, scratch: t.Scratch,
		limits: t.Limits.orDefault(),
	})
	if err != nil {
		return Ending{}, err
	}
	stop := context.AfterFunc(ctx, p.Kill)
	defer stop()
	e := p.Wait()
	return e, ctx.Err()
}

// A job is what is to be started.
type job struct {
	exe, scratch string
	args, env    []string
	readOnly     []string
	limits       Limits
	candidate    bool
}
