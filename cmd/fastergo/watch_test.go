package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fastergo/checks"
	"fastergo/internal/author"
	"fastergo/internal/progress"
)

// A watched is a watch at work, whose judge goes by what an exercise's file
// says: "right", "wrong", "stub", "slow", "endless"; all else does not compile.
type watched struct {
	t    *testing.T
	root string
	keys chan byte
	end  context.CancelFunc
	done chan error
	slow chan struct{} // answers that are slow wait for it

	mu  sync.Mutex
	out strings.Builder
}

func (w *watched) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.Write(b)
}

func (w *watched) judge(ctx context.Context, e *author.Exercise, output io.Writer) (*checks.Report, error) {
	text, err := os.ReadFile(filepath.Join(w.root, filepath.FromSlash(file(e))))
	if err != nil {
		return nil, err
	}
	r := &checks.Report{Exercise: e.ID, Title: "T", MaxPoints: 1}
	message := ""
	switch string(text) {
	case "right":
		r.Outcome, r.Points = checks.Passed, 1
	case "wrong":
		r.Outcome, message = checks.Failed, "got 1, want 2"
		io.WriteString(output, strings.Repeat("printed\n", 10_000))
	case "stub":
		r.Outcome, r.Invitation = checks.NotAttempted, "Put your answer there, then run the cell again."
	case "slow":
		io.WriteString(w, "slow begins")
		<-w.slow
		r.Outcome, r.Points = checks.Passed, 1
	case "endless":
		<-ctx.Done()
		return nil, ctx.Err()
	default:
		r.Outcome, message = checks.Error, "exercises/"+e.ID+".go:3:1: syntax error"
	}
	r.Criteria = []checks.Result{{Name: "values", Outcome: r.Outcome, MaxPoints: 1, Message: message}}
	return r, nil
}

// startWatch watches the course's first exercises, on a screen or not.
func startWatch(t *testing.T, screen bool) *watched {
	ctx, end := context.WithCancel(t.Context())
	w := &watched{t: t, root: t.TempDir(), end: end, done: make(chan error, 1), slow: make(chan struct{})}
	var exercises []*author.Exercise
	for _, id := range []string{"fasterer/make_matrix", "fasterer/add_constant_loop", "fasterer/add_constant"} {
		exercises = append(exercises, &author.Exercise{ID: id})
		w.save(id+".go", "stub")
	}
	watch := &watch{root: w.root, exercises: exercises, store: progress.Open(t.TempDir()), judge: w.judge, out: w}
	if screen {
		w.keys = make(chan byte)
		watch.keys = w.keys
	}
	go func() { w.done <- watch.run(ctx) }()
	t.Cleanup(end)
	return w
}

// save writes a file as editors do: another one first, then that in its place.
func (w *watched) save(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.root, "exercises", filepath.FromSlash(name))
	err := os.MkdirAll(filepath.Dir(path), 0o777)
	if err == nil {
		err = os.WriteFile(path+"~", []byte(text), 0o666)
	}
	if err == nil {
		err = os.Rename(path+"~", path)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// await waits until the words were written, in this order, and forgets what was
// written up to them. It returns that.
func (w *watched) await(words ...string) string {
	w.t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		w.mu.Lock()
		text := w.out.String()
		at := 0
		for _, word := range words {
			i := strings.Index(text[at:], word)
			if i < 0 {
				at = -1
				break
			}
			at += i + len(word)
		}
		if at >= 0 {
			w.out.Reset()
			w.out.WriteString(text[at:])
			w.mu.Unlock()
			return text[:at]
		}
		w.mu.Unlock()
		if time.Now().After(deadline) {
			w.t.Fatalf("no sight of %q in %q", words, text)
		}
	}
}

func (w *watched) ends() {
	w.t.Helper()
	select {
	case err := <-w.done:
		if err != nil {
			w.t.Error(err)
		}
	case <-time.After(time.Minute):
		w.t.Fatal("it does not end")
	}
}

func TestWatchLines(t *testing.T) {
	w := startWatch(t, false)
	w.await("Watching 3 exercises", "T (fasterer/make_matrix), 1 points", "Put your answer there, then save exercises/fasterer/make_matrix.go.")
	w.save("fasterer/make_matrix.go", "func {")
	w.await("ERROR: T (fasterer/make_matrix)", "make_matrix.go:3:1: syntax error")
	w.save("fasterer/make_matrix.go", "wrong")
	if said := w.await("FAILED: T", "got 1, want 2"); len(said) > 2*mostPrinted {
		t.Errorf("%d bytes of what the answer printed", len(said))
	}
	w.save("fasterer/make_matrix.go", "right")
	w.await("PASSED: T (fasterer/make_matrix)")
	w.save("fasterer/make_matrix.go", "wrong")
	w.await("FAILED: T", "You passed this on ")
	// Another exercise has its turn when it is saved.
	w.save("fasterer/add_constant.go", "endless")
	w.save("fasterer/add_constant.go", "right.")
	w.await("ERROR: T (fasterer/add_constant)")
	// Two that are saved one right after the other are both judged.
	w.save("fasterer/add_constant.go", "slow")
	w.await("slow begins")
	w.save("fasterer/make_matrix.go", "wrong")
	w.save("fasterer/add_constant_loop.go", "right")
	time.Sleep(2 * glance) // until they are seen
	close(w.slow)
	w.await("PASSED: T (fasterer/add_constant)", "FAILED: T (fasterer/make_matrix)", "PASSED: T (fasterer/add_constant_loop)")
	w.save("fasterer/add_constant.go", "neither")
	w.await("ERROR: T (fasterer/add_constant)")
	// A file of the reader's own may be why an answer is wrong.
	w.save("fasterer/helper.go", "right")
	w.await("ERROR: T (fasterer/add_constant)")
	w.mu.Lock()
	if text := w.out.String(); strings.Contains(text, "\x1b") {
		t.Errorf("not a terminal: %q", text)
	}
	w.mu.Unlock()
	w.end()
	w.ends()
}

func TestWatchScreen(t *testing.T) {
	const clear = "\x1b[H\x1b[2J"
	w := startWatch(t, true)
	w.await(clear, "exercises/fasterer/make_matrix.go", "Judging fasterer/make_matrix ...")
	w.await("Put your answer", "]  0 of ", "h hint")
	w.keys <- 'h'
	w.await(clear, "Hint 1 of 3: ", "q quit")
	w.save("fasterer/make_matrix.go", "wrong")
	w.await(clear, "FAILED", "Hint 1 of 3: ", "q quit") // a hint stays
	w.keys <- 'h'
	w.await(clear, "Hint 1 of 3: ", "Hint 2 of 3: ", "q quit")
	w.keys <- 'l'
	w.await(clear, "> [+] fasterer/make_matrix\n  [ ] fasterer/add_constant_loop\n", "q quit")
	// What was begun before is broken off.
	w.save("fasterer/make_matrix.go", "endless")
	w.await("Judging fasterer/make_matrix")
	w.save("fasterer/make_matrix.go", "right")
	w.await(clear, "PASSED", "]  1 of ", "q quit")
	// It goes on when asked to, and not before.
	w.keys <- 'n'
	if said := w.await("exercises/fasterer/add_constant_loop.go", "Put your answer", "q quit"); strings.Contains(said, "Hint") {
		t.Errorf("hints of another exercise: %q", said)
	}
	w.keys <- 'x'
	w.keys <- 'n'
	w.await("exercises/fasterer/add_constant.go")
	w.save("fasterer/add_constant.go", "right")
	w.await("PASSED")
	w.save("fasterer/add_constant_loop.go", "right")
	w.await("PASSED: T (fasterer/add_constant_loop)", "]  3 of ")
	// One that is saved while another is judged comes next, and tells of that one.
	w.save("fasterer/add_constant.go", "slow")
	w.await("slow begins")
	w.save("fasterer/make_matrix.go", "right")
	w.await("Judging fasterer/add_constant ..., then fasterer/make_matrix")
	close(w.slow)
	w.await(clear, "PASSED: T (fasterer/make_matrix)", "Saved at the same time:", "PASSED: T (fasterer/add_constant)", "q quit")
	w.keys <- 'n'
	w.await("No other exercise here is left to solve.")
	w.keys <- 'q'
	w.ends()
}

// Ctrl-C is a key on a terminal whose keys come one by one, and it ends what
// is being judged.
func TestWatchEnds(t *testing.T) {
	for name, end := range map[string]func(*watched){
		"Ctrl-C":               func(w *watched) { w.keys <- 3 },
		"the terminal is gone": func(w *watched) { close(w.keys) },
		"a signal":             func(w *watched) { w.end() },
	} {
		t.Run(name, func(t *testing.T) {
			w := startWatch(t, true)
			w.save("fasterer/make_matrix.go", "endless")
			w.await("Judging")
			end(w)
			w.ends()
		})
	}
}

func TestRawWriter(t *testing.T) {
	var b strings.Builder
	n, err := rawWriter{&b}.Write([]byte("a\nb\n"))
	if n != 4 || err != nil || b.String() != "a\r\nb\r\n" {
		t.Errorf("%d, %v, %q", n, err, b.String())
	}
}
