package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"fastergo/internal/command"
	"fastergo/internal/dataset"
	"fastergo/internal/house"
)

var datasets = []dataset.Set{dataset.MNIST}

func dataCommand() *cobra.Command {
	var offline, quiet bool
	var base string
	cmd := &cobra.Command{
		Use:   "data NAME",
		Short: "Download the data of a lesson: mnist",
		Long: `Data downloads a data set that a lesson can use beside its own sample, checks
every file by its SHA-256, keeps it in the cache, and prints the directory where
it lies. What is there already is not downloaded again.`,
		Example: `  fastergo data mnist            # 11 MB, once
  fastergo data mnist --offline  # say whether it is there`,
		Args: command.Args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			set, err := datasetNamed(args[0])
			if err != nil {
				return err
			}
			if base != "" {
				set.Base = base
			}
			home, err := house.Home()
			if err != nil {
				return err
			}
			dir := filepath.Join(home, "data", set.Name)
			shown := int64(-1)
			err = set.Fetch(cmd.Context(), dir, offline, func(done, total int64) {
				if percent := 10 * (10 * done / total); !quiet && percent != shown {
					shown = percent
					fmt.Fprintf(cmd.ErrOrStderr(), "%s: %3d %% of %.1f MB\n", set.Name, percent, float64(total)/1e6)
				}
			})
			if err != nil {
				return fmt.Errorf("data: %w", err)
			}
			fmt.Fprintln(cmd.OutOrStdout(), dir)
			return nil
		},
	}
	cmd.Flags().BoolVar(&offline, "offline", false, "download nothing")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "print the directory only")
	cmd.Flags().StringVar(&base, "from", "", "download from this `URL`, a mirror, instead")
	return cmd
}

func datasetNamed(name string) (dataset.Set, error) {
	for _, s := range datasets {
		if s.Name == name {
			return s, nil
		}
	}
	return dataset.Set{}, command.UsageErrorf("there is no data set %q; there is mnist", name)
}
