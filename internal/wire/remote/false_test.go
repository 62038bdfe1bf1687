//go:build verdicts

package remote_test

import (
	"flag"
	"math"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"fastergo/checks"
	"fastergo/internal/course"
)

var (
	neighbours = flag.Int("neighbours", 0, "processes that compute beside")
	budget     = flag.Duration("budget", 45*time.Second, "how long to judge")
)

// TestFalseVerdicts counts verdicts about speed that are wrong, with neighbours:
//
//	go test -tags verdicts -run TestFalseVerdicts -v ./internal/wire/remote -args -neighbours 4
func TestFalseVerdicts(t *testing.T) {
	for range *neighbours {
		hog := exec.Command("sh", "-c", "while :; do :; done")
		if err := hog.Start(); err != nil {
			t.Fatal(err)
		}
		defer hog.Wait()
		defer hog.Process.Kill()
	}
	type count struct {
		judged, wrong, doubt, again int
		least, most                 float64
	}
	counts := map[string]*count{}
	ratio := regexp.MustCompile(`([0-9.e-]+)× the baseline's time; up to ([0-9.]+)×`)
	judge := func(e checks.Any, name string, slow bool, seed uint64) {
		again := []uint64{seed + 1, seed + 2}
		if slow {
			again = nil // it has one chance here, and three in a run
		}
		r := checks.Judge(e, racing(t, e, name), seed, again...)
		c := r.Criteria[len(r.Criteria)-1]
		n := counts[name]
		if n == nil {
			n = &count{least: math.Inf(1)}
			counts[name] = n
		}
		n.judged++
		text := c.Note + c.Message
		switch {
		case strings.Contains(text, "not judged here"):
			n.doubt++
			if slow {
				n.wrong++
			}
		case slow != (c.Outcome == checks.Failed):
			n.wrong++
			t.Logf("%s: %s %s", name, c.Outcome, text)
		}
		if strings.Contains(text, "met in try") {
			n.again++
		}
		if m := ratio.FindStringSubmatch(text); m != nil {
			x, _ := strconv.ParseFloat(m[1], 64)
			limit, _ := strconv.ParseFloat(m[2], 64)
			n.least, n.most = min(n.least, x/limit), max(n.most, x/limit)
		}
	}
	start := time.Now()
	for seed := uint64(1); time.Since(start) < *budget; seed += 3 {
		judge(race, "as fast", false, seed)
		judge(race, "slow", true, seed)
		for _, l := range course.Lessons {
			for _, e := range l.Exercises {
				switch id := checks.InfoOf(e).ID; id {
				case "matmul/loop_order":
					judge(e, "reference of "+id, false, seed)
					judge(e, "keeps the order i, j, l of "+id, true, seed)
				case "optimize/kmeans":
					judge(e, "reference of "+id, false, seed)
					judge(e, "calls for each point of "+id, true, seed)
				case "arrays/detector_signal":
					judge(e, "reference of "+id, false, seed)
				}
			}
		}
	}
	for name, n := range counts {
		t.Logf("%-45s judged %3d, wrong %d, in doubt %d, by another seed %d; ratio to the limit %.2f to %.2f", name, n.judged, n.wrong, n.doubt, n.again, n.least, n.most)
	}
}
