package batch

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fastergo/internal/grade"
	"fastergo/internal/sandbox"
)

// Setup is what a run was asked for, kept beside its results so that it can be
// repeated.
type Setup struct {
	Paths      []string `json:"paths"` // absolute
	Assignment string   `json:"assignment"`
	SeedFile   string   `json:"seed_file"` // absolute
	Trusted    bool     `json:"trusted"`
}

const setupFile = "run.json"

// saveSetup writes the setup of a run into the directory of its results.
func saveSetup(g *grade.Grader, o Options) error {
	s := Setup{Assignment: g.Assignment, Trusted: g.Tier == sandbox.None}
	for _, p := range o.Paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return err
		}
		s.Paths = append(s.Paths, abs)
	}
	var err error
	if s.SeedFile, err = filepath.Abs(o.SeedFile); err != nil {
		return err
	}
	return inPlaceOf(filepath.Join(o.Out, setupFile), func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(s)
	})
}

// Continues says why a run over paths would not go on with the run before: it has
// to name all that was named then, else whoever is left out would lose their grades.
func (s Setup) Continues(paths []string) error {
	named := map[string]bool{}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return err
		}
		named[abs] = true
	}
	for _, p := range s.Paths {
		if !named[p] {
			return fmt.Errorf("it has the results of %s, which %s would replace: name those too, or another --out", strings.Join(s.Paths, " "), strings.Join(paths, " "))
		}
	}
	return nil
}

// ReadSetup reads what the results in a directory are of.
func ReadSetup(out string) (s Setup, err error) {
	text, err := os.ReadFile(filepath.Join(out, setupFile))
	if err != nil {
		return s, fmt.Errorf("%s has no results of fastergo grade: %w", out, err)
	}
	if err := json.Unmarshal(text, &s); err != nil || s.Paths == nil {
		return s, fmt.Errorf("%s is damaged: remove it, and name --assignment and --seed-file as before (%s unless you named another)", filepath.Join(out, setupFile), filepath.Join(out, "secret"))
	}
	return s, nil
}
