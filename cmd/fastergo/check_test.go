package main

import (
	"strings"
	"testing"

	"fastergo/checks"
	"fastergo/internal/command"
	"fastergo/internal/progress"
)

func TestVerdicts(t *testing.T) {
	report := func(o checks.Outcome, message string) *checks.Report {
		return &checks.Report{Exercise: "first/twice", Title: "Double it", Outcome: o, MaxPoints: 1,
			Criteria: []checks.Result{{Name: "values", Outcome: o, MaxPoints: 1, Message: message}}}
	}
	for _, test := range []struct {
		name   string
		report *checks.Report
		want   string
		err    error
	}{
		{"passed", report(checks.Passed, ""), "PASSED: Double it (first/twice), 0 of 1 point\n  [x] values  0/1\n\n1 passed; 0 of 1 points\n", nil},
		{"failed", report(checks.Failed, "got 1, want 2"), "FAILED: Double it (first/twice), 0 of 1 point\n  [-] values  0/1\n      got 1, want 2\n  Hints: fastergo check --hint first/twice\n\n1 failed; 0 of 1 points\n", command.ErrTold},
		{"error", report(checks.Error, "a.go:3: no\nb.go:4: no"), "ERROR: Double it (first/twice), 0 of 1 point\n  [!] values  0/1\n      a.go:3: no\n      b.go:4: no\n\n1 error; 0 of 1 points\n", command.ErrTold},
		{"not attempted", report(checks.NotAttempted, ""), "1 not attempted; 0 of 1 points\n", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			show := &verdicts{out: &out, store: progress.Open(t.TempDir())}
			show.report(test.report)
			if err := show.end(); err != test.err || out.String() != test.want {
				t.Errorf("got %v\n%s\nwant %v\n%s", err, out.String(), test.err, test.want)
			}
		})
	}
}
