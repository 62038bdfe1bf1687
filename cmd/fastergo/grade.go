package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"fastergo/internal/cell"
	"fastergo/internal/house"
)

func gradeCommand() *cobra.Command {
	return ofGrader("grade", "grade SUBMISSIONS...", "Grade a pile of submissions")
}

func regradeCommand() *cobra.Command {
	return ofGrader("regrade", "regrade DIR", "Grade again by the course as it is now, and say what changes")
}

// ofGrader returns a command that becomes the grader, a program of its own: it links
// the course, whose sources may not compile while an author works on them.
func ofGrader(name, use, short string) *cobra.Command {
	return &cobra.Command{
		Use:                use,
		Short:              short,
		DisableFlagParsing: true, // they are the grader's
		RunE: func(cmd *cobra.Command, args []string) error {
			grader, err := buildGrader(cmd.Context())
			if err != nil {
				return err
			}
			return become(grader, append([]string{"fastergo", name}, args...))
		},
	}
}

// buildGrader builds the grader from the tree as it is now and returns its path.
func buildGrader(ctx context.Context) (string, error) {
	root, err := house.Root()
	if err != nil {
		return "", err
	}
	home, err := house.Home()
	if err != nil {
		return "", err
	}
	exe := filepath.Join(home, "bin", "fastergo-grade")
	if runtime.GOOS == "windows" {
		exe += ".exe"
	}
	if err := os.MkdirAll(filepath.Dir(exe), 0o755); err != nil {
		return "", err
	}
	// With -trimpath=false the sources of planted wrong answers can be read; with
	// -buildvcs=false a tree that is somebody else's builds, and every commit alike.
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath=false", "-buildvcs=false", "-o", exe, "./internal/grade/program")
	cmd.Dir = root
	// It runs within walls too, as the baseline of what is timed, and there are no shared libraries there.
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GOOS=") || strings.HasPrefix(v, "GOARCH=") }), "GOWORK=off", "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
		return exe, nil
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("the go command is not on PATH: install Go from go.dev/dl, or put its bin directory on PATH")
	case ctx.Err() != nil:
		return "", ctx.Err()
	}
	return "", fmt.Errorf("the grader does not build; fastergo verify says what is wrong with the course:\n%s", strings.TrimSpace(string(out)))
}

// become replaces this program by another.
func become(exe string, args []string) error {
	if self, err := os.Executable(); err == nil {
		os.Setenv(cell.ProgramEnv, self) // reads sources for it
	}
	return fmt.Errorf("%s: %w", exe, syscall.Exec(exe, args, os.Environ()))
}
