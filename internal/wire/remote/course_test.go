package remote_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"fastergo/checks"
	"fastergo/internal/cell"
	"fastergo/internal/course"
	"fastergo/internal/syntax"
	"fastergo/internal/wire"
	"fastergo/internal/wire/remote"
)

// The tests' own program stands in for the course's, which reads sources.
func TestMain(m *testing.M) {
	if os.Args[0] == "candidate" {
		wire.Serve(served()[wire.Name()])
		os.Exit(0)
	}
	if len(os.Args) == 3 && os.Args[1] == "syntax" {
		text, _ := io.ReadAll(os.Stdin)
		line, _ := strconv.Atoi(os.Args[2])
		src, err := syntax.Read(text, line)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Stdout.Write(src.Encode())
		os.Exit(0)
	}
	program, err := os.Executable()
	if err != nil {
		panic(err)
	}
	os.Setenv(cell.ProgramEnv, program)
	os.Exit(m.Run())
}

// quote is what checks.Local says of a line.
func quote(file string, line int) string {
	src, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%s:%d: %s", filepath.Base(file), line, strings.TrimSpace(strings.Split(string(src), "\n")[line-1]))
}

// behind returns f behind the wire, in this process, as a function of type t.
func behind(t testing.TB, f any, typ reflect.Type) *remote.Answer { return beside(t, f, nil, typ) }

// beside is behind, with a baseline to be timed beside.
func beside(t testing.TB, f, baseline any, typ reflect.Type) *remote.Answer {
	requests, in := io.Pipe()
	out, replies := io.Pipe()
	go func() {
		wire.ServeOn(requests, replies, f)
		replies.Close()
	}()
	t.Cleanup(func() { in.Close() })
	return remote.New(remote.Config{In: in, Out: out, Type: typ, Source: checks.Local(f).Source, Where: quote, Baseline: func() (*remote.Answer, func(), error) {
		return behind(t, baseline, typ), func() {}, nil
	}})
}

// Every answer of the course gets the same verdict behind the wire as in this process.
func TestCourse(t *testing.T) {
	if testing.Short() {
		t.Skip("judges all planted answers twice")
	}
	for _, lesson := range course.Lessons {
		for _, e := range lesson.Exercises {
			info := checks.InfoOf(e)
			reference := checks.ReferenceOf(e)
			answers := append([]checks.WrongAnswer{{Name: "the reference", Answer: reference}}, checks.WrongOf(e)...)
			t.Run(info.ID, func(t *testing.T) {
				for _, w := range answers {
					local := checks.Judge(e, checks.Local(w.Answer), 3)
					behind := checks.Judge(e, beside(t, w.Answer, checks.BaselineOf(e), reflect.TypeOf(reference)), 3)
					same(t, w.Name, local, behind)
				}
			})
		}
	}
}

// same fails unless two reports say the same of what is not timed: across a wire, a
// clock sees other times.
func same(t *testing.T, name string, local, behind *checks.Report) {
	if len(local.Criteria) != len(behind.Criteria) {
		t.Fatalf("%s: %d criteria, behind the wire %d", name, len(local.Criteria), len(behind.Criteria))
	}
	timed := false
	for i, want := range local.Criteria {
		got := behind.Criteria[i]
		if (want.Measured || got.Measured) && !want.Advisory {
			timed = true
			continue
		}
		if got.Outcome != want.Outcome || got.Points != want.Points || got.Message != want.Message || got.Advisory != want.Advisory {
			t.Errorf("%s: %s\n%s: %s\nbehind the wire %s: %s", name, want.Name, want.Outcome, want.Message, got.Outcome, got.Message)
		}
	}
	if !timed && (local.Outcome != behind.Outcome || local.Points != behind.Points || local.Bonus != behind.Bonus) {
		t.Errorf("%s: %s with %g points, behind the wire %s with %g", name, local.Outcome, local.Points, behind.Outcome, behind.Points)
	}
}
