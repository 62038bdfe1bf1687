package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"fastergo/internal/author"
	"fastergo/internal/command"
	"fastergo/internal/house"
)

func generateCommand() *cobra.Command {
	var solved string
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Make stubs and notebooks from the course's sources",
		Long: `Generate turns what authors write, solutions/, checks/ and notebooks/*.md, into
what students get, exercises/ and notebooks/*.ipynb. It writes only what has
changed. A stub or notebook that somebody has put an answer into is kept.`,
		Example: `  go generate ./...                    # the same, from anywhere in the tree
  fastergo generate --solved solved    # notebooks with the reference answers`,
		Args: command.Args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			root, err := house.Root()
			if err != nil {
				return err
			}
			tell := func(line string) { fmt.Fprintln(cmd.OutOrStdout(), line) }
			if solved != "" {
				err = author.GenerateSolved(cmd.Context(), root, solved, tell)
			} else {
				err = author.Generate(cmd.Context(), root, tell)
			}
			return tellFaults(cmd, err)
		},
	}
	cmd.Flags().StringVar(&solved, "solved", "", "write the notebooks with the reference answers to `DIR`, and nothing else")
	return cmd
}
