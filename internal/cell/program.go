package cell

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// ProgramEnv names the environment variable that holds the path of the course's
// program; the kernelspec sets it.
const ProgramEnv = "FASTERGO"

// Run runs the course's program with args, gives it input and returns what it
// prints.
func Run(input []byte, args ...string) ([]byte, error) {
	program := os.Getenv(ProgramEnv)
	if program == "" {
		return nil, errors.New("$" + ProgramEnv + " does not name the fastergo program: start the notebook with fastergo lab or fastergo run")
	}
	cmd := exec.Command(program, args...)
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "GONB_PIPE") { // the pipes are this process's alone
			cmd.Env = append(cmd.Env, kv)
		}
	}
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &stderr
	out, err := cmd.Output()
	if err != nil {
		if text := strings.TrimSpace(stderr.String()); text != "" {
			return nil, errors.New(text)
		}
		return nil, fmt.Errorf("%s: %w", program, err)
	}
	return out, nil
}
