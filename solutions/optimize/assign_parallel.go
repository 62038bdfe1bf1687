package optimize

import (
	"sync"

	np "fastergo/arraylib"
)

// AssignParallel divides the rows of data among workers, which work at the same
// time, each on a goroutine of its own: assign gets a part of the rows and
// returns their labels. AssignParallel returns all labels, in the order of data,
// when the last worker has ended. assign is a function as [AssignV3] is.
//
// There may be fewer rows than workers, and their number need not divide the
// number of rows: no part should have more than n/workers rows, rounded up.
// workers is at least 1.
//
// `sync.WaitGroup` waits for goroutines that its method Go starts.
func AssignParallel(
	assign func(data, centroids *np.Array[float64]) *np.Array[int],
	data, centroids *np.Array[float64], workers int,
) *np.Array[int] {
	// BEGIN SOLUTION
	n := np.Len(data)
	labels := np.Empty[int](n)
	part := max(1, (n+workers-1)/workers)
	var wait sync.WaitGroup
	for from := 0; from < n; from += part {
		wait.Go(func() {
			rows := data.S("%d:%d", from, from+part)
			np.CopyTo(labels.S("%d:%d", from, from+part), assign(rows, centroids))
		})
	}
	wait.Wait()
	return labels
	// END SOLUTION
}
