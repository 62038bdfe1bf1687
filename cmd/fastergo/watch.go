package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"fastergo/checks"
	"fastergo/internal/author"
	"fastergo/internal/course"
	"fastergo/internal/progress"
)

// glance is how often a watch looks at the files. Looking is asking for the
// times of a few dozen files, which works on every file system and costs
// nothing one could feel.
const glance = 200 * time.Millisecond

// A watch judges an exercise whenever its file is saved. On a terminal one
// exercise at a time has the screen, with a footer of keys; elsewhere each verdict
// is printed below the last.
type watch struct {
	root      string
	exercises []*author.Exercise
	store     *progress.Store
	judge     func(ctx context.Context, e *author.Exercise, output io.Writer) (*checks.Report, error)
	out       io.Writer
	keys      <-chan byte // nil without a terminal

	at      int      // of exercises: the one on the screen
	waiting []int    // saved while another was judged
	others  []string // what became of those judged just before, a line each
	verdict string
	remarks []string // below the verdict, until another exercise has its turn
	listing bool     // the list has the screen
	stop    context.CancelFunc
	judged  chan judgement // one is on its way if stop is not nil
}

type judgement struct {
	report  *checks.Report
	printed string // by the answer
	err     error
}

// watchExercises watches until ctx ends or the reader quits.
func watchExercises(ctx context.Context, c *author.Course, exercises []*author.Exercise, store *progress.Store) error {
	w := &watch{root: c.Root, exercises: exercises, store: store, out: os.Stdout}
	w.judge = func(ctx context.Context, e *author.Exercise, output io.Writer) (report *checks.Report, err error) {
		err = c.Check(ctx, []*author.Exercise{e}, answerLimit, author.Audience{
			Report: func(r *checks.Report) { report = r }, Output: output,
		})
		return report, err
	}
	if stdin := int(os.Stdin.Fd()); term.IsTerminal(stdin) && term.IsTerminal(int(os.Stdout.Fd())) {
		before, err := term.MakeRaw(stdin)
		if err == nil {
			defer term.Restore(stdin, before)
			w.out = rawWriter{os.Stdout}
			w.keys = readKeys(os.Stdin)
		}
	}
	return w.run(ctx)
}

// readKeys hands on what is typed, until there is no more.
func readKeys(from io.Reader) <-chan byte {
	keys := make(chan byte)
	go func() {
		defer close(keys)
		for b := make([]byte, 1); ; {
			if _, err := from.Read(b); err != nil {
				return
			}
			keys <- b[0]
		}
	}()
	return keys
}

// rawWriter writes to a terminal in raw mode, where a line's end does not go
// back to the left.
type rawWriter struct{ w io.Writer }

func (r rawWriter) Write(b []byte) (int, error) {
	_, err := r.w.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")))
	return len(b), err
}

func (w *watch) run(ctx context.Context) error {
	w.judged = make(chan judgement)
	defer w.cancel()
	if w.keys == nil {
		fmt.Fprintf(w.out, "Watching %s in exercises/: save one and it is judged. Ctrl-C ends.\n", plural(len(w.exercises), "exercise"))
	}
	w.begin()
	saved := w.files()
	w.start(ctx)
	tick := time.NewTicker(glance)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case key, ok := <-w.keys:
			if !ok || w.press(ctx, key) {
				fmt.Fprintln(w.out)
				return nil
			}
		case <-tick.C:
			now := w.files()
			if all := w.saved(saved, now); len(all) > 0 {
				w.take(ctx, all)
			}
			saved = now
		case j := <-w.judged:
			w.stop()
			w.stop = nil
			if ctx.Err() != nil {
				return nil
			}
			w.tell(j)
			if len(w.waiting) > 0 {
				line, _, _ := strings.Cut(w.verdictOf(j), "\n")
				others := append(w.others, line)
				w.turnTo(w.waiting[0])
				w.waiting, w.others = w.waiting[1:], others
				w.start(ctx)
			}
		}
	}
}

// begin goes to the first exercise that is not solved.
func (w *watch) begin() {
	for i, e := range w.exercises {
		if r, _ := w.store.Read(e.ID); !r.Passed() {
			w.at = i
			return
		}
	}
}

// turnTo puts an exercise on the screen.
func (w *watch) turnTo(at int) {
	if at != w.at {
		w.at, w.verdict, w.remarks = at, "", nil
	}
	w.others = nil
	w.listing = false
}

// take judges exercises that were saved: at once if none is being judged, or an
// older edition of the same one, else in turn.
func (w *watch) take(ctx context.Context, saved []int) {
	busy := w.stop != nil
	for _, at := range saved {
		if !busy || at == w.at {
			w.turnTo(at)
			w.start(ctx)
			busy = true
		} else if !slices.Contains(w.waiting, at) {
			w.waiting = append(w.waiting, at)
		}
	}
	w.draw()
}

func (w *watch) current() *author.Exercise { return w.exercises[w.at] }

func file(e *author.Exercise) string { return "exercises/" + e.ID + ".go" }

// A stamp tells one edition of a file from the next.
type stamp struct {
	time time.Time
	size int64
}

// files returns the stamps of the Go files beside the exercises.
func (w *watch) files() map[string]stamp {
	stamps := map[string]stamp{}
	seen := map[string]bool{}
	for _, e := range w.exercises {
		dir := filepath.Dir(filepath.FromSlash(file(e)))
		if seen[dir] {
			continue
		}
		seen[dir] = true
		entries, _ := os.ReadDir(filepath.Join(w.root, dir)) // an error is no files
		for _, entry := range entries {
			info, err := os.Stat(filepath.Join(w.root, dir, entry.Name()))
			if err == nil && info.Mode()&fs.ModeType == 0 && filepath.Ext(entry.Name()) == ".go" {
				stamps[filepath.ToSlash(filepath.Join(dir, entry.Name()))] = stamp{info.ModTime(), info.Size()}
			}
		}
	}
	return stamps
}

// saved returns the exercises whose files have changed, the one on the screen
// first. For a file of the reader's own, that is the one.
func (w *watch) saved(before, now map[string]stamp) (all []int) {
	differs := func(path string) bool { return before[path] != now[path] }
	if differs(file(w.current())) {
		all = append(all, w.at)
	}
	for i, e := range w.exercises {
		if i != w.at && differs(file(e)) {
			all = append(all, i)
		}
	}
	if len(all) > 0 {
		return all
	}
	others := map[string]bool{}
	for _, files := range []map[string]stamp{before, now} {
		for path := range files {
			others[path] = true
		}
	}
	for path := range others {
		if differs(path) && filepath.Dir(path) == filepath.Dir(file(w.current())) {
			return []int{w.at}
		}
	}
	return nil
}

// cancel ends the judging that goes on, if one does.
func (w *watch) cancel() {
	if w.stop != nil {
		w.stop()
		<-w.judged
		w.stop = nil
	}
}

// start judges the current exercise, beside everything else.
func (w *watch) start(ctx context.Context) {
	w.cancel()
	ctx, w.stop = context.WithCancel(ctx)
	e := w.current()
	go func() {
		printed := &head{limit: mostPrinted}
		report, err := w.judge(ctx, e, printed)
		w.judged <- judgement{report, printed.String(), err}
	}()
	w.draw()
}

// mostPrinted is how many bytes of what an answer prints are shown.
const mostPrinted = 8 << 10

// head keeps the beginning of what is written to it.
type head struct {
	text  []byte
	limit int
	more  bool
}

func (h *head) Write(b []byte) (int, error) {
	keep := min(len(b), h.limit-len(h.text))
	h.more = h.more || keep < len(b)
	h.text = append(h.text, b[:keep]...)
	return len(b), nil
}

func (h *head) String() string {
	if h.more {
		return string(h.text) + " ...\n"
	}
	return string(h.text)
}

// tell records a verdict and shows it.
func (w *watch) tell(j judgement) {
	w.verdict = j.printed + w.verdictOf(j)
	if j.err == nil && j.report != nil {
		w.verdict += record(w.store, j.report)
	}
	if w.keys == nil {
		fmt.Fprintf(w.out, "\n%s", w.verdict)
	}
	w.draw()
}

// verdictOf is what became of the current exercise, in lines.
func (w *watch) verdictOf(j judgement) string {
	e := w.current()
	switch r := j.report; {
	case j.err != nil:
		return fmt.Sprintf("%s could not be judged:\n%v\n", e.ID, j.err)
	case r == nil:
		return fmt.Sprintf("%s could not be judged.\n", e.ID)
	case r.Outcome == checks.NotAttempted:
		return fmt.Sprintf("%s (%s), %.4g points\n  %s\n", r.Title, r.Exercise, r.MaxPoints,
			strings.Replace(r.Invitation, "run the cell again", "save "+file(e), 1))
	default:
		return r.Text() + "\n"
	}
}

// press does what a key asks for, and reports whether it asks to quit.
func (w *watch) press(ctx context.Context, key byte) (quit bool) {
	const ctrlC, ctrlD = 3, 4
	switch key {
	case 'q', ctrlC, ctrlD:
		return true
	case 'l':
		w.listing = !w.listing
	case 'h':
		w.listing = false
		w.remark(w.hint())
	case 'n':
		at, ok := w.next()
		if !ok {
			w.remark("No other exercise here is left to solve.")
			break
		}
		w.turnTo(at)
		w.start(ctx) // which draws
		return false
	default:
		return false
	}
	w.draw()
	return false
}

// hint returns the next hint.
func (w *watch) hint() string {
	e, _ := w.store.Overview(course.Lessons).Find(w.current().ID)
	if e == nil || len(e.Hints) == 0 {
		return "There is no hint."
	}
	n, _ := w.store.Hint(e.ID, 0, len(e.Hints)) // one that cannot be remembered is shown all the same
	return fmt.Sprintf("Hint %d of %d: %s", n, len(e.Hints), e.Hints[n-1])
}

// remark adds a remark that is not there yet.
func (w *watch) remark(text string) {
	if !slices.Contains(w.remarks, text) {
		w.remarks = append(w.remarks, text)
	}
}

// next returns the next exercise that is not solved, if there is one.
func (w *watch) next() (at int, ok bool) {
	for i := 1; i < len(w.exercises); i++ {
		at := (w.at + i) % len(w.exercises)
		if r, _ := w.store.Read(w.exercises[at].ID); !r.Passed() {
			return at, true
		}
	}
	return w.at, false
}

// draw fills the screen, if there is one.
func (w *watch) draw() {
	if w.keys == nil {
		return
	}
	const clear = "\x1b[H\x1b[2J\x1b[3J"
	body := w.verdict
	for _, r := range w.remarks {
		body += "\n" + r + "\n"
	}
	for i, line := range w.others {
		if i == 0 {
			body += "\nSaved at the same time:\n"
		}
		body += line + "\n"
	}
	if w.listing {
		body = w.list()
	}
	state := ""
	if w.stop != nil {
		state = "Judging " + w.current().ID + " ..."
		for _, at := range w.waiting {
			state += ", then " + w.exercises[at].ID
		}
		state += "\n"
	}
	c := w.store.Overview(course.Lessons).Count()
	fmt.Fprintf(w.out, "%s%s\n\n%s\n%s%s\nh hint   n next   l list   q quit\n", clear, file(w.current()), body, state, c.Line())
}

// list is the exercises, and which is on the screen.
func (w *watch) list() string {
	var b strings.Builder
	for i, e := range w.exercises {
		at, mark := ' ', "[ ]"
		r, _ := w.store.Read(e.ID)
		switch {
		case r.Passed():
			mark = "[x]"
		case r.Begun():
			mark = "[+]"
		}
		if i == w.at {
			at = '>'
		}
		fmt.Fprintf(&b, "%c %s %s\n", at, mark, e.ID)
	}
	return b.String() + "\n[x] solved   [+] begun\n"
}
