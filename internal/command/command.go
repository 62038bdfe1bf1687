// Package command has what the project's programs share: how a command line is
// run, and how errors end it.
package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// Run runs a program's command line until it ends or is interrupted, and returns
// what the program exits with. Errors are told once, in one line.
func Run(root *cobra.Command) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root.SilenceUsage, root.SilenceErrors = true, true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if strings.Contains(err.Error(), "missing unit in duration") {
			return UsageErrorf("%w: write 5s, 2m or 1h", err)
		}
		return UsageErrorf("%w (see %s --help)", err, cmd.CommandPath())
	})
	err := root.ExecuteContext(ctx)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = errors.New("stopped")
	}
	return ExitCode(err)
}

// Args makes an argument check of cobra's report wrong usage.
func Args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return UsageErrorf("%w (see %s --help)", err, cmd.CommandPath())
		}
		return nil
	}
}

// ErrTold ends a command whose failure the user has already been shown.
var ErrTold = errors.New("told already")

// A UsageError is a command line that makes no sense: exit code 2.
type UsageError struct{ Err error }

func (e UsageError) Unwrap() error { return e.Err }

func (e UsageError) Error() string { return e.Err.Error() }

// UsageErrorf returns a UsageError.
func UsageErrorf(format string, args ...any) error { return UsageError{fmt.Errorf(format, args...)} }

// ExitCode tells an error in one line and returns what the program exits with: 0 all
// well, 1 something failed, 2 wrong usage.
func ExitCode(err error) int {
	var wrong UsageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, ErrTold):
		return 1
	case errors.As(err, &wrong):
		fmt.Fprintln(os.Stderr, "fastergo:", err)
		return 2
	default:
		fmt.Fprintln(os.Stderr, "fastergo:", err)
		return 1
	}
}
