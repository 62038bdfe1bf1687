// Command program is fastergo grade and fastergo regrade. It links the course, whose
// sources may be under work, so it is a program of its own: fastergo builds it and
// becomes it.
package main

import (
	"os"

	"github.com/spf13/cobra"

	"fastergo/internal/command"
	"fastergo/internal/grade"
)

func main() {
	if os.Args[0] == grade.BaselineName {
		grade.ServeBaseline()
		return
	}
	root := &cobra.Command{Use: "fastergo"}
	root.AddCommand(gradeCommand(), regradeCommand())
	os.Exit(command.Run(root))
}
