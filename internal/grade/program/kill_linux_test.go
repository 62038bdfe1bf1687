package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"fastergo/internal/batch"
	"fastergo/internal/house"
	"fastergo/internal/kit"
	"fastergo/internal/pile"
	"fastergo/internal/sandbox"
)

// The defaults are for every day. The promise is
//
//	go test ./internal/grade/program -run Killed -pile 200 -kills 20 -timeout 30m
var (
	pileSize = flag.Int("pile", 12, "how many submissions the killed run is of")
	kills    = flag.Int("kills", 3, "how often it is killed")
)

const asProgram = "FASTERGO_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// A run that is killed at any moment goes on where it was: it ends with the same values
// as one that nobody disturbed, and leaves nothing else behind.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("grades a pile of submissions, twice")
	}
	root, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	t.Cleanup(func() { exec.Command("chmod", "-R", "u+w", home).Run() }) // a kit cannot be written to
	if err := os.Chmod(filepath.Dir(home), 0o755); err != nil {
		t.Fatal(err)
	}
	k, err := kit.Prepare(t.Context(), root, filepath.Join(home, "kits"))
	if err != nil {
		t.Fatal(err)
	}
	if sandbox.Probe(k.Init()).Tier == sandbox.None {
		const why = "no walls hold on this machine: go run ./cmd/fastergo grade --doctor says why"
		if os.Getenv("FASTERGO_WALLS") != "" { // as in CI
			t.Fatal(why)
		}
		t.Skip(why)
	}
	// Whoever loses its parent becomes a child of this process, and can be seen.
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		t.Fatal(err)
	}
	submitted, secret, temporary := t.TempDir(), filepath.Join(t.TempDir(), "secret"), t.TempDir()
	if err := pile.Make(root, "01_fasterer", submitted, *pileSize, 1); err != nil {
		t.Fatal(err)
	}
	start := func(out string) *exec.Cmd {
		cmd := exec.Command(os.Args[0], "grade", submitted, "--out", out, "--seed-file", secret, "--json")
		cmd.Env = append(os.Environ(), asProgram+"=1", house.RootEnv+"="+root, house.HomeEnv+"="+home, "TMPDIR="+temporary)
		cmd.Stderr = os.Stderr
		return cmd
	}
	whole := func(out string) {
		t.Helper()
		if text, err := start(out).Output(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
	}
	began := time.Now()
	undisturbed := t.TempDir()
	whole(undisturbed)
	took := time.Since(began)

	killed := t.TempDir()
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	for i := range *kills {
		cmd := start(killed)
		// At a moment of its share of the whole: each run gets on.
		after := time.Duration(float64(took) / float64(*kills+1) * 2 * r.Float64())
		ctx, cancel := context.WithTimeout(t.Context(), after)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-ctx.Done()
		cancel()
		cmd.Process.Kill()
		cmd.Wait()
		t.Logf("kill %d after %v: %d judged", i+1, after.Round(time.Millisecond), lines(t, filepath.Join(killed, batch.JournalFile)))
		orphans(t)
	}
	whole(killed)
	if left, _ := os.ReadDir(temporary); len(left) > 0 {
		t.Errorf("left behind among the temporary files: %v", left)
	}
	if n := lines(t, filepath.Join(killed, batch.JournalFile)); n != *pileSize {
		t.Errorf("the journal has %d lines for %d submissions", n, *pileSize)
	}
	if got, want := values(t, killed), values(t, undisturbed); got != want {
		t.Errorf("the values are others than those of an undisturbed run\n%s", firstDifference(got, want))
	}
	same := func(dir string) (names []string) {
		filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			rel, _ := filepath.Rel(dir, path)
			names = append(names, rel)
			return err
		})
		return names
	}
	if got, want := fmt.Sprint(same(killed)), fmt.Sprint(same(undisturbed)); got != want {
		t.Errorf("the files are\n%s\nand those of an undisturbed run\n%s", got, want)
	}
}

// lines counts the whole lines of a file; 0 if it is not there.
func lines(t *testing.T, path string) (n int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return strings.Count(string(text), "\n")
}

// values is results.jsonl without what a clock or a meter says.
func values(t *testing.T, out string) string {
	t.Helper()
	f, err := os.Open(filepath.Join(out, "results.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all strings.Builder
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var row batch.Row
		if err := json.Unmarshal(s.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%s %s %d %s %s %v:", row.Student, row.Lesson, row.Attempt, row.Exercise, row.Outcome, row.With)
		for _, c := range row.Criteria {
			if !c.Measured {
				fmt.Fprintf(&all, " [%s %s %g %q]", c.Name, c.Outcome, c.Points, c.Message)
			}
		}
		all.WriteByte('\n')
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return as[i] + "\n" + bs[i]
		}
	}
	return fmt.Sprintf("%d and %d lines", len(as), len(bs))
}

// orphans requires that nothing that a killed run started goes on.
func orphans(t *testing.T) {
	t.Helper()
	var alive []string
	for range 100 { // the kernel takes a moment
		for {
			if pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); pid <= 0 || err != nil {
				break
			}
		}
		if alive = children(); len(alive) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("processes of a killed run go on:\n%s", strings.Join(alive, ""))
}

func children() (all []string) {
	names, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		// A name may hold anything; behind it stand the state and the parent.
		f := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
		if len(f) > 1 && f[1] == strconv.Itoa(os.Getpid()) {
			all = append(all, string(text))
		}
	}
	return all
}
