// Command fastergo sets the course up, opens it, runs it, checks answers and
// proves the course sound. Each command has a file of its own here; the work
// is done in internal/.
package main

import (
	"os"

	"github.com/spf13/cobra"

	"fastergo/internal/cell"
	"fastergo/internal/command"
)

func main() { os.Exit(Main()) }

// Main runs the command line in os.Args and returns the exit code: 0 all well,
// 1 something failed, 2 wrong usage.
func Main() int {
	// Checks ask the course's program to read sources, wherever they run.
	if program, err := os.Executable(); err == nil {
		os.Setenv(cell.ProgramEnv, program)
	}
	return command.Run(rootCommand())
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "fastergo",
		Short: "A hands-on course in fast array programming, in Go",
		Args:  unknownCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	root.AddCommand(
		doctorCommand(),
		labCommand(),
		setupCommand(),
		runCommand(),
		checkCommand(),
		gradeCommand(),
		regradeCommand(),
		generateCommand(),
		verifyCommand(),
		benchCommand(),
		dataCommand(),
		drawCommand(),
		syntaxCommand(),
		tableCommand(),
		usesCommand(),
		machineCommand(),
		limitsCommand(),
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
		return command.UsageErrorf("there is no command %q; did you mean %s?", args[0], near[0])
	}
	return command.UsageErrorf("there is no command %q (see fastergo --help)", args[0])
}
