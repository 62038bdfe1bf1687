package grade

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fastergo/checks"
	"fastergo/internal/author"
	"fastergo/internal/house"
	"fastergo/internal/kit"
	"fastergo/internal/notebook"
	"fastergo/internal/sandbox"
	"fastergo/internal/submission"
)

// newWorker returns a worker of a grader for the tests, which needs walls.
func newWorker(t *testing.T) *Worker {
	t.Helper()
	if testing.Short() {
		t.Skip("builds a kit and answers")
	}
	root, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	k, err := kit.Prepare(t.Context(), root, filepath.Join(cache, "fastergo", "kits"))
	if err != nil {
		t.Fatal(err)
	}
	tier := sandbox.Probe(k.Init()).Tier
	if tier == sandbox.None {
		const why = "no walls hold on this machine: go run ./cmd/fastergo grade --doctor says why"
		if os.Getenv("FASTERGO_WALLS") != "" { // as in CI
			t.Fatal(why)
		}
		t.Skip(why)
	}
	course, err := Load(root)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := NewSecret([]byte("a secret for tests, and long enough"))
	if err != nil {
		t.Fatal(err)
	}
	limits := DefaultLimits
	limits.Exercise.CPU, limits.Exercise.Wall = 5*time.Second, 10*time.Second
	dir := t.TempDir()
	exe := filepath.Join(dir, "grader")
	cmd := exec.Command("go", "build", "-o", exe, "./internal/grade/program")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for d := dir; d != filepath.Dir(d) && os.Chmod(d, 0o755) == nil; d = filepath.Dir(d) { // answers run as another user
		if d == os.TempDir() {
			break
		}
	}
	w, err := (&Grader{Course: course, Kit: k, Tier: tier, Secret: secret, Assignment: "test", Limits: limits, Executable: exe}).Worker(0, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// handIn returns a submission of a lesson with these answers, by exercise, references
// for "solved", and stubs for the rest; with references for all if answers is nil.
func handIn(t *testing.T, lesson string, answers map[string]string) submission.Submission {
	t.Helper()
	root, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(root, "notebooks", lesson+".ipynb")
	n, err := notebook.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	solved, err := notebook.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := author.Solve(solved, root); err != nil {
		t.Fatal(err)
	}
	for i := range n.Cells {
		id, role := n.Cells[i].Exercise()
		if role != notebook.Answer {
			continue
		}
		_, name, _ := strings.Cut(id, "/")
		switch a, ok := answers[name]; {
		case a == "solved", answers == nil:
			n.Cells[i].Source = solved.Cells[i].Source
		case ok:
			n.Cells[i].Source = a
		}
	}
	text, err := n.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "ada", lesson+".ipynb")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	all, unmatched, err := submission.Collect(t.Context(), []string{dir}, []string{lesson})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d submissions, unmatched %v, %v", len(all), unmatched, err)
	}
	return all[0]
}

const (
	addWrong   = "func AddConstant(m *np.Array[float64], c float64) *np.Array[float64] {\n\treturn np.MultiplyScalar(m, c)\n}"
	addByOther = "func AddConstant(m *np.Array[float64], c float64) *np.Array[float64] {\n\tr := np.Copy(m)\n\tAddConstantInto(r, m, c)\n\treturn r\n}"
	addBroken  = "func AddConstant(m *np.Array[float64], c float64) *np.Array[float64] {\n\treturn np.AddScalar(m, undefined)\n}"
	addInit    = "var boom = func() int { panic(\"boom\") }()\n\nfunc AddConstant(m *np.Array[float64], c float64) *np.Array[float64] {\n\treturn np.AddScalar(m, c+float64(boom))\n}"
	loopLabel  = "func Assign(data, centroids *np.Array[float64]) *np.Array[int] {\n\tlabels := np.Zeros[int](data.Shape()[0])\n\tfor i := range data.Shape()[0] {\n\t\tlabels.Set(np.ArgMin(np.Sum(np.Square(np.Subtract(centroids, data.S(\"%d\", i))), np.Axis(1))).Item(), i)\n\t}\n\treturn labels\n}"
	wrongLabel = "func Assign(data, centroids *np.Array[float64]) *np.Array[int] {\n\treturn np.Zeros[int](data.Shape()[0])\n}"
)

func TestGrade(t *testing.T) {
	w := newWorker(t)
	for _, tc := range []struct {
		name    string
		answers map[string]string
		want    map[string]checks.Outcome // not attempted where nothing stands
		says    string                    // the first that is not passed
		with    string                    // exercises whose reference stood in for Train
	}{
		{"untouched", map[string]string{}, nil, "", ""},
		{"two solved", map[string]string{"add_constant": "solved", "make_matrix": "solved"}, map[string]checks.Outcome{"add_constant": checks.Passed, "make_matrix": checks.Passed}, "", ""},
		{"one wrong", map[string]string{"add_constant": addWrong, "make_matrix": "solved"}, map[string]checks.Outcome{"add_constant": checks.Failed, "make_matrix": checks.Passed}, "values differ", ""},
		{"one does not compile", map[string]string{"add_constant": addBroken, "make_matrix": "solved", "assign": "solved"},
			map[string]checks.Outcome{"add_constant": checks.Error, "make_matrix": checks.Passed, "assign": checks.Passed}, "cell 8 (fasterer-add_constant), line 2: undefined: undefined", ""},
		{"one panics before it is called", map[string]string{"add_constant": addInit, "make_matrix": "solved"},
			map[string]checks.Outcome{"add_constant": checks.Error, "make_matrix": checks.Passed}, "boom", ""},
		{"lets a stub of the same lesson do its work", map[string]string{"add_constant": addByOther}, map[string]checks.Outcome{"add_constant": checks.Error}, "AddConstantInto", ""},
		{"lets what was left out do its work", map[string]string{"add_constant": addByOther, "add_constant_into": ""}, map[string]checks.Outcome{"add_constant": checks.Error}, "undefined: AddConstantInto", ""},
		{"built on a stub", map[string]string{"train": "solved"}, map[string]checks.Outcome{"train": checks.Passed}, "", "fasterer/update_centroids fasterer/reconstruction_loss"},
		{"built on a mistake", map[string]string{"train": "solved", "assign": wrongLabel, "update_centroids": "solved", "reconstruction_loss": "solved"},
			map[string]checks.Outcome{"train": checks.Passed, "assign": checks.Failed, "update_centroids": checks.Passed, "reconstruction_loss": checks.Passed}, "differ", "fasterer/assign"},
		{"built on loops", map[string]string{"train": "solved", "assign": loopLabel, "update_centroids": "solved", "reconstruction_loss": "solved"},
			map[string]checks.Outcome{"train": checks.Passed, "assign": checks.Failed, "update_centroids": checks.Passed, "reconstruction_loss": checks.Passed}, "loop", "fasterer/assign"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := w.Grade(t.Context(), handIn(t, "01_fasterer", tc.answers))
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			for _, v := range r.Exercises {
				want := tc.want[strings.TrimPrefix(v.Exercise, "fasterer/")]
				if want == "" {
					want = checks.NotAttempted
				}
				if v.Outcome != want {
					t.Errorf("%s: %s, want %s\n%s", v.Exercise, v.Outcome, want, v.Text())
				}
				for _, c := range v.Criteria {
					if said == "" && (c.Outcome == checks.Failed || c.Outcome == checks.Error) {
						said = c.Message
					}
				}
				if v.Exercise == "fasterer/train" && !sameWords(strings.Join(v.With, " "), tc.with) {
					t.Errorf("train was judged with %v, want %q", v.With, tc.with)
				}
			}
			if !strings.Contains(said, tc.says) {
				t.Errorf("the message %q does not say %q", said, tc.says)
			}
			if page := string(r.Page("")); !strings.Contains(page, "ada") || strings.Count(page, "fg-verdict") != len(r.Exercises) {
				t.Error("the page lacks a verdict")
			}
			again, err := w.Grade(t.Context(), handIn(t, "01_fasterer", tc.answers))
			if err != nil || !slices.Equal(Derive(again), Derive(r)) {
				t.Errorf("judged again, the verdict is another: %v", err)
			}
		})
	}
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	for _, w := range x {
		if !strings.Contains(b, w) {
			return false
		}
	}
	return len(x) == len(y)
}

// What the course holds to be right passes behind the walls too, all of it.
func TestReferencesPass(t *testing.T) {
	w := newWorker(t)
	for _, l := range w.Course.Lessons {
		r, err := w.Grade(t.Context(), handIn(t, l.Name, nil))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range r.Exercises {
			if v.Outcome != checks.Passed || v.Points != v.MaxPoints || len(v.With) > 0 || len(v.Notes) > 0 {
				t.Errorf("%s\n%s\n%s", v.Where, v.Text(), v.Notes)
			}
		}
		if len(r.Log) > 0 {
			t.Errorf("%s: %v", l.Name, r.Log)
		}
	}
}

// elsewhere is an answer that checks do not know to run in their own process.
type elsewhere struct{ checks.Answer }

// A check that panics over what came back costs one exercise.
func TestJudgedOutlivesAPanic(t *testing.T) {
	e := &checks.Exercise[func() []int]{
		Info:      checks.Info{ID: "test/third", Func: "Third"},
		Reference: func() []int { return []int{1, 2, 3} },
		Criteria: func(answer func() []int) []checks.Criterion {
			return []checks.Criterion{{Name: "values", Points: 2, Check: func(t *checks.T) { t.Equal(answer()[2], 3) }}}
		},
	}
	r := judged(e, elsewhere{checks.Local(func() []int { return nil })}, [tries]uint64{})
	if r.Outcome != checks.Error || r.Points != 0 || r.MaxPoints != 2 || !strings.Contains(r.Text(), "stumbled") {
		t.Errorf("%s", r.Text())
	}
	if r := judged(e, checks.Local(e.Reference), [tries]uint64{}); r.Outcome != checks.Passed {
		t.Errorf("%s", r.Text())
	}
}

func TestPageOfTheUnread(t *testing.T) {
	r := &Result{Student: "ada", Lesson: "01", Error: "torn", Log: []string{"another name"}, Exercises: []Verdict{{Report: &checks.Report{MaxPoints: 2}}}}
	page := string(r.Page(""))
	for words, want := range map[string]bool{"torn": true, "another name": true, "of 2 points": false, "percent": false, "0 / 2": false} {
		if strings.Contains(page, words) == !want {
			t.Errorf("%q in the page: want %t", words, want)
		}
	}
}
