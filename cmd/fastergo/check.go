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
	"fastergo/internal/command"
	"fastergo/internal/house"
	"fastergo/internal/progress"
)

// answerLimit is how long judging one answer may take.
const answerLimit = 10 * time.Second

func checkCommand() *cobra.Command {
	var asJSON, watches bool
	var hint int
	cmd := &cobra.Command{
		Use:   "check [EXERCISE...]",
		Short: "Judge what you solved in exercises/",
		Long: `Check judges the answers in exercises/, all of them or those named, by the same
criteria as a notebook's cell. It exits 1 if one of them is wrong; an exercise
that nobody has begun is no failure. Imports that an answer does not use are
overlooked, and an answer that does not compile, or does not end within 10
seconds, costs its own exercise only. Verdicts are recorded: see fastergo progress.

With --watch it stays, and judges an exercise whenever you save it.`,
		Example: `  fastergo check                             # everything begun
  fastergo check fasterer/make_matrix        # one exercise
  fastergo check --watch                     # each one as you save it
  fastergo check --hint fasterer/make_matrix # its next hint; --hint=2 shows the second
  fastergo check --json > verdicts.jsonl     # one verdict a line`,
		RunE: func(cmd *cobra.Command, args []string) error {
			wantsHint := cmd.Flags().Changed("hint")
			if wantsHint && (len(args) != 1 || asJSON) {
				return command.UsageErrorf("--hint goes with one exercise: fastergo check --hint=2 fasterer/make_matrix")
			}
			if watches && (wantsHint || asJSON) {
				return command.UsageErrorf("--watch goes with neither --json nor --hint")
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
				return command.UsageErrorf("%w", err)
			}
			state, err := stateOf("")
			if err != nil {
				return err
			}
			store := progress.Open(state)
			if wantsHint {
				return tellFaults(cmd, showHint(cmd, store, course, exercises[0], hint))
			}
			if watches {
				ctx, cancel := endWithGoRun(cmd.Context())
				defer cancel()
				return watchExercises(ctx, course, exercises, store)
			}
			show := &verdicts{store: store, out: cmd.OutOrStdout(), asJSON: asJSON, named: len(args) > 0}
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
			err = show.end()
			if !asJSON {
				tellProgress(cmd.OutOrStdout(), store)
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one verdict a line, as JSON")
	cmd.Flags().BoolVar(&watches, "watch", false, "judge an exercise whenever its file is saved")
	cmd.Flags().IntVar(&hint, "hint", 0, "show an exercise's next hint, or hint `N`")
	cmd.Flags().Lookup("hint").NoOptDefVal = "0"
	return cmd
}

// showHint prints the exercise's hint n, from 1, or the next if n is 0, and how
// to get another.
func showHint(cmd *cobra.Command, store *progress.Store, course *author.Course, e *author.Exercise, n int) error {
	hints, err := course.Hints(cmd.Context(), e)
	if err != nil {
		return err
	}
	if n < 0 || n > len(hints) || len(hints) == 0 {
		return command.UsageErrorf("%s has %d hints: --hint=1 to --hint=%d", e.ID, len(hints), len(hints))
	}
	n, _ = store.Hint(e.ID, n, len(hints)) // one that cannot be remembered is shown all the same
	fmt.Fprintf(cmd.OutOrStdout(), "Hint %d of %d: %s\n", n, len(hints), hints[n-1])
	if n < len(hints) {
		fmt.Fprintf(cmd.OutOrStdout(), "Another hint: fastergo check --hint=%d %s\n", n+1, e.ID)
	}
	return nil
}

// verdicts shows verdicts as they come.
type verdicts struct {
	out    io.Writer
	store  *progress.Store
	asJSON bool
	named  bool // the exercises were named: each is shown, begun or not

	told              string // why a verdict was not recorded
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
	remark := record(v.store, r)
	if strings.HasPrefix(remark, notRecorded) {
		if remark == v.told {
			remark = ""
		} else {
			v.told = remark
		}
	}
	if v.asJSON {
		return
	}
	if v.named || r.Outcome != checks.NotAttempted {
		fmt.Fprintln(v.out, r.Text())
		if r.Outcome == checks.Failed {
			fmt.Fprintf(v.out, "  Hints: fastergo check --hint %s\n", r.Exercise)
		}
		io.WriteString(v.out, remark)
		fmt.Fprintln(v.out)
	}
}

const notRecorded = "  Not recorded: "

// record records a verdict and returns what there is to remark on it, in lines.
func record(store *progress.Store, r *checks.Report) string {
	var b strings.Builder
	was, note, err := store.Add(r)
	if note != "" {
		fmt.Fprintf(&b, "  Note: %s\n", note)
	}
	if err != nil {
		fmt.Fprintf(&b, notRecorded+"%v\n", err)
	}
	if was.Passed() && r.Outcome != checks.Passed {
		fmt.Fprintf(&b, "  You passed this on %s, and that stays.\n", was.PassedAt.Local().Format("2 January 2006"))
	}
	return b.String()
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
		return command.ErrTold
	}
	return nil
}
