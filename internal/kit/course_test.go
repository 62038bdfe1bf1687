package kit_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fastergo/checks"
	"fastergo/internal/answer"
	"fastergo/internal/course"
	"fastergo/internal/kit"
	"fastergo/internal/sandbox"
	"fastergo/internal/syntax"
	"fastergo/internal/wire/remote"
)

const root = "../.."

// candidates are the reference answers as the front end hands them on.
func candidates(t testing.TB) map[string]*answer.Candidate {
	t.Helper()
	files := map[string][]byte{}
	var exercises []answer.Exercise
	for _, l := range course.Lessons {
		for _, e := range l.Exercises {
			info := checks.InfoOf(e)
			name := filepath.FromSlash(info.ID) + ".go"
			stub, err := os.ReadFile(filepath.Join(root, "exercises", name))
			if err != nil {
				t.Fatal(err)
			}
			reference, err := os.ReadFile(filepath.Join(root, "solutions", name))
			if err != nil {
				t.Fatal(err)
			}
			pkg, _, _ := strings.Cut(info.ID, "/")
			exercises = append(exercises, answer.Exercise{ID: info.ID, Func: funcOf(e), Package: pkg, Stub: stub, Reference: reference})
			files[info.ID+".go"] = reference
		}
	}
	w, err := answer.Files(files, exercises)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*answer.Candidate{}
	for _, e := range exercises {
		c, p := w.Answer(e.ID, func(string) bool { return false })
		if c == nil {
			t.Fatalf("%s: %v", e.ID, p)
		}
		all[e.ID] = c
	}
	return all
}

func funcOf(e checks.Any) string {
	return kit.NameOf(checks.ReferenceOf(e))
}

// Every reference answer builds. Some, which import different packages, are
// judged in the process that came of it.
func TestCourse(t *testing.T) {
	k, box := kit.TheKit(t)
	judged := []string{"fasterer/assign", "fasterer/gaussian_data", "arrays/madhava_pi", "matmul/launch", "optimize/update_sparse"}
	built := 0
	for id, c := range candidates(t) {
		if !slices.Contains(judged, id) && testing.Short() {
			continue
		}
		t.Run(id, func(t *testing.T) {
			dir := kit.ScratchDir(t)
			source := kit.Source{Go: c.Source, Funcs: []string{c.Func}, Scratch: dir}
			exe, errs, _, err := k.Build(t.Context(), box, source)
			if err != nil || errs != nil {
				t.Fatal(errs, err)
			}
			built++
			if !slices.Contains(judged, id) {
				return
			}
			i := slices.IndexFunc(lessons(), func(e checks.Any) bool { return checks.InfoOf(e).ID == id })
			e := lessons()[i]
			p, err := box.Start(exe, sandbox.Limits{}, c.Func)
			if err != nil {
				t.Fatal(err)
			}
			r := checks.Judge(e, remote.New(remote.Config{
				In: p.In, Out: p.Out, Type: reflect.TypeOf(checks.ReferenceOf(e)),
				Source: func() (checks.Source, error) {
					all, err := k.Read(t.Context(), box, source, nil, answer.Alone(c).Starts)
					if err != nil {
						return checks.Source{}, err
					}
					return all[0], nil
				},
				Where: func(string, int) string { return "" },
			}), 1)
			if r.Outcome != checks.Passed {
				t.Errorf("%+v", r)
			}
			p.In.Close()
			if e := p.Wait(); e.Code != 0 || e.Cause != sandbox.Exited {
				t.Errorf("the candidate ended with %v: %s", e, e.Stderr)
			}
		})
	}
	t.Logf("%d built", built)
}

func lessons() (all []checks.Any) {
	for _, l := range course.Lessons {
		all = append(all, l.Exercises...)
	}
	return all
}

// Sources are read within the walls as they are outside.
func TestRead(t *testing.T) {
	k, box := kit.TheKit(t)
	all := candidates(t)
	for _, id := range slices.Sorted(maps.Keys(all))[:8] {
		c := all[id]
		line := answer.Alone(c).Starts[0]
		want, err := syntax.Read(c.Source, line)
		if err != nil {
			t.Fatal(err)
		}
		all, err := k.Read(t.Context(), box, kit.Source{Go: c.Source, Scratch: kit.ScratchDir(t)}, nil, []int{line, line})
		if err != nil {
			t.Fatal(err)
		}
		got := all[1]
		if !reflect.DeepEqual(all[0], got) || got.Text != want.Text || got.Statements != want.Statements || !slices.Equal(got.Loops, want.Loops) || !slices.Equal(got.Names, want.Names) {
			t.Errorf("%s: %v\ngot  %+v\nwant %+v", id, err, got, want)
		}
	}
}

// What cannot be read is the answer's fault, in a line.
func TestReadRefuses(t *testing.T) {
	k, box := kit.TheKit(t)
	for name, tc := range map[string]struct {
		source string
		want   string
	}{
		"no function": {"package answer\n\n\n\nvar x = 1\n", "the answer's source has no function at line 3"},
		"no Go":       {"package answer\n\nfunc {", "the answer's source does not parse: 3:6: expected 'IDENT', found '{' (and 1 more errors)"},
		"types":       {"package answer\n\nfunc F() {}\n\n" + kit.TypeBomb(), "it needs too much memory to read its source (more than 512 MB): is a type, a constant or an array larger than it looks?|it took too long to read its source, and was stopped (more than 2s of processor time): is a type, a constant or an array larger than it looks?"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := kit.ScratchDir(t)
			_, err := kit.Hurried(k).Read(context.Background(), box, kit.Source{Go: []byte(tc.source), Scratch: dir}, nil, []int{3})
			var ours kit.Error
			if !errors.As(err, &ours) || !strings.Contains(tc.want, ours.Message) {
				t.Errorf("got  %v\nwant %s", err, tc.want)
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}
