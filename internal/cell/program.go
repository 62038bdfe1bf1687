package cell

import (
	"errors"
	"io"
	"os"
	"strings"
)

// ProgramEnv names the environment variable that holds the path of the course's
// program. The kernelspec sets it.
const ProgramEnv = "FASTERGO"

// Run runs the course's program with args, gives it input and returns what it
// prints. If it fails, what it printed is the error.
//
// It is written on os.StartProcess: os/exec would cost each cell some 20 ms of
// linking.
func Run(input []byte, args ...string) ([]byte, error) {
	program := os.Getenv(ProgramEnv)
	if program == "" {
		return nil, errors.New("$" + ProgramEnv + " does not name the fastergo program: start the notebook with fastergo lab or fastergo run")
	}
	stdin, toProgram, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	fromProgram, stdout, err := os.Pipe()
	if err != nil {
		stdin.Close()
		toProgram.Close()
		return nil, err
	}
	p, err := os.StartProcess(program, append([]string{program}, args...), &os.ProcAttr{
		Env:   environ(),
		Files: []*os.File{stdin, stdout, stdout},
	})
	stdin.Close()
	stdout.Close()
	defer fromProgram.Close()
	if err != nil {
		toProgram.Close()
		return nil, err
	}
	go func() {
		toProgram.Write(input) // a program that does not read it all says why itself
		toProgram.Close()
	}()
	out, readErr := io.ReadAll(fromProgram)
	state, err := p.Wait()
	switch {
	case err != nil:
		return nil, err
	case !state.Success():
		if text := strings.TrimSpace(string(out)); text != "" {
			return nil, errors.New(text)
		}
		return nil, errors.New(program + ": " + state.String())
	}
	return out, readErr
}

// environ is the environment without the kernel's pipes, which are this
// process's alone.
func environ() (env []string) {
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "GONB_PIPE") {
			env = append(env, kv)
		}
	}
	return env
}
