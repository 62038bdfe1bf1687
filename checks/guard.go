package checks

import (
	"os"
	"time"

	"fastergo/internal/cell"
)

// timeLimit is how long the check of a cell may take. Good answers take a
// thousandth of it.
var timeLimit = 10 * time.Second

// plantedLimit is how long planted wrong answers may take, all together, to be
// compared with the reader's.
var plantedLimit = 5 * time.Second

// maxStack makes endless recursion end in a moment.
const maxStack = 64 << 20

// within runs f and reports whether it ended in time. If not, it is left running.
func within(limit time.Duration, f func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done) // also if an answer ends its goroutine
		f()
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-done:
		return true
	case <-timer.C:
		return false
	}
}

// verdictID names the output that the verdict takes the place of.
var verdictID string

// announcement says that an answer is being judged. If the answer ends the whole
// program, it is what stays, so for programs that read verdicts it is an error.
func (j *judging) announcement() cell.Bundle {
	i := j.plain.info
	text := "Checking " + i.Func + " ... If this stays, the answer ended the whole program: by recursion without an end, " +
		"by os.Exit, by taking more memory than there is, or by a panic in a goroutine of its own. The red text says which; " +
		"os.Exit(0) leaves none."
	r := Report{Exercise: i.ID, Title: i.Title, Func: i.Func, Outcome: Error}
	r.MaxPoints, r.MaxBonus = points(j.criteria)
	r.Criteria = []Result{{Name: "returns", Outcome: Error, MaxPoints: r.MaxPoints, Message: "no verdict: the answer ended the whole program"}}
	return cell.Bundle{cell.HTML: note(code(text)), cell.Text: text, cell.Verdict: string(r.AppendJSON(nil))}
}

// end ends the program of a cell whose answer still runs. What comes after the
// check would have to share memory and processors with it.
func end(r *Report, i *Info) {
	show(r, i)
	os.Exit(0)
}
