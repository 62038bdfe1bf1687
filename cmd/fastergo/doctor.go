package main

import (
	"encoding/json"
	"fmt"

	"fastergo/internal/command"
	"fastergo/internal/lab"

	"github.com/spf13/cobra"
)

func doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor [DIR]",
		Short: "Say what this machine lacks, and what mends it",
		Long: `Doctor looks at all that setup and lab need, for the workspace DIR if one is
given. It changes nothing, and names for each missing thing the command that
mends it. It exits 1 if something needed is missing.`,
		Example: `  fastergo doctor
  fastergo doctor --json`,
		Args: command.Args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			lacking := false
			for _, c := range lab.Doctor(cmd.Context(), first(args)) {
				lacking = lacking || c.Status == lab.Lacking
				if asJSON {
					enc := json.NewEncoder(out)
					enc.SetEscapeHTML(false)
					if err := enc.Encode(c); err != nil {
						return err
					}
					continue
				}
				fmt.Fprintf(out, "%-8s %s: %s\n", c.Status, c.Name, c.Detail)
				if c.Fix != "" {
					fmt.Fprintf(out, "         → %s\n", c.Fix)
				}
			}
			if lacking {
				return command.ErrTold
			}
			return cmd.Context().Err()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one check a line as JSON")
	return cmd
}
