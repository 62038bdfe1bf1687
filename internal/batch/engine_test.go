package batch

import (
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fastergo/internal/author"
	"fastergo/internal/grade"
	"fastergo/internal/house"
	"fastergo/internal/kit"
	"fastergo/internal/notebook"
	"fastergo/internal/sandbox"
)

// kits is where the tests' kit is.
var kits string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "kits")
	if err == nil {
		err = os.Chmod(dir, 0o755) // tools may run as another user
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	kits = dir
	code := m.Run()
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return os.Chmod(path, 0o755) // a kit cannot be written to
		}
		return err
	})
	os.RemoveAll(dir)
	os.Exit(code)
}

var graderOnce = sync.OnceValues(func() (*grade.Grader, error) {
	root, err := house.Root()
	if err != nil {
		return nil, err
	}
	k, err := kit.Prepare(context.Background(), root, kits)
	if err != nil {
		return nil, err
	}
	c, err := grade.Load(root)
	if err != nil {
		return nil, err
	}
	secret, err := grade.NewSecret([]byte("a secret of the tests"))
	if err != nil {
		return nil, err
	}
	limits := grade.DefaultLimits
	limits.Exercise.CPU, limits.Exercise.Wall = 2*time.Second, 5*time.Second
	return &grade.Grader{
		Course: c, Kit: k, Tier: sandbox.Probe(k.Init()).Tier, Secret: secret,
		Assignment: "tests", Limits: limits, Program: "tests",
	}, nil
})

// theGrader returns a grader with walls and with little patience.
func theGrader(t *testing.T) *grade.Grader {
	t.Helper()
	if testing.Short() {
		t.Skip("builds and runs many answers")
	}
	g, err := graderOnce()
	if err != nil {
		t.Fatal(err)
	}
	if g.Tier == sandbox.None {
		const why = "no walls hold on this machine: go run ./cmd/fastergo grade --doctor says why"
		if os.Getenv("FASTERGO_WALLS") != "" { // as in CI
			t.Fatal(why)
		}
		t.Skip(why)
	}
	return g
}

// judgeAll judges what is in paths and returns where the results are, and what they are.
func judgeAll(t *testing.T, g *grade.Grader, paths ...string) (out string, results []*grade.Result, s *Summary) {
	t.Helper()
	out = t.TempDir()
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	s, err := Run(t.Context(), g, Options{Paths: paths, Out: out, Tell: func(p Progress) {
		if p.Result != nil {
			results = append(results, p.Result)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(scratch); len(left) > 0 {
		t.Errorf("left behind among the temporary files: %v", left)
	}
	return out, results, s
}

// An honest student's work, and what it got alone.
type honest struct {
	notebook []byte
	result   *grade.Result
}

var honestOnce sync.Once
var honestWork honest

// theHonest returns a solved notebook and its result when nobody else hands in.
func theHonest(t *testing.T, g *grade.Grader) honest {
	t.Helper()
	honestOnce.Do(func() {
		root, err := house.Root()
		if err != nil {
			t.Fatal(err)
		}
		n, err := notebook.ReadFile(filepath.Join(root, "notebooks", "01_fasterer.ipynb"))
		if err == nil {
			err = author.Solve(n, root)
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := n.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		put(t, filepath.Join(dir, "honest-student", "01_fasterer.ipynb"), text)
		_, results, _ := judgeAll(t, g, dir)
		honestWork = honest{text, results[0]}
		if got, most := results[0].Points(); got < most {
			t.Errorf("alone the honest student gets %g of %g points", got, most)
			logMisses(t, results[0])
		}
	})
	if honestWork.result == nil {
		t.Fatal("no honest student")
	}
	return honestWork
}

// compare requires that the honest student's result is among the results as it was.
func (h honest) compare(t *testing.T, results []*grade.Result) {
	t.Helper()
	at := slices.IndexFunc(results, func(r *grade.Result) bool { return r.Student == h.result.Student })
	if at < 0 {
		t.Fatal("the honest student is not among the results")
	}
	was, most := h.result.Points()
	is, _ := results[at].Points()
	if was != is || !slices.Equal(grade.Derive(results[at]), grade.Derive(h.result)) {
		t.Errorf("the honest student had %g of %g points alone, and has %g beside the others", was, most, is)
		logMisses(t, results[at])
	}
}

func logMisses(t *testing.T, r *grade.Result) {
	t.Helper()
	for _, v := range r.Exercises {
		if v.Outcome != "passed" {
			t.Logf("%s: %s", v.Exercise, message(v))
		}
	}
}

// A sight is what can be seen of this process and around it.
type sight struct {
	children   []string
	mounts     string
	files      int
	goroutines int
}

func look(t *testing.T) (s sight) {
	t.Helper()
	if runtime.GOOS != "linux" {
		return s
	}
	runtime.GC() // files that nobody holds are closed
	status, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range status {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		// The name may hold anything; the fields behind it are the state and the parent.
		_, fields, _ := strings.Cut(string(text[max(0, strings.LastIndexByte(string(text), ')')):]), " ")
		if f := strings.Fields(fields); len(f) > 1 && f[1] == strconv.Itoa(os.Getpid()) {
			s.children = append(s.children, string(text))
		}
	}
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		t.Fatal(err)
	}
	s.mounts = string(mounts)
	files, _ := os.ReadDir("/proc/self/fd")
	s.files = len(files)
	s.goroutines = runtime.NumGoroutine()
	return s
}

// compare requires that nothing was left behind, and that the memory taken stays below
// what a grader may have.
func (s sight) compare(t *testing.T, now sight) {
	t.Helper()
	if len(now.children) > len(s.children) {
		t.Errorf("processes are left:\n%s", strings.Join(now.children, ""))
	}
	if now.mounts != s.mounts {
		t.Errorf("mounts were\n%s\nand are\n%s", s.mounts, now.mounts)
	}
	if now.files > s.files+8 { // the poller's, and what the collector has not come to
		t.Errorf("%d open files were %d", now.files, s.files)
	}
	if now.goroutines > s.goroutines+8 {
		buf := make([]byte, 1<<20)
		t.Errorf("%d goroutines were %d\n%.20000s", now.goroutines, s.goroutines, buf[:runtime.Stack(buf, true)])
	}
	if mb := peakMemory(t); mb > graderMemory {
		t.Errorf("the grader took %d MB, more than %d", mb, graderMemory)
	} else {
		t.Logf("the grader took %d MB at the most", mb)
	}
}

// graderMemory is how many MB the grader stays below, whatever is handed in.
const graderMemory = 512

// peakMemory is the most that this process had in memory, in MB.
func peakMemory(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if errors.Is(err, fs.ErrNotExist) {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			if err != nil {
				t.Fatal(err)
			}
			return kb >> 10
		}
	}
	t.Fatal("no VmHWM")
	return 0
}

func wellFormed(text []byte) error {
	d := xml.NewDecoder(strings.NewReader(string(text)))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func noFormulas(text []byte) error {
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	for _, row := range rows {
		if row[0] != "" && strings.ContainsAny(row[0][:1], "=+-@\t\r") {
			return fmt.Errorf("%q is a formula", row[0])
		}
	}
	return err
}

// noScript requires a page without anything that acts.
func noScript(text []byte) error {
	lower := strings.ToLower(string(text))
	for _, words := range []string{"<script", "<img src=x", "\x1b", "\u202e"} {
		if strings.Contains(lower, words) {
			return fmt.Errorf("it has %q", words)
		}
	}
	return nil
}
