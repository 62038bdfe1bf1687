package arraylib

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEinsumAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const letters = "abcXYZ"
		length := rapid.SliceOfN(rapid.IntRange(0, 3), len(letters), len(letters)).Draw(t, "lengths")
		var terms []string
		var operands []*Array[int]
		for range rapid.IntRange(1, 4).Draw(t, "operands") {
			term, shape := "", []int{}
			for range rapid.IntRange(0, 4).Draw(t, "axes") {
				l := rapid.IntRange(0, len(letters)-1).Draw(t, "letter")
				term, shape = term+letters[l:l+1], append(shape, length[l])
			}
			terms, operands = append(terms, term), append(operands, wander(t, shape))
		}
		var seen []rune
		for _, r := range strings.Join(terms, "") {
			if !slices.Contains(seen, r) {
				seen = append(seen, r)
			}
		}
		out := rapid.Permutation(seen).Draw(t, "output")
		out = out[:rapid.IntRange(0, len(out)).Draw(t, "kept")]
		text := strings.Join(terms, ",") + "->" + string(out)
		sameAsModel(t, text, Einsum(text, operands...), modelOf(naiveEinsum(text, operands...)))
	})
}

// leastFlops tries all orders of pairwise products.
func leastFlops(e *einsumSpec, sets []labelSet, out labelSet) float64 {
	if len(sets) == 1 {
		return 0
	}
	best := math.Inf(1)
	for i := range sets {
		for j := range i {
			rest := []labelSet{}
			used := out
			for k, s := range sets {
				if k != i && k != j {
					rest, used = append(rest, s), used.or(s)
				}
			}
			every := sets[i].or(sets[j])
			kept := every.and(used)
			n := 1.0
			for l := range numLabels {
				if every.has(l) {
					n *= float64(e.length[l])
				}
			}
			if every != kept {
				n *= 2
			}
			best = min(best, n+leastFlops(e, append(rest, kept), out))
		}
	}
	return best
}

// randomProduct makes a text and shapes of n operands without a letter that only one operand has.
func randomProduct(rnd *rand.Rand, n int) (text string, shapes [][]int) {
	terms := make([][]byte, n)
	shapes = make([][]int, n)
	out := ""
	for l := range n + 2 {
		length := 2 + rnd.IntN(9)
		for _, i := range rnd.Perm(n)[:2+rnd.IntN(2)] {
			terms[i], shapes[i] = append(terms[i], byte('a'+l)), append(shapes[i], length)
		}
		if rnd.IntN(3) == 0 {
			out += string(rune('a' + l))
		}
	}
	for i, t := range terms {
		if i > 0 {
			text += ","
		}
		text += string(t)
	}
	return text + "->" + out, shapes
}

func TestEinsumPathIsOptimal(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		text, shapes := randomProduct(rnd, 3+rnd.IntN(3))
		e := parseEinsum(text, shapes)
		sets := []labelSet{}
		for _, labels := range e.inputs {
			sets = append(sets, setOf(labels))
		}
		best, p := leastFlops(e, sets, setOf(e.output)), EinsumPath(text, shapes...)
		if p.Flops != best || p.Flops > p.Naive {
			t.Fatalf("%s of %v takes %v flops, %v are possible\n%v", text, shapes, p.Flops, best, p)
		}
		if greedy := e.greedy(sets, setOf(e.output)); len(greedy) != len(sets)-1 {
			t.Fatalf("%s: %d products of %d operands", text, len(greedy), len(sets))
		}
	}
}

// Every order gives the same result, that of many operands too, which are not tried in all orders.
func TestEinsumOfManyOperands(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		n := maxOptimal + 1 + rnd.IntN(4)
		text, shapes := randomProduct(rnd, n)
		operands := make([]*Array[uint32], n)
		for i, s := range shapes {
			for d := range s {
				s[d] = 2
			}
			operands[i] = AddScalar(RemainderScalar(Arange[uint32](naiveSize(s)), 3), uint32(i)).Reshape(s...)
		}
		if got, want := Einsum(text, operands...), naiveEinsum(text, operands...); !ArrayEqual(got, want) {
			t.Fatalf("%s is\n%v\nwant\n%v", text, got, want)
		}
	}
}

func TestEinsumPath(t *testing.T) {
	p := EinsumPath("ijz,jk,kl,q,q->il", []int{10, 1000, 1}, []int{1000, 20}, []int{20, 30}, []int{7}, []int{7})
	const want = `subscripts ijz,jk,kl,q,q->il
naive      2.1e+08 flops
optimised  4.122e+05 flops
largest    300 elements

step  operands  terms      flops      elements
1     1 2       ij,jk->ik  4e+05      200
2     4 5       q,q->      14         1
3     6 7       ik,->ik    200        200
4     3 8       kl,ik->il  1.2e+04    300`
	if got := p.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	alone := EinsumPath("...aab,c->b...", []int{5, 3, 3, 4}, []int{6})
	if len(alone.Steps) != 3 || alone.Steps[0].Terms != "...ab->...b" || alone.Steps[1].Terms != "c->" || alone.Steps[2].Terms != "...b,->b..." || alone.Naive != 2*5*3*4*6 {
		t.Errorf("got\n%v", alone)
	}
	chain := [][]int{{50, 50}, {50, 50}, {50, 50}, {50, 50}, {50, 50}, {50, 50}, {50, 50}, {50, 50}, {50, 50}, {50}}
	if p := EinsumPath("ab,bc,cd,de,ef,fg,gh,hi,ij,j->a", chain...); p.Flops != 9*2*50*50 {
		t.Errorf("got\n%v", p)
	}
	if p := EinsumPath("ij->ji", []int{2, 3}); len(p.Steps) != 0 || p.Flops != 0 {
		t.Errorf("got\n%v", p)
	}
	huge := slices.Repeat([]int{math.MaxInt32}, 1)
	if p := EinsumPath("a,b,c,d,e,f,g,h->", slices.Repeat([][]int{huge}, 8)...); len(p.Steps) != 15 {
		t.Errorf("got\n%v", p)
	}
	mustPanic[*ShapeError](t, "EinsumPath: shape (-1,) has a negative length", func() { EinsumPath("i", []int{-1}) })
}

func TestEinsumErrors(t *testing.T) {
	m := Ones[int](2, 3)
	tests := []struct {
		text     string
		operands []*Array[int]
		caret    string
		want     string
	}{
		{"ij,jk->ik", []*Array[int]{m, Ones[int](4, 5)}, "   ^", "Einsum: j is 3 in operand 1 and 4 in operand 2"},
		{"ij,jk,k", []*Array[int]{m, Ones[int](1, 5), Ones[int](4)}, "      ^", "k is 5 in operand 2 and 4 in operand 3"},
		{"ij, jk", []*Array[int]{Ones[int](2, 1), Ones[int](4, 5), m}, "   ^", "has 2 terms for 3 operands"},
		{"ij,jk,kl", []*Array[int]{m}, "   ^", "has 3 terms for 1 operand"},
		{"", nil, "^", "has 1 term for 0 operands"},
		{"ii", []*Array[int]{m}, " ^", "i is 2 and 3 in operand 1"},
		{"ij,...", []*Array[int]{m}, "   ^", "has 2 terms for 1 operand"},
		{"...i,...j", []*Array[int]{m, Ones[int](3, 3)}, "     ^", "axis -1 of ... is 2 in operand 1 and 3 in operand 2"},
		{"i", []*Array[int]{m}, "^", "operand 1 of shape (2, 3) has 2 axes, its term names 1"},
		{"i...jk", []*Array[int]{m}, "^", "operand 1 of shape (2, 3) has 2 axes, its term names 3"},
		{"i#", []*Array[int]{m}, " ^", "expected a letter, '...', ',' or '->'"},
		{"é#", []*Array[int]{m}, "^", "expected a letter"},
		{"i..j", []*Array[int]{m}, " ^", "expected a letter"},
		{"i-j", []*Array[int]{m}, " ^", "expected a letter"},
		{"ij->i,", []*Array[int]{m}, "     ^", "expected a letter or '...': the result has one term"},
		{"ij->i->", []*Array[int]{m}, "     ^", "the result has one term"},
		{"...i...", []*Array[int]{m}, "    ^", "only one ... is possible in a term"},
		{"ij->ix", []*Array[int]{m}, "     ^", "x is in no operand"},
		{"ij->iji", []*Array[int]{m}, "      ^", "i is twice in the result"},
		{"...i->i", []*Array[int]{m}, "      ^", "the result needs '...' for the 1 axis that it stands for in the operands"},
		{strings.Repeat(",", maxOperands), slices.Repeat([]*Array[int]{Scalar(1)}, maxOperands+1), strings.Repeat(" ", maxOperands) + "^", "has more than 64 operands"},
		{"...,abcdefghijklmnop", []*Array[int]{Ones[int](slices.Repeat([]int{1}, 16)...), Ones[int](slices.Repeat([]int{1}, 16)...)}, strings.Repeat(" ", 20) + "^", "the result has more than 31 axes"},
	}
	for i, test := range tests {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			err := mustPanic[*EinsumError](t, test.want, func() { Einsum(test.text, test.operands...) })
			lines := strings.Split(err.Error(), "\n")
			if len(lines) != 3 || lines[1] != "\t"+test.text || lines[2] != "\t"+test.caret {
				t.Errorf("message is\n%s\nwant the caret at\n\t%s", err, test.caret)
			}
		})
	}
	mustPanic[*EinsumError](t, "the text is longer than 4096 bytes", func() { Einsum(strings.Repeat(" ", 5000), m) })
	big := BroadcastTo(Scalar(1), math.MaxInt32)
	mustPanic[*ShapeError](t, "Einsum: shape (2147483647, 2147483647", func() { Einsum("a,b,c,d->abcd", big, big, big, big) })
}

// An axis of length 1 counts for no product on the way, however many there are.
func TestEinsumOfManyAxes(t *testing.T) {
	a := Full(2, slices.Repeat([]int{1}, 26)...)
	if d := Einsum("abcdefghijklmnopqrstuvwxyz,ABCDEFGHIJKLMNOPQRSTUVWXYZ,i->i", a, a, Arange[int](3)); !ArrayEqual(d, New([]int{0, 4, 8})) {
		t.Errorf("got %v", d)
	}
}

// Whatever the text and the shapes, Einsum returns an array, or panics with an error that has a column in the text.
func FuzzEinsum(f *testing.F) {
	for _, text := range []string{"ij,jk->ik", "...ij,...jk", "ii->i", "i j -> j i", "i,j,k->kji", "...->...", ",->", "i...i", "aab,b", "Zz->zZ", "i->", "é", "i..j", "->->"} {
		f.Add(text, uint64(0x123456789))
	}
	f.Fuzz(func(t *testing.T, text string, lengths uint64) {
		if len(text) > 16 { // of at most 3^15 elements
			return
		}
		operands, shapes := []*Array[int]{}, [][]int{}
		in, _, _ := strings.Cut(text, "->")
		for term := range strings.SplitSeq(in, ",") {
			shape := []int{}
			for _, r := range strings.Replace(term, "...", "{}", 1) {
				if r != ' ' { // a letter has the same length mostly
					shape = append(shape, int(lengths>>(2*(r&31))&3))
				}
			}
			operands, shapes = append(operands, Ones[int](shape...)), append(shapes, shape)
		}
		defer func() {
			switch e := recover().(type) {
			case nil:
			case *EinsumError:
				if e.Text != text || e.Column < 0 || e.Column > len(text) || e.Why == "" || e.Error() == "" {
					t.Errorf("error %#v", e)
				}
			default:
				panic(e)
			}
		}()
		p := EinsumPath(text, shapes...)
		if p.Naive > 1e7 {
			return
		}
		d := Einsum(text, operands...)
		// All elements are 1, so the result's are how often the sum is over one.
		total, each := Sum(d).Item(), 1
		if d.c.size() > 0 {
			each = d.c.size()
		}
		if total%each != 0 || p.String() == "" {
			t.Errorf("%q of %v: sum %d of %d elements", text, shapes, total, each)
		}
	})
}

// Of more operands than all orders can be compared of, the order stays near the best that is known for products of a simple form.
func TestEinsumOrderOfManyOperands(t *testing.T) {
	const n, d = 12, 10
	letters := "abcdefghijklm"
	var chain, ring, star []string
	var matrices, lines [][]int
	for i := range n {
		chain = append(chain, letters[i:i+2])
		ring = append(ring, letters[i:i+1]+letters[(i+1)%n:(i+1)%n+1])
		star = append(star, "a"+letters[i+1:i+2])
		matrices = append(matrices, []int{d, d})
		lines = append(lines, []int{d})
	}
	text := func(terms []string, out string) string { return strings.Join(terms, ",") + "->" + out }
	ends := slices.Clone(matrices)
	ends[0], ends[n-1] = []int{1, d}, []int{d, 1} // from the ends on a chain is of products of a vector and a matrix
	thin := slices.Clone(matrices)                // of which neighbours make 2×2 matrices, or d×d ones
	for i := range thin {
		thin[i] = [][]int{{2, d}, {d, 2}}[i%2]
	}
	mixed := slices.Clone(ring)
	rand.New(rand.NewPCG(1, 2)).Shuffle(n, func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	matrix := 2.0 * d * d * d
	for _, test := range []struct {
		text   string
		shapes [][]int
		good   float64 // operations of a good order
	}{
		{text(chain, "am"), matrices, (n - 1) * matrix},
		{text(chain, "am"), ends, (n - 1) * 2 * d * d},
		{text(chain, "am"), thin, n/2*2*2*2*d + (n/2-1)*2*2*2*2},
		{text(ring, ""), thin, n/2*2*2*2*d + (n/2-2)*2*2*2*2 + 2*2*2},
		{text(ring, ""), matrices, (n-2)*matrix + 2*d*d},
		{text(mixed, ""), matrices, (n-2)*matrix + 2*d*d},
		{text(star, ""), matrices, n*d*d + n*d},
		{text(strings.Split(letters[:n], ""), ""), lines, n*d + n},
	} {
		if p := EinsumPath(test.text, test.shapes...); p.Flops > 1.5*test.good || p.Flops > p.Naive {
			t.Errorf("%v\ntakes %v operations, a good order %v", p, p.Flops, test.good)
		}
	}
}
