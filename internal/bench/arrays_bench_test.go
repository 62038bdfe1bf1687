package bench

import (
	"fmt"
	"maps"
	"slices"
	"testing"
)

// BenchmarkArrays has the rows of fastergo bench, without the peers in Python:
//
//	go test -bench 'Arrays/workload=sum_f32' -count 10 ./internal/bench | tee new.txt && benchstat old.txt new.txt
func BenchmarkArrays(b *testing.B) {
	for _, w := range Workloads() {
		name := "workload=" + w.Body
		for _, key := range slices.Sorted(maps.Keys(w.Args)) {
			name += fmt.Sprintf("/%s=%v", key, w.Args[key])
		}
		for _, impl := range []struct {
			name  string
			setup func() func() any
		}{{"ours", w.Setup}, {"gonum", w.Gonum}} {
			if impl.setup == nil {
				continue
			}
			b.Run(name+"/impl="+impl.name, func(b *testing.B) {
				call := impl.setup()
				b.ReportAllocs()
				for b.Loop() {
					call()
				}
				if w.Read+w.Written > 0 {
					b.SetBytes(int64(w.Read + w.Written))
				}
			})
		}
	}
}
