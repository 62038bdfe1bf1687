package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"fastergo/internal/batch"
	"fastergo/internal/command"
)

// What makes no sense is told in a line, before anything is built or written.
func TestNonsense(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("spoilt", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("spoilt", "run.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	elsewhere, err := filepath.Abs("elsewhere")
	if err != nil {
		t.Fatal(err)
	}
	setup, err := json.Marshal(batch.Setup{Paths: []string{elsewhere}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("theirs", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("theirs", "run.json"), setup, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		args, says string
		usage      bool
	}{
		{"grade", "name what is to be graded", true},
		{"grade nowhere", "nowhere: there is no such file", true},
		{"grade . --exercise fasterer/assign", "--exercise goes with --student", true},
		{"grade . --student ada --verify receipts.jsonl", "--verify and --student", true},
		{"grade . --workers -2", "--workers -2", true},
		{"grade . --out spoilt", "run.json", false},
		{"grade . --out theirs", "theirs: it has the results of " + elsewhere + ", which . would replace", true},
		{"regrade", "accepts 1 arg", true},
		{"regrade a b", "accepts 1 arg", true},
		{"regrade nowhere", "nowhere has no results", false},
		{"regrade spoilt", "run.json", false},
	} {
		root := &cobra.Command{Use: "fastergo", SilenceUsage: true, SilenceErrors: true}
		root.AddCommand(gradeCommand(), regradeCommand())
		root.SetArgs(strings.Fields(tc.args))
		err := root.ExecuteContext(t.Context())
		var wrong command.UsageError
		if err == nil || !strings.Contains(err.Error(), tc.says) || strings.Contains(err.Error(), "\n") || errors.As(err, &wrong) != tc.usage {
			t.Errorf("fastergo %s: %v", tc.args, err)
		}
	}
	if left, _ := os.ReadDir("."); len(left) != 2 {
		t.Errorf("left behind: %v", left)
	}
}
