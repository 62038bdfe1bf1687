package random

import (
	"math"
	"math/bits"
	"sort"
	"unsafe"

	np "fastergo/arraylib"
)

// Choice returns numbers of 0 … n-1, all equally likely, the same perhaps more than once: choice(n, shape). They are indices of what is to
// be chosen from, where that is an array.
//
// It panics with *[ParameterError] if n is not positive, unless the shape asks for none.
func (g *Generator) Choice(n int, shape ...int) *np.Array[int] {
	a := np.Empty[int](shape...)
	if d := a.Data(); len(d) > 0 {
		need(n > 0, "Choice", "n", float64(n), "is not positive")
		for i := range d {
			d[i] = int(g.bounded(uint64(n - 1)))
		}
	}
	return a
}

// ChoiceP returns indices of p, i with the probability p[i]: choice(len(p), shape, p=p).
//
// It panics with *[ParameterError] if a probability is negative or NaN, or their sum is farther from 1 than 1.5e-8.
func (g *Generator) ChoiceP(p []float64, shape ...int) *np.Array[int] {
	a := np.Empty[int](shape...)
	d := a.Data()
	checkP("ChoiceP", p)
	need(len(p) > 0 || len(d) == 0, "ChoiceP", "len(p)", 0, "leaves nothing to choose")
	if len(d) == 0 {
		return a
	}
	g.fillChoice(d, cumulate(p))
	return a
}

// ChoiceWithoutReplacement returns different numbers of 0 … n-1 in random order, all selections equally likely: choice(n, shape,
// replace=False). It takes memory for n numbers if it chooses more than 2 % of more than 10,000 (a partial shuffle), and otherwise only
// for those that it returns (Floyd's algorithm: J. Bentley, R. Floyd, "A sample of brilliance", 1987).
//
// It panics with *[ParameterError] if the shape asks for more than n.
func (g *Generator) ChoiceWithoutReplacement(n int, shape ...int) *np.Array[int] {
	a := np.Empty[int](shape...)
	d := a.Data()
	k := len(d)
	if k == 0 {
		return a
	}
	need(k <= n, "ChoiceWithoutReplacement", "n", float64(n), "is less than the shape asks for")
	if n > 10000 && k > n/50 {
		all := make([]int, n)
		for i := range all {
			all[i] = i
		}
		g.shuffleInts(all, max(n-k, 1))
		copy(d, all[n-k:])
		return a
	}
	mask := 1<<bits.Len(uint(1.2*float64(k))) - 1
	taken := make([]int, mask+1) // a hash table of number + 1
	add := func(v int) bool {
		for i := v & mask; ; i = (i + 1) & mask {
			switch taken[i] {
			case 0:
				taken[i] = v + 1
				return true
			case v + 1:
				return false
			}
		}
	}
	for i := range d {
		j := n - k + i
		v := int(g.bounded(uint64(j)))
		if !add(v) {
			v = j
			add(v)
		}
		d[i] = v
	}
	g.shuffleInts(d, 1)
	return a
}

// ChoiceWithoutReplacementP returns different indices of p, one after the other with probabilities in proportion to p among those left:
// choice(len(p), shape, replace=False, p=p).
//
// It panics with *[ParameterError] as [Generator.ChoiceP] does, and if the shape asks for more than there are positive probabilities.
func (g *Generator) ChoiceWithoutReplacementP(p []float64, shape ...int) *np.Array[int] {
	const op = "ChoiceWithoutReplacementP"
	a := np.Empty[int](shape...)
	d := a.Data()
	checkP(op, p)
	positive := 0
	for _, pi := range p {
		if pi > 0 {
			positive++
		}
	}
	need(len(d) <= positive, op, "positive probabilities", float64(positive), "are fewer than the shape asks for")
	left := append([]float64(nil), p...)
	taken := make([]bool, len(p))
	for found := 0; found < len(d); {
		u := make([]float64, len(d)-found)
		g.fillRandom(u)
		for _, i := range d[:found] {
			left[i] = 0
		}
		sums := cumulate(left)
		for _, ui := range u {
			if i := pick(sums, ui); !taken[i] {
				taken[i] = true
				d[found] = i
				found++
			}
		}
	}
	return a
}

func checkP(op string, p []float64) {
	for _, pi := range p {
		need(pi >= 0, op, "p", pi, "is not a probability")
	}
	sum := kahan(p)
	need(len(p) == 0 || math.Abs(sum-1) <= 0x1p-26, op, "sum of p", sum, "is not 1")
}

// kahan returns a sum that loses nearly nothing to rounding (W. Kahan, "Further remarks on reducing truncation errors", 1965).
func kahan(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	sum, c := x[0], 0.0
	for _, v := range x[1:] {
		y := v - c
		t := sum + y
		c = (t - sum) - y
		sum = t
	}
	return sum
}

// cumulate returns the running sums of p, scaled to end at 1.
func cumulate(p []float64) []float64 {
	sums, sum := make([]float64, len(p)), 0.0
	for i, pi := range p {
		sum += pi
		sums[i] = sum
	}
	for i := range sums {
		sums[i] /= sum
	}
	return sums
}

// pick returns the first index whose sum is above u.
func pick(sums []float64, u float64) int {
	return sort.Search(len(sums), func(i int) bool { return sums[i] > u })
}

// shuffleInts shuffles the numbers from first on among all.
func (g *Generator) shuffleInts(d []int, first int) {
	for i := len(d) - 1; i >= first; i-- {
		j := g.bounded(uint64(i))
		d[i], d[j] = d[j], d[i]
	}
}

// Shuffle puts a's rows, that is what the first axis counts, into random order, all orders equally likely: shuffle(a). It draws as many
// numbers as there are rows, whatever they hold.
//
// It panics with *[np.ShapeError] if a has no axes.
func Shuffle[T np.Elem](g *Generator, a *np.Array[T]) {
	shape := a.Shape()
	if len(shape) == 0 {
		panic(&np.ShapeError{Op: "Shuffle", A: shape, Why: "has no axis to shuffle"})
	}
	c := np.Copy(a) // in C order, where rows lie one after the other
	if d := c.Data(); len(d) > 0 {
		size := int(unsafe.Sizeof(d[0])) * len(d)
		g.shuffleRows(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(d))), size), shape[0])
	}
	np.CopyTo(a, c)
}

// Permutation returns 0 … n-1 in random order: permutation(n).
//
// It panics with *[np.ShapeError] if n is negative.
func (g *Generator) Permutation(n int) *np.Array[int] {
	a := np.Empty[int](n)
	d := a.Data()
	for i := range d {
		d[i] = i
	}
	g.permute(d)
	return a
}

// PermutationOf returns a copy of a with its rows in random order: permutation(a). It draws what [Shuffle] draws and panics as it does.
func PermutationOf[T np.Elem](g *Generator, a *np.Array[T]) *np.Array[T] {
	c := np.Copy(a)
	Shuffle(g, c)
	return c
}

// shuffleRows shuffles n rows of equal length.
//
//go:noinline
func (g *Generator) shuffleRows(b []byte, n int) {
	size := len(b) / n
	scratch := make([]byte, size)
	for i := n - 1; i > 0; i-- {
		if j := int(g.interval(uint64(i))); i != j {
			x, y := b[i*size:][:size], b[j*size:][:size]
			copy(scratch, y)
			copy(y, x)
			copy(x, scratch)
		}
	}
}

// interval returns a number from 0 to width by masks and rejection: shuffling draws so, for NumPy never changed it.
func (g *Generator) interval(width uint64) uint64 {
	mask := uint64(1)<<bits.Len64(width) - 1
	for {
		v := mask
		if width <= math.MaxUint32 {
			v &= uint64(g.uint32())
		} else {
			v &= g.uint64()
		}
		if v <= width {
			return v
		}
	}
}
