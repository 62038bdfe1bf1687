package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"fastergo/checks"
	"fastergo/internal/author"
	"fastergo/internal/house"
)

func checkCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check [EXERCISE...]",
		Short: "Judge what you solved in exercises/",
		Long: `Check judges the answers in exercises/, all of them or those named, by the same
criteria as a notebook's cell. It exits 1 if one of them is wrong; an exercise
that nobody has begun is no failure.`,
		Example: `  fastergo check                          # everything begun
  fastergo check fasterer/make_matrix     # one exercise
  fastergo check --json > verdicts.jsonl  # one verdict a line`,
		RunE: func(cmd *cobra.Command, args []string) error {
			root, err := house.Root()
			if err != nil {
				return err
			}
			course, faults := author.Load(root)
			exercises, err := course.Find(args)
			if err != nil && len(faults) > 0 {
				return tellFaults(cmd, faults) // perhaps why it is unknown
			}
			if err != nil {
				return usageErrorf("%w", err)
			}
			show := &verdicts{out: cmd.OutOrStdout(), asJSON: asJSON, named: len(args) > 0}
			printed := cmd.OutOrStdout()
			if asJSON {
				printed = cmd.ErrOrStderr()
			}
			err = course.Check(cmd.Context(), exercises, answerLimit, author.Audience{
				Report: show.report, Broken: show.broken, Output: printed,
			})
			if err != nil {
				return tellFaults(cmd, err)
			}
			return show.end()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one verdict a line, as JSON")
	return cmd
}

// verdicts shows verdicts as they come.
type verdicts struct {
	out    io.Writer
	asJSON bool
	named  bool // the exercises were named: each is shown, begun or not

	count             map[checks.Outcome]int
	points, maxPoints float64
}

func (v *verdicts) add(r *checks.Report) {
	if v.count == nil {
		v.count = map[checks.Outcome]int{}
	}
	v.count[r.Outcome]++
	v.points += r.Points
	v.maxPoints += r.MaxPoints
	if v.asJSON {
		json.NewEncoder(v.out).Encode(r)
	}
}

func (v *verdicts) report(r *checks.Report) {
	v.add(r)
	if !v.asJSON && (v.named || r.Outcome != checks.NotAttempted) {
		fmt.Fprintf(v.out, "%s\n\n", r.Text())
	}
}

func (v *verdicts) broken(dir, compiler string, reports []*checks.Report) {
	for _, r := range reports {
		v.add(r)
	}
	if !v.asJSON {
		fmt.Fprintf(v.out, "ERROR: %s cannot be judged:\n  %s\n\n", dir, strings.ReplaceAll(compiler, "\n", "\n  "))
	}
}

// end shows the sum and says whether anything was wrong.
func (v *verdicts) end() error {
	if !v.asJSON {
		var parts []string
		for _, o := range []checks.Outcome{checks.Passed, checks.Failed, checks.Error, checks.NotAttempted} {
			n, word := v.count[o], string(o)
			if o == checks.Error && n > 1 {
				word = "errors"
			}
			if n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, word))
			}
		}
		fmt.Fprintf(v.out, "%s; %.4g of %.4g points\n", strings.Join(parts, ", "), v.points, v.maxPoints)
	}
	if v.count[checks.Failed]+v.count[checks.Error] > 0 {
		return errTold
	}
	return nil
}
