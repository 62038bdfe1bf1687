// Command fastergo sets the course up, opens it, runs it, checks answers and
// proves the course sound. Each command has a file of its own here; the work
// is done in internal/.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"fastergo/internal/cell"
)

func main() { os.Exit(Main()) }

// Main runs the command line in os.Args and returns the exit code: 0 all well,
// 1 something failed, 2 wrong usage.
func Main() int {
	// Checks ask the course's program to read sources, wherever they run.
	if program, err := os.Executable(); err == nil {
		os.Setenv(cell.ProgramEnv, program)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return exitCode(rootCommand().ExecuteContext(ctx))
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "fastergo",
		Short: "A hands-on course in fast array programming, in Go",
		// Errors are told once, in one line, by exitCode.
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if strings.Contains(err.Error(), "missing unit in duration") {
			return usageErrorf("%w: write 5s, 2m or 1h", err)
		}
		return usageErrorf("%w (see %s --help)", err, cmd.CommandPath())
	})
	root.AddCommand(
		doctorCommand(),
		labCommand(),
		setupCommand(),
		runCommand(),
		checkCommand(),
		generateCommand(),
		verifyCommand(),
		benchCommand(),
		dataCommand(),
		drawCommand(),
		syntaxCommand(),
		tableCommand(),
		usesCommand(),
		machineCommand(),
		recordCommand(),
		progressCommand(),
		flameCommand(),
		referenceCommand(),
	)
	return root
}

// unknownCommand is the root's argument check: what is left over is a command
// that does not exist.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usageErrorf("there is no command %q; did you mean %s?", args[0], near[0])
	}
	return usageErrorf("there is no command %q (see fastergo --help)", args[0])
}

// errTold ends a command whose failure the user has already been shown.
var errTold = errors.New("told already")

// A usageError is a command line that makes no sense: exit code 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usageErrorf(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// usage makes an argument check of cobra's report wrong usage.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageErrorf("%w (see %s --help)", err, cmd.CommandPath())
		}
		return nil
	}
}

func exitCode(err error) int {
	var wrong usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errTold):
		return 1
	case errors.As(err, &wrong):
		fmt.Fprintln(os.Stderr, "fastergo:", err)
		return 2
	default:
		fmt.Fprintln(os.Stderr, "fastergo:", err)
		return 1
	}
}
