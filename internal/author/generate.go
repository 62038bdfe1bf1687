package author

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Generate writes the generated files that are not fresh and removes stubs of
// exercises that are no more. It tells in a line each what it did; files that
// somebody has put an answer into stay. If the course has faults, nothing is written.
func Generate(ctx context.Context, root string, tell func(line string)) error {
	course, faults := Load(root)
	if err := faults.err(); err != nil {
		return err
	}
	plan, err := course.Plan(ctx)
	if err != nil {
		return err
	}
	written := 0
	for _, f := range plan.Files {
		switch course.State(f) {
		case Fresh:
		case Solved:
			tell("kept " + f.Path + ": there is an answer in it; delete the file to get the new stub")
		default:
			if err := writeFile(filepath.Join(root, filepath.FromSlash(f.Path)), f.Content); err != nil {
				return err
			}
			tell("wrote " + f.Path)
			written++
		}
	}
	for _, path := range course.orphans(plan) {
		if err := os.Remove(filepath.Join(root, filepath.FromSlash(path))); err != nil {
			return err
		}
		tell("removed " + path + ": its exercise is no more")
	}
	tell(fmt.Sprintf("%s, %d written", plural(float64(len(plan.Files)), "generated file"), written))
	return nil
}

// GenerateSolved writes the notebooks with the reference answers in them to dir.
func GenerateSolved(ctx context.Context, root, dir string, tell func(line string)) error {
	course, faults := Load(root)
	if err := faults.err(); err != nil {
		return err
	}
	files, err := course.Solved(ctx)
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(dir, f.Path)
		if err := writeFile(path, f.Content); err != nil {
			return err
		}
		tell("wrote " + path)
	}
	return nil
}

func writeFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}
