package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fastergo/checks"
	"fastergo/internal/author"
	"fastergo/internal/house"
)

// answerLimit is how long judging one answer may take.
const answerLimit = 10 * time.Second

func checkCommand() *cobra.Command {
	var asJSON bool
	var hint int
	cmd := &cobra.Command{
		Use:   "check [EXERCISE...]",
		Short: "Judge what you solved in exercises/",
		Long: `Check judges the answers in exercises/, all of them or those named, by the same
criteria as a notebook's cell. It exits 1 if one of them is wrong; an exercise
that nobody has begun is no failure. Imports that an answer does not use are
overlooked, and an answer that does not compile, or does not end within 10
seconds, costs its own exercise only.`,
		Example: `  fastergo check                             # everything begun
  fastergo check fasterer/make_matrix        # one exercise
  fastergo check --hint fasterer/make_matrix # its first hint; --hint=2 is the next
  fastergo check --json > verdicts.jsonl     # one verdict a line`,
		RunE: func(cmd *cobra.Command, args []string) error {
			wantsHint := cmd.Flags().Changed("hint")
			if wantsHint && (len(args) != 1 || asJSON) {
				return usageErrorf("--hint goes with one exercise: fastergo check --hint=2 fasterer/make_matrix")
			}
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
			if wantsHint {
				return tellFaults(cmd, showHint(cmd, course, exercises[0], hint))
			}
			show := &verdicts{out: cmd.OutOrStdout(), asJSON: asJSON, named: len(args) > 0}
			printed := cmd.OutOrStdout()
			if asJSON {
				printed = cmd.ErrOrStderr()
			}
			err = course.Check(cmd.Context(), exercises, answerLimit, author.Audience{
				Report: show.report, Output: printed,
			})
			if err != nil {
				return tellFaults(cmd, err)
			}
			return show.end()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one verdict a line, as JSON")
	cmd.Flags().IntVar(&hint, "hint", 1, "show an exercise's first hint, or hint `N`")
	cmd.Flags().Lookup("hint").NoOptDefVal = "1"
	return cmd
}

// showHint prints the exercise's hint n, from 1, and how to get the next.
func showHint(cmd *cobra.Command, course *author.Course, e *author.Exercise, n int) error {
	hints, err := course.Hints(cmd.Context(), e)
	if err != nil {
		return err
	}
	if n < 1 || n > len(hints) {
		return usageErrorf("%s has %d hints: --hint=1 to --hint=%d", e.ID, len(hints), len(hints))
	}
	fmt.Fprintf(cmd.OutOrStdout(), "Hint %d of %d: %s\n", n, len(hints), hints[n-1])
	if n < len(hints) {
		fmt.Fprintf(cmd.OutOrStdout(), "Another hint: fastergo check --hint=%d %s\n", n+1, e.ID)
	}
	return nil
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
		fmt.Fprintln(v.out, r.Text())
		if r.Outcome == checks.Failed {
			fmt.Fprintf(v.out, "  Hints: fastergo check --hint %s\n", r.Exercise)
		}
		fmt.Fprintln(v.out)
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
