package figure

import (
	"math"
	"slices"
)

// A line of more than manyPoints points is cut into so many slices of its
// width, narrower than a picture can show.
const (
	manyPoints = 10_000
	slicesOf   = 2_000
)

// thin returns l without the points that no picture of it would show: of each
// narrow slice it keeps the first and the last point, the lowest and the
// highest. A line whose X does not rise stays as it is.
func (l Line) thin(logX bool) Line {
	if len(l.X) <= manyPoints || !slices.IsSorted(l.X) {
		return l
	}
	at := func(x float64) float64 { return x }
	if logX {
		at = math.Log
	}
	lo, hi := at(l.X[0]), at(l.X[len(l.X)-1])
	t := Line{Name: l.Name, Faint: l.Faint}
	for i := 0; i < len(l.X); {
		k := math.Floor((at(l.X[i]) - lo) / (hi - lo) * slicesOf)
		end, low, high := i, i, i
		for end < len(l.X) && (hi <= lo || math.Floor((at(l.X[end])-lo)/(hi-lo)*slicesOf) == k) {
			if l.Y[end] < l.Y[low] {
				low = end
			}
			if l.Y[end] > l.Y[high] {
				high = end
			}
			end++
		}
		keep := []int{i, min(low, high), max(low, high), end - 1}
		for _, j := range slices.Compact(keep) {
			t.X, t.Y = append(t.X, l.X[j]), append(t.Y, l.Y[j])
		}
		i = end
	}
	return t
}
