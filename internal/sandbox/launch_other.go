//go:build !linux

package sandbox

import (
	"errors"
	"os"
	"runtime"
	"time"
)

type walls struct{}

// watch has nothing to hear of.
type watch struct{}

func (watch) stop() {}

func (b *Box) raise() error {
	return errors.New("its walls are Linux's, and this is " + runtime.GOOS)
}

func (b *Box) launch(j *job, p *Process, files []*os.File) (err error) {
	p.process, err = startProcess(j.exe, j.args, &os.ProcAttr{Dir: j.scratch, Env: j.env, Files: files})
	return err
}

// Probe tries which tier can be had here.
func Probe(init string) Report {
	return Report{Tier: None, Findings: []Finding{{
		Wall: "any", Tiers: "A B",
		Detail: "the walls are Linux's, and this is " + runtime.GOOS,
		Advice: "grade in a container or a virtual machine with Linux, or what you trust with --trusted",
	}}}
}

// Pause does nothing here.
func (p *Process) Pause() {}

// Resume does nothing here.
func (p *Process) Resume() {}

// CPU is not known here while the process lives.
func (p *Process) CPU() time.Duration { return 0 }

// Runnable is not known here.
func (p *Process) Runnable() bool { return false }

func (p *Process) destroy() { p.process.Kill() }

func (p *Process) look() {}

func (p *Process) judge(e Ending) (Cause, string) { return Exited, "" }
