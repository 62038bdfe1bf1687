package answer

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fastergo/internal/author"
	"fastergo/internal/house"
	"fastergo/internal/notebook"
)

// A taught lesson is one of the course's, as the front end gets it.
type taught struct {
	exercises []Exercise
	solved    []byte // its notebook with the reference answers
	stubs     []byte // its notebook as it is handed out
}

// course returns the course's lessons by name.
var course = sync.OnceValues(func() (map[string]taught, error) {
	root, err := house.Root()
	if err != nil {
		return nil, err
	}
	c, faults := author.Load(root)
	if len(faults) > 0 {
		return nil, faults
	}
	lessons := map[string]taught{}
	for _, l := range c.Lessons {
		var t taught
		for _, e := range l.Exercises {
			x := Exercise{ID: e.ID, Func: e.Solution.Func, Package: l.Package, Cell: notebook.AnswerID(e.ID)}
			if x.Stub, err = os.ReadFile(filepath.Join(root, "exercises", filepath.FromSlash(e.ID)+".go")); err != nil {
				return nil, err
			}
			if x.Reference, err = os.ReadFile(filepath.Join(root, "solutions", filepath.FromSlash(e.ID)+".go")); err != nil {
				return nil, err
			}
			t.exercises = append(t.exercises, x)
		}
		if t.stubs, err = os.ReadFile(filepath.Join(root, "notebooks", l.Name+".ipynb")); err != nil {
			return nil, err
		}
		n, err := notebook.Parse(t.stubs)
		if err != nil {
			return nil, err
		}
		if err := author.Solve(n, root); err != nil {
			return nil, err
		}
		if t.solved, err = n.Bytes(); err != nil {
			return nil, err
		}
		if len(t.exercises) > 0 {
			lessons[l.Name] = t
		}
	}
	return lessons, nil
})

func lessonsOf(t testing.TB) map[string]taught {
	t.Helper()
	lessons, err := course()
	if err != nil {
		t.Fatal(err)
	}
	return lessons
}

func TestCourse(t *testing.T) {
	count := 0
	for name, l := range lessonsOf(t) {
		solved, err := Notebook(name+".ipynb", l.solved, l.exercises)
		if err != nil {
			t.Fatal(err)
		}
		stubs, err := Notebook(name+".ipynb", l.stubs, l.exercises)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range l.exercises {
			count++
			c, problem := solved.Answer(e.ID, nil)
			if problem != nil {
				t.Errorf("%s: %v: %s", e.ID, problem.At, problem.Message)
				continue
			}
			if c == nil {
				t.Errorf("%s: no candidate", e.ID)
				continue
			}
			if !strings.HasPrefix(string(c.Text), "func "+e.Func+"(") {
				t.Errorf("%s: Text is %q", e.ID, c.Text)
			}
			if c, problem := stubs.Answer(e.ID, nil); c != nil || problem != nil {
				t.Errorf("%s, untouched: %v, %v", e.ID, c, problem)
			}
		}
		if log := append(logOf(solved), logOf(stubs)...); len(log) > 0 {
			t.Errorf("%s: log %q", name, log)
		}
	}
	if count < 59 {
		t.Errorf("%d exercises", count)
	}
}

func BenchmarkSolvedLesson(b *testing.B) {
	for name, l := range lessonsOf(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w, err := Notebook(name+".ipynb", l.solved, l.exercises)
				if err != nil {
					b.Fatal(err)
				}
				for _, e := range l.exercises {
					if c, _ := w.Answer(e.ID, nil); c == nil {
						b.Fatal(e.ID)
					}
				}
			}
		})
	}
}

// Answers may be asked for at the same time.
func TestAnswersAtOnce(t *testing.T) {
	l := lessonsOf(t)["01_fasterer"]
	w, err := Notebook("x.ipynb", l.solved, l.exercises)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for _, e := range l.exercises {
				if c, _ := w.Answer(e.ID, func(string) bool { return true }); c == nil {
					t.Errorf("%s: no candidate", e.ID)
				}
			}
		})
	}
	wait.Wait()
}
