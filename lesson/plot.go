package lesson

import (
	"fmt"
	"math"
	"slices"

	np "fastergo/arraylib"
)

// Plot draws a line through the points (x[i], y[i]): Plot(x, y), or Plot(y)
// with x = 0, 1, 2 and so on. For titles, several lines or logarithmic axes
// make a [Figure].
//
// Each is a slice of numbers or an array with one axis, of any real type. Plot
// panics if it is not, if there are no points or as many of one as not of the
// other, or if a value is not finite.
func Plot(xy ...any) {
	if len(xy) != 1 && len(xy) != 2 {
		panic(fmt.Sprintf("lesson.Plot takes y, or x and y: it got %d arguments", len(xy)))
	}
	y := numbers("Plot", xy[len(xy)-1])
	x := make([]float64, len(y))
	for i := range x {
		x[i] = float64(i)
	}
	if len(xy) == 2 {
		x = numbers("Plot", xy[0])
	}
	Figure{Lines: []Line{{X: x, Y: y}}}.Show()
}

// Scatter draws the points (x[i], y[i]). It takes what [Plot] takes, and panics
// as that does. For colours, sizes and markers make a [Figure] with [Points].
func Scatter(x, y any) {
	Figure{Points: []Points{{X: numbers("Scatter", x), Y: numbers("Scatter", y)}}}.Show()
}

// Hist draws a histogram of x, with as many bins of equal width as suits the
// number and the spread of the values (NumPy's "auto": the more of the rules of
// Sturges and of Freedman and Diaconis). It takes what [Plot] takes, and panics
// as that does. For other bins make a [Figure] with [Bars].
func Hist(x any) {
	v := numbers("Hist", x)
	if len(v) == 0 {
		panic("lesson.Hist: there are no values")
	}
	edges, counts := histogram(v)
	Figure{Y: "count", Bars: []Bars{{Edges: edges, Heights: counts}}}.Show()
}

// HeatMap draws a matrix as coloured cells, row 0 at the top. It takes an array
// with two axes, of any real type, or a [][]float64. Of a matrix with more than
// 256 rows or columns it shows the means of blocks, and says so. For labels and
// other colours make a [Figure] with [Heat].
//
// It panics if a is none of these, is empty, has rows of different lengths, or
// an element is not finite.
func HeatMap(a any) {
	rows, ok := a.([][]float64)
	if !ok {
		v, shape := values("HeatMap", a)
		if len(shape) != 2 {
			panic(fmt.Sprintf("lesson.HeatMap takes a matrix: this has shape %s", shapeText(shape)))
		}
		for i := range shape[0] {
			rows = append(rows, v[i*shape[1]:(i+1)*shape[1]])
		}
	}
	if len(rows) == 0 || len(rows[0]) == 0 {
		panic("lesson.HeatMap: the matrix is empty")
	}
	f := Figure{Heat: Heat{Z: rows}}
	if n := (max(len(rows), len(rows[0])) + maxCells - 1) / maxCells; n > 1 {
		for i, r := range rows {
			if len(r) != len(rows[0]) {
				panic(fmt.Sprintf("lesson.HeatMap: row %d has %d elements, row 0 has %d", i, len(r), len(rows[0])))
			}
		}
		f.Title = fmt.Sprintf("Means of %d x %d elements", min(n, len(rows)), min(n, len(rows[0])))
		f.Heat = Heat{Z: blockMeans(rows, n), X: [2]float64{0, float64(len(rows[0]))}, Y: [2]float64{0, float64(len(rows))}}
	}
	f.Show()
}

// maxCells is the most rows and columns that HeatMap draws.
const maxCells = 256

// blockMeans returns the means of blocks of n by n elements; those at the end
// may be smaller.
func blockMeans(rows [][]float64, n int) (means [][]float64) {
	for i := 0; i < len(rows); i += n {
		block := rows[i:min(i+n, len(rows))]
		var row []float64
		for j := 0; j < len(rows[0]); j += n {
			end := min(j+n, len(rows[0]))
			sum := 0.0
			for _, r := range block {
				for _, v := range r[j:end] {
					sum += v
				}
			}
			row = append(row, sum/float64(len(block)*(end-j)))
		}
		means = append(means, row)
	}
	return means
}

func histogram(v []float64) (edges, counts []float64) {
	s := slices.Sorted(slices.Values(v))
	lo, hi := s[0], s[len(s)-1]
	if math.IsNaN(lo) || math.IsInf(hi-lo, 0) {
		panic(fmt.Sprintf("lesson.Hist: the values reach from %g to %g", lo, hi))
	}
	if lo == hi {
		lo, hi = lo-0.5, hi+0.5
	}
	n := float64(len(s))
	bins := math.Ceil(math.Log2(n)) + 1
	if spread := s[len(s)*3/4] - s[len(s)/4]; spread > 0 {
		bins = max(bins, math.Ceil((hi-lo)/(2*spread/math.Cbrt(n))))
	}
	k := int(min(bins, 1000))
	edges, counts = make([]float64, k+1), make([]float64, k)
	for i := range edges {
		edges[i] = lo + (hi-lo)*float64(i)/float64(k)
	}
	for _, x := range s {
		counts[min(int((x-lo)/(hi-lo)*float64(k)), k-1)]++
	}
	return edges, counts
}

// numbers returns the elements of a slice or of an array with one axis.
func numbers(who string, a any) []float64 {
	v, shape := values(who, a)
	if len(shape) != 1 {
		panic(fmt.Sprintf("lesson.%s takes arrays with one axis: this has shape %s; np.Ravel makes one axis of all", who, shapeText(shape)))
	}
	return v
}

// values returns the elements of a slice or an array in C order, and the shape.
func values(who string, a any) (v []float64, shape []int) {
	if a, ok := a.(np.Operand); ok {
		layoutOf(who, a) // panics if there is no array
	}
	if s, ok := slice(a); ok {
		return s, []int{len(s)}
	}
	switch a := a.(type) {
	case *np.Array[float64]:
		return elements(a)
	case *np.Array[float32]:
		return elements(a)
	case *np.Array[int]:
		return elements(a)
	case *np.Array[int8]:
		return elements(a)
	case *np.Array[int16]:
		return elements(a)
	case *np.Array[int32]:
		return elements(a)
	case *np.Array[int64]:
		return elements(a)
	case *np.Array[uint]:
		return elements(a)
	case *np.Array[uint8]:
		return elements(a)
	case *np.Array[uint16]:
		return elements(a)
	case *np.Array[uint32]:
		return elements(a)
	case *np.Array[uint64]:
		return elements(a)
	}
	panic(fmt.Sprintf("lesson.%s takes slices and arrays of real numbers, not %T", who, a))
}

func elements[T np.Real](a *np.Array[T]) (v []float64, shape []int) {
	return np.AsType[float64](a).Data(), a.Shape()
}

func slice(a any) (v []float64, ok bool) {
	switch a := a.(type) {
	case []float64:
		return a, true
	case []float32:
		return widen(a), true
	case []int:
		return widen(a), true
	case []int8:
		return widen(a), true
	case []int16:
		return widen(a), true
	case []int32:
		return widen(a), true
	case []int64:
		return widen(a), true
	case []uint:
		return widen(a), true
	case []uint8:
		return widen(a), true
	case []uint16:
		return widen(a), true
	case []uint32:
		return widen(a), true
	case []uint64:
		return widen(a), true
	}
	return nil, false
}

func widen[T np.Real](s []T) []float64 {
	v := make([]float64, len(s))
	for i, x := range s {
		v[i] = float64(x)
	}
	return v
}

// shapeText writes a shape as NumPy does: (3, 4), (5,), ().
func shapeText(shape []int) string {
	s := "("
	for i, n := range shape {
		if i > 0 {
			s += ", "
		}
		s += fmt.Sprint(n)
	}
	if len(shape) == 1 {
		s += ","
	}
	return s + ")"
}
