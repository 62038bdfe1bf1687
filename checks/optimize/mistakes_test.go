package optimize

import (
	"strings"
	"sync"
	"testing"

	np "fastergo/arraylib"
	"fastergo/checks"
)

type matrix = np.Array[float64]

// Mistakes that are likely, and what is said of them.
func TestMistakes(t *testing.T) {
	judged := make(chan bool) // what nobody waits for comes after that
	t.Cleanup(func() { close(judged) })
	for _, m := range []struct {
		name   string
		says   string
		e      checks.Any
		answer any
	}{
		{"parallel: no wait", "wait.Wait()", AssignParallel, func(assign assign, data, centroids *matrix, workers int) *np.Array[int] {
			n := np.Len(data)
			labels, part := np.Zeros[int](n), (n+workers-1)/workers
			for from := 0; from < n; from += part {
				go func() {
					<-judged
					np.CopyTo(labels.S("%d:%d", from, from+part), assign(data.S("%d:%d", from, from+part), centroids))
				}()
			}
			return labels
		}},
		{"parallel: labels dropped", "with `np.CopyTo`", AssignParallel, func(assign assign, data, centroids *matrix, workers int) *np.Array[int] {
			n := np.Len(data)
			labels, part := np.Zeros[int](n), (n+workers-1)/workers
			var wait sync.WaitGroup
			for from := 0; from < n; from += part {
				wait.Go(func() {
					assign(data.S("%d:%d", from, from+part), centroids)
				})
			}
			wait.Wait()
			return labels
		}},
		{"parallel: remainder", "rounded down", AssignParallel, func(assign assign, data, centroids *matrix, workers int) *np.Array[int] {
			n := np.Len(data)
			labels, part := np.Zeros[int](n), n/workers
			var wait sync.WaitGroup
			for w := range workers {
				wait.Go(func() {
					np.CopyTo(labels.S("%d:%d", w*part, (w+1)*part), assign(data.S("%d:%d", w*part, (w+1)*part), centroids))
				})
			}
			wait.Wait()
			return labels
		}},
		{"parallel: to the front", "only rows 0 to 3 have their labels", AssignParallel, func(assign assign, data, centroids *matrix, workers int) *np.Array[int] {
			n := np.Len(data)
			labels, part := np.Zeros[int](n), (n+workers-1)/workers
			var lock sync.Mutex
			var wait sync.WaitGroup
			for from := 0; from < n; from += part {
				wait.Go(func() {
					own := assign(data.S("%d:%d", from, from+part), centroids)
					lock.Lock()
					defer lock.Unlock()
					np.CopyTo(labels.S(":%d", np.Len(own)), own)
				})
			}
			wait.Wait()
			return labels
		}},
		{"parallel: in the order they end", "order in which they end", AssignParallel, func(assign assign, data, centroids *matrix, workers int) *np.Array[int] {
			n := np.Len(data)
			part := (n + workers - 1) / workers
			var lock sync.Mutex
			var wait sync.WaitGroup
			var parts []*np.Array[int]
			for from := 0; from < n; from += part {
				wait.Go(func() {
					own := assign(data.S("%d:%d", from, from+part), centroids)
					lock.Lock()
					defer lock.Unlock()
					parts = append(parts, own)
				})
			}
			wait.Wait()
			return np.Concat(0, parts...)
		}},
	} {
		r := checks.Judge(m.e, checks.Local(m.answer), 1)
		said := string(r.Outcome)
		for _, c := range r.Criteria {
			said += "\n" + c.Message
		}
		if r.Outcome == checks.Passed || !strings.Contains(said, m.says) {
			t.Errorf("%s: %s\nwant it to say %q", m.name, said, m.says)
		}
	}
}
