package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"fastergo/checks"
	"fastergo/internal/cell"
	"fastergo/internal/command"
	"fastergo/internal/course"
	"fastergo/internal/house"
	"fastergo/internal/progress"
)

func progressCommand() *cobra.Command {
	var asJSON, forCell bool
	cmd := &cobra.Command{
		Use:   "progress [DIR]",
		Short: "Tell what is solved, and what is next",
		Long: `Progress tells how far you are: what notebooks in the workspace DIR and
"fastergo check" recorded. DIR is the workspace that you are in unless given, else
the one in your clone, where "fastergo check" records too.`,
		Example: `  fastergo progress
  fastergo progress ~/go-course
  fastergo progress --json > progress.jsonl  # one exercise a line`,
		Args: command.Args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			state := cell.StateDir()
			if !forCell {
				var err error
				if state, err = stateOf(first(args)); err != nil {
					return err
				}
			}
			o := progress.Open(state).Overview(course.Lessons)
			switch {
			case forCell:
				return encode(cmd, o.Card())
			case asJSON:
				return progressJSON(cmd, o)
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "Recorded in %s\n\n%s\n", state, o.Card().Text)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one exercise a line, as JSON")
	cmd.Flags().BoolVar(&forCell, "cell", false, "as cells read it: HTML, a zero byte, text")
	cmd.Flags().MarkHidden("cell")
	return cmd
}

// stateOf returns the directory of state of a workspace or, without one named,
// of the place we are in: what the environment says, the workspace around the
// working directory, the clone's own.
func stateOf(workspace string) (string, error) {
	if workspace != "" {
		if info, err := os.Stat(workspace); err != nil || !info.IsDir() {
			return "", command.UsageErrorf("there is no directory %s", workspace)
		}
		state := filepath.Join(workspace, ".fastergo")
		if info, err := os.Stat(state); err != nil || !info.IsDir() {
			return "", command.UsageErrorf("%s is no workspace: fastergo lab makes one, with a directory .fastergo in it", workspace)
		}
		return filepath.Abs(state)
	}
	if state := cell.StateDir(); os.Getenv(cell.StateEnv) != "" || filepath.Base(state) == ".fastergo" {
		return filepath.Abs(state)
	}
	root, err := house.Root()
	if err != nil {
		return "", err
	}
	return filepath.Join(root, "workspace", ".fastergo"), nil
}

// tellProgress prints one line on how far the course is, and what is next.
func tellProgress(out io.Writer, store *progress.Store) {
	o := store.Overview(course.Lessons)
	c := o.Count()
	next := ""
	if e := o.Next(""); e != nil {
		next = "; next: " + e.ID
	}
	fmt.Fprintf(out, "%d of %d solved in the course%s (see fastergo progress)\n", c.Solved, c.Exercises, next)
}

// progressJSON writes what is remembered of each exercise, begun or not.
func progressJSON(cmd *cobra.Command, o *progress.Overview) error {
	type exercise struct {
		Lesson    string         `json:"lesson"`
		Exercise  string         `json:"exercise"`
		Title     string         `json:"title"`
		Optional  bool           `json:"optional"`
		Solved    bool           `json:"solved"`
		Outcome   checks.Outcome `json:"outcome"` // of the last judging
		Points    float64        `json:"points"`
		MaxPoints float64        `json:"max_points"`
		Attempts  int            `json:"attempts"`
		Hints     int            `json:"hints"`
		PassedAt  *time.Time     `json:"passed_at,omitempty"`
	}
	encoder := json.NewEncoder(cmd.OutOrStdout())
	encoder.SetEscapeHTML(false)
	for _, l := range o.Lessons {
		for _, e := range l.Exercises {
			r := e.Record
			line := exercise{e.Lesson, e.ID, e.Title, e.Optional, r.Passed(), r.Outcome, r.Points, e.MaxPoints, r.Attempts, r.Hints, nil}
			if line.Outcome == "" {
				line.Outcome = checks.NotAttempted
			}
			if r.Passed() {
				line.PassedAt = &r.PassedAt
			}
			if err := encoder.Encode(line); err != nil {
				return err
			}
		}
	}
	for _, n := range o.Notes {
		fmt.Fprintln(cmd.ErrOrStderr(), n)
	}
	return nil
}
