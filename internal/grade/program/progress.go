package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"fastergo/internal/batch"
)

// progress returns what shows how far a run is: a bar with the time left on a
// terminal, a line each 10 seconds or each 20th of the way elsewhere, events with --json.
func (f *flags) progress(cmd *cobra.Command) (tell func(batch.Progress), end func()) {
	switch {
	case f.asJSON:
		out := json.NewEncoder(cmd.OutOrStdout())
		return func(p batch.Progress) {
			if p.Result == nil {
				return
			}
			got, most := p.Result.Points()
			_ = out.Encode(map[string]any{"done": p.Done, "all": p.All, "student": p.Result.Student, "lesson": p.Result.Lesson, "points": got, "max_points": most, "resumed": p.Resumed})
		}, func() {}
	case term.IsTerminal(int(os.Stderr.Fd())):
		bars := mpb.New(mpb.WithOutput(os.Stderr), mpb.WithWidth(32))
		var bar *mpb.Bar
		return func(p batch.Progress) {
				if bar == nil {
					bar = bars.AddBar(int64(p.All), mpb.BarRemoveOnComplete(),
						mpb.PrependDecorators(decor.Name("graded ")),
						mpb.AppendDecorators(decor.CountersNoUnit(" %d of %d "), decor.OnComplete(decor.AverageETA(decor.ET_STYLE_MMSS, decor.WC{W: 6}), "")))
				}
				bar.SetCurrent(int64(p.Done)) // 0 at first: it shows before the first is judged
			}, func() {
				if bar != nil {
					bar.Abort(true)
				}
				bars.Wait()
			}
	}
	start, last, told := time.Now(), time.Now(), 0
	return func(p batch.Progress) {
		switch {
		case p.Done == 0:
			start = time.Now()
			fmt.Fprintf(cmd.ErrOrStderr(), "grading %d submissions\n", p.All)
			return
		case time.Since(last) < 10*time.Second && (20*(p.Done-told) < p.All || time.Since(last) < time.Second):
			return
		}
		last, told = time.Now(), p.Done
		left := time.Duration(float64(time.Since(start)) / float64(p.Done) * float64(p.All-p.Done)).Round(time.Second)
		fmt.Fprintf(cmd.ErrOrStderr(), "graded %d of %d, about %v left\n", p.Done, p.All, left)
	}, func() {}
}
