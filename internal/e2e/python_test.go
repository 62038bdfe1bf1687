//go:build e2e

package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPython does with Python's own notebook tools what the course does
// without them, and compares.
func TestPython(t *testing.T) {
	venv := filepath.Join(t.TempDir(), "venv")
	output(t, exec.Command("python3", "-m", "venv", venv))
	output(t, exec.Command(venv+"/bin/pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", "requirements.txt"))

	validate := func(t *testing.T, path string) {
		t.Helper()
		const script = `import sys, nbformat; nbformat.validate(nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT))`
		output(t, exec.Command(venv+"/bin/python", "-W", "error", "-c", script, path))
	}
	t.Run("nbclient executes the lesson", func(t *testing.T) {
		result := filepath.Join(t.TempDir(), "executed.ipynb")
		// As a person does it: the exports, in a shell.
		exports := output(t, fastergo(t, "setup", "--print-env"))
		output(t, exec.Command("sh", "-c", exports+`exec "$0" "$@"`, venv+"/bin/python", "execute.py", released, result))
		validate(t, result)
		judged := 0
		for _, c := range read(t, result).Cells {
			for _, out := range c.Outputs {
				if out.Type == "error" {
					t.Errorf("cell %s: %s: %s", c.ID, out.EName, out.EValue)
				}
				if _, ok := out.Data["application/vnd.fastergo.verdict+json"]; ok {
					judged++
				}
			}
		}
		if judged == 0 {
			t.Error("no check said its verdict")
		}
	})
	t.Run("nbclient executes the gallery, nbconvert exports it", func(t *testing.T) {
		dir := t.TempDir()
		exports := output(t, fastergo(t, "setup", "--print-env"))
		result := filepath.Join(dir, "gallery.ipynb")
		output(t, exec.Command("sh", "-c", exports+`exec "$0" "$@"`, venv+"/bin/python", "execute.py", root+"/notebooks/00_gallery.ipynb", result))
		validate(t, result)
		output(t, exec.Command(venv+"/bin/jupyter", "nbconvert", "--to", "html", result))
		data, err := os.ReadFile(filepath.Join(dir, "gallery.html"))
		if err != nil {
			t.Fatal(err)
		}
		page := regexp.MustCompile(`(?s)<script.*?</script>`).ReplaceAllString(string(data), "")
		for what, least := range map[string]int{
			`class="fg-figure"`: 8, `class="fg-picture`: 4, `data:image/svg+xml`: 12, `class="fg-verdict"`: 4, `class="fg-times"`: 3,
			`class="fg-image"`: 4, `class="fg-digits"`: 1, `class="fg-values"`: 1, `class="fg-track"`: 2, `class="fg-progress"`: 1, `class="fg-note"`: 3,
			"go-echarts: exercises solved": 1, "standard deviation": 1,
		} {
			if n := strings.Count(page, what); n < least {
				t.Errorf("%s is there %d times, want %d or more", what, n, least)
			}
		}
	})
	t.Run("nbformat takes what fastergo run writes", func(t *testing.T) {
		validate(t, executed(t))
		validate(t, released)
	})
	t.Run("jupytext reads the source", func(t *testing.T) {
		converted := filepath.Join(t.TempDir(), "converted.ipynb")
		output(t, exec.Command(venv+"/bin/jupytext", "--to", "ipynb", "--output", converted, root+"/notebooks/"+lesson+".md"))
		got, want := read(t, converted).code(""), read(t, released).code("answer")
		if got != want || got == 0 {
			t.Errorf("%d code cells; the generated notebook has %d that are no answers", got, want)
		}
	})
}

// A notebook is what these tests ask of one; they read it without the course's
// own reader, which they test.
type notebook struct {
	Cells []struct {
		ID       string `json:"id"`
		Type     string `json:"cell_type"`
		Metadata struct {
			Fastergo struct {
				Role string `json:"role"`
			} `json:"fastergo"`
		} `json:"metadata"`
		Outputs []struct {
			Type   string         `json:"output_type"`
			Data   map[string]any `json:"data"`
			EName  string         `json:"ename"`
			EValue string         `json:"evalue"`
		} `json:"outputs"`
	} `json:"cells"`
}

func read(t *testing.T, path string) (n notebook) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, &n)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// code counts the code cells whose role is not the one given.
func (n notebook) code(but string) (count int) {
	for _, c := range n.Cells {
		if c.Type == "code" && (but == "" || c.Metadata.Fastergo.Role != but) {
			count++
		}
	}
	return count
}
