package checks

import (
	"flag"
	"fmt"
	"html"
	"iter"
	"math"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/internal/cell"
)

var update = flag.Bool("update", false, "write the golden files")

type (
	floats = *np.Array[float64]
	ints   = *np.Array[int]
)

// Small exercises, one for each kind of thing that answers get wrong.
var (
	rowMeans = &Exercise[func(x floats) floats]{
		Info:      Info{ID: "test/row_means", Func: "RowMeans", Title: "The mean of each row", Par: 1},
		Reference: func(x floats) floats { return np.Mean(x, np.Axis(1)) },
		Criteria: func(answer func(x floats) floats) []Criterion {
			return []Criterion{
				{Name: "values", Points: 2, Check: func(t *T) {
					for _, shape := range [][]int{{4, 6}, {5, 5}, {1, 1}} {
						x := t.Uniform(shape...)
						t.Call("RowMeans(x), x of shape (%d, %d)", shape[0], shape[1])
						want := np.Mean(x, np.Axis(1))
						t.Close(answer(x), want, 1e-12)
					}
				}},
				{Name: "no loop", Points: 1, Check: (*T).NoLoop},
				{Name: "x unchanged", Points: 1, Check: func(t *T) { x := t.Uniform(3, 2); t.Unchanged(func() { answer(x) }, x) }},
				{Name: "any rank", Points: 1, Bonus: true, Check: func(t *T) {
					x := t.Uniform(2, 3, 4)
					t.Call("RowMeans(x), x of shape (2, 3, 4)")
					t.Close(answer(x), np.Mean(x, np.Axis(1)), 1e-12)
				}},
			}
		},
		Wrong: []Wrong[func(x floats) floats]{{Name: "largest", Fails: "values", Says: "That is the largest of each row.", Answer: func(x floats) floats { return np.Max(x, np.Axis(1)) }}},
	}
	square = &Exercise[func(x floats) floats]{
		Info:      Info{ID: "test/scale", Func: "Scale", Title: "Scale a table"},
		Reference: func(x floats) floats { return np.MultiplyScalar(x, 2) },
		Criteria: func(answer func(x floats) floats) []Criterion {
			return []Criterion{
				{Name: "values", Points: 1, Check: func(t *T) {
					x := np.MultiplyScalar(t.Uniform(20, 40), 10)
					want := np.MultiplyScalar(x, 2)
					t.Call("Scale(x)")
					t.Equal(answer(x), want)
				}},
				{Name: "new memory", Points: 1, Check: func(t *T) { x := np.Ones[float64](3, 3); t.Fresh(answer(x), x) }},
			}
		},
	}
	distances = &Exercise[func(a, b floats) floats]{
		Info:      Info{ID: "test/distances", Func: "Distances", Title: "Distances of rows"},
		Reference: func(a, b floats) floats { return np.Sqrt(np.Sum(np.Square(np.Subtract(a, b)), np.Axis(1))) },
		Criteria: func(answer func(a, b floats) floats) []Criterion {
			return []Criterion{{Name: "values", Points: 1, Check: func(t *T) {
				a, b := t.Uniform(5, 3), t.Uniform(5, 3)
				t.Call("Distances(a, b)")
				t.Close(answer(a, b), np.Sqrt(np.Sum(np.Square(np.Subtract(a, b)), np.Axis(1))), 1e-12)
			}}}
		},
	}
	nearest = &Exercise[func(d floats) ints]{
		Info:      Info{ID: "test/nearest", Func: "Nearest", Title: "The nearest of each row"},
		Reference: func(d floats) ints { return np.ArgMin(d, np.Axis(1)) },
		Criteria: func(answer func(d floats) ints) []Criterion {
			return []Criterion{{Name: "values", Points: 1, Check: func(t *T) {
				d := np.New([]float64{2, 1, 1, 0, 0, 5, 3, 2, 1, 4, 7, 4}, 4, 3)
				t.Call("Nearest(d)")
				t.Equal(answer(d), np.New([]int{1, 0, 2, 0}, 4))
			}}}
		},
	}
	addBytes = &Exercise[func(a, b *np.Array[uint8]) ints]{
		Info:      Info{ID: "test/add_bytes", Func: "AddBytes", Title: "Add bytes"},
		Reference: func(a, b *np.Array[uint8]) ints { return np.Add(np.AsType[int](a), np.AsType[int](b)) },
		Criteria: func(answer func(a, b *np.Array[uint8]) ints) []Criterion {
			return []Criterion{{Name: "values", Points: 1, Check: func(t *T) {
				a, b := np.New([]uint8{200, 3, 100}, 3), np.New([]uint8{100, 4, 200}, 3)
				t.Call("AddBytes(a, b)")
				t.Equal(answer(a, b), np.New([]int{300, 7, 300}, 3))
			}}}
		},
	}
	clusterMeans = &Exercise[func(x floats, labels ints, old floats) floats]{
		Info:      Info{ID: "test/cluster_means", Func: "ClusterMeans", Title: "The mean of each cluster"},
		Reference: func(x floats, labels ints, old floats) floats { return clusters(x, labels, old, true) },
		Criteria: func(answer func(x floats, labels ints, old floats) floats) []Criterion {
			return []Criterion{{Name: "values", Points: 1, Check: func(t *T) {
				x, old := t.Uniform(6, 2), t.Uniform(4, 2)
				labels := np.New([]int{0, 1, 3, 3, 1, 0}, 6)
				t.Call("ClusterMeans(x, labels, old), no point in cluster 2")
				t.Close(answer(x, labels, old), clusters(x, labels, old, true), 1e-12)
			}}}
		},
	}
	normals = &Exercise[func(g *random.Generator, n int) iter.Seq[floats]]{
		Info: Info{ID: "test/normals", Func: "Normals", Title: "Batches of normals"},
		Reference: func(g *random.Generator, n int) iter.Seq[floats] {
			return batches(func() floats { return draw(g, n, 2) })
		},
		Criteria: func(answer func(g *random.Generator, n int) iter.Seq[floats]) []Criterion {
			return []Criterion{
				{Name: "batches", Points: 1, Check: func(t *T) {
					t.Call("Normals(rng, 100)")
					count := 0
					var last floats
					for b := range answer(random.New(t.Seed()), 100) {
						if last != nil && diffLayouts(np.LayoutOf(b), np.LayoutOf(last), 0) == nil {
							t.Failf("batches 1 and 2 are the same numbers: draw anew for each")
						}
						if last = np.Copy(b); count == 3 {
							break
						}
						count++
					}
				}},
				{Name: "spread", Points: 1, Check: func(t *T) {
					sum, n := 0.0, 0
					for b := range answer(random.New(t.Seed()), 500) {
						for _, x := range b.All() {
							sum += x * x
							n++
						}
						if n > 20000 {
							break
						}
					}
					t.Below("the z of the variance, for a standard deviation of 2,", (sum/float64(n)/4-1)*math.Sqrt(float64(n)/2), 6)
				}},
			}
		},
	}
	evens = &Exercise[func(x floats) floats]{
		Info:      Info{ID: "test/evens", Func: "Evens", Title: "Every second element"},
		Reference: func(x floats) floats { return x.S("::2") },
		Criteria: func(answer func(x floats) floats) []Criterion {
			return []Criterion{
				{Name: "values", Points: 1, Check: func(t *T) {
					for _, n := range []int{9, 4, 1} {
						x := t.Uniform(n)
						t.Call("Evens(x), x of %d elements", n)
						t.Equal(answer(x), x.S("::2"))
					}
				}},
				{Name: "a view", Points: 1, Check: func(t *T) { x := t.Uniform(9); t.View(answer(x), x) }},
			}
		},
	}
)

func batches(draw func() floats) iter.Seq[floats] {
	return func(yield func(floats) bool) {
		for yield(draw()) {
		}
	}
}

func draw(g *random.Generator, n int, sigma float64) floats {
	return np.MultiplyScalar(g.StandardNormal(n), sigma)
}

// clusters are the means of rows by label; of none, the old one or NaN.
func clusters(x floats, labels ints, old floats, keep bool) floats {
	sums, counts := np.ZerosLike(old), make([]float64, old.Shape()[0])
	for i, l := range labels.Data() {
		counts[l]++
		np.AddInto(sums.S(fmt.Sprint(l)), sums.S(fmt.Sprint(l)), x.S(fmt.Sprint(i)))
	}
	for k, n := range counts {
		if row := sums.S(fmt.Sprint(k)); n == 0 && keep {
			np.AddScalarInto(row, old.S(fmt.Sprint(k)), 0)
		} else {
			np.DivideScalarInto(row, row, n)
		}
	}
	return sums
}

// What a reader gets to read for each kind of mistake: testdata/messages.txt and
// messages.html, which shows all cards on one page.
func TestMessages(t *testing.T) {
	never := make(chan bool)
	var nobody floats
	fixtures := []struct {
		name   string
		e      Any
		answer any
	}{
		{"right", rowMeans, func(x floats) floats { return np.DivideScalar(np.Sum(x, np.Axis(1)), float64(x.Shape()[1])) }},
		{"right, but for the bonus", rowMeans, func(x floats) floats { return np.Mean(x, np.Axis(-1)) }},
		{"wrong axis", rowMeans, func(x floats) floats { return np.Mean(x, np.Axis(0)) }},
		{"no axis", rowMeans, func(x floats) floats { return np.Full(np.Mean(x).Item()) }},
		{"sum for mean", rowMeans, func(x floats) floats { return np.Sum(x, np.Axis(1)) }},
		{"right values, wrong shape", rowMeans, func(x floats) floats { return np.Mean(x, np.Axis(1), np.KeepDims) }},
		{"a known mistake", rowMeans, func(x floats) floats { return np.Max(x, np.Axis(1)) }},
		{"off by one", rowMeans, func(x floats) floats {
			m := np.Mean(x, np.Axis(1))
			return np.Roll(m, 1)
		}},
		{"last left out", rowMeans, func(x floats) floats { return np.Mean(x.S(":-1"), np.Axis(1)) }},
		{"never written", rowMeans, func(x floats) floats { return np.Empty[float64](x.Shape()[0]) }},
		{"nothing returned", rowMeans, func(x floats) floats { return nil }},
		{"a loop", rowMeans, func(x floats) floats {
			m := np.Zeros[float64](x.Shape()[0])
			for i := range x.Shape()[0] {
				m.Set(np.Mean(x.S(fmt.Sprint(i))).Item(), i)
			}
			return m
		}},
		{"input changed", rowMeans, func(x floats) floats {
			np.MultiplyScalarInto(x, x, 1/float64(x.Shape()[1]))
			return np.Sum(x, np.Axis(1))
		}},
		{"float32 on the way", rowMeans, func(x floats) floats { return np.AsType[float64](np.Mean(np.AsType[float32](x), np.Axis(1))) }},
		{"hard-coded for one case", rowMeans, func(x floats) floats {
			if x.Shape()[0] == 4 {
				return np.Mean(x, np.Axis(1))
			}
			return np.Zeros[float64](x.Shape()[0])
		}},
		{"an index too far", rowMeans, func(x floats) floats {
			m := x.Shape()
			return np.Zeros[float64](m[2])
		}},
		{"nil", rowMeans, func(x floats) floats { return np.Add(nobody, x) }},
		{"shapes that do not meet", rowMeans, func(x floats) floats { return np.Subtract(x, np.Mean(x, np.Axis(1))) }},
		{"a slip in a slice", rowMeans, func(x floats) floats { return x.S("0:x, 1") }},
		{"a stub on the way", rowMeans, func(x floats) floats { return stillStub(x) }},
		{"an endless loop", rowMeans, func(x floats) floats { <-never; return x }},
		{"its goroutine ended", rowMeans, func(x floats) floats { panicsNever(); return x }},
		{"not attempted", rowMeans, func(x floats) floats { panic(cell.TODO) }},

		{"transposed", square, func(x floats) floats { return np.MultiplyScalar(x.T(), 2) }},
		{"one row short", square, func(x floats) floats {
			y := np.Copy(x)
			np.MultiplyScalarInto(y.S(":-1"), y.S(":-1"), 2)
			return y
		}},
		{"a part of it", square, func(x floats) floats {
			y := np.Copy(x)
			np.MultiplyScalarInto(y.S("3:9, ::2"), y.S("3:9, ::2"), 2)
			return y
		}},
		{"fractions lost", square, func(x floats) floats { return np.AsType[float64](np.AsType[int](np.MultiplyScalar(x, 2))) }},
		{"result is the input", square, func(x floats) floats { np.MultiplyScalarInto(x, x, 2); return x }},

		{"squared", distances, func(a, b floats) floats { return np.Sum(np.Square(np.Subtract(a, b)), np.Axis(1)) }},
		{"rooted twice", distances, func(a, b floats) floats {
			return np.Sqrt(np.Sqrt(np.Sum(np.Square(np.Subtract(a, b)), np.Axis(1))))
		}},
		{"upside down", distances, func(a, b floats) floats {
			return np.Negative(np.Sqrt(np.Sum(np.Square(np.Subtract(a, b)), np.Axis(1))))
		}},
		{"ties to the last", nearest, func(d floats) ints {
			return np.SubtractScalar(np.Negative(np.ArgMin(d.S(":, ::-1"), np.Axis(1))), -2)
		}},
		{"argmax", nearest, func(d floats) ints { return np.ArgMax(d, np.Axis(1)) }},
		{"8 bits", addBytes, func(a, b *np.Array[uint8]) ints { return np.AsType[int](np.Add(a, b)) }},
		{"empty cluster", clusterMeans, func(x floats, labels ints, old floats) floats { return clusters(x, labels, old, false) }},
		{"the same batch again", normals, func(g *random.Generator, n int) iter.Seq[floats] {
			b := draw(g, n, 2)
			return batches(func() floats { return b })
		}},
		{"another spread", normals, func(g *random.Generator, n int) iter.Seq[floats] {
			return batches(func() floats { return draw(g, n, 4) })
		}},
		{"works on the storage", evens, func(x floats) floats { return np.New(x.Data()[:1], 1) }},
		{"a copy for a view", evens, func(x floats) floats { return np.Copy(x.S("::2")) }},
		{"one too few", evens, func(x floats) floats { return x.S(":-1:2") }},
		{"backwards", evens, func(x floats) floats { return x.S("::-2") }},

		{"a quiz half done", quiz, func() []string { return []string{"7,4", "3,3", ""} }},
	}
	var text, page strings.Builder
	page.WriteString("<!DOCTYPE html><meta charset=\"utf-8\"><title>Verdicts</title><body style=\"font-family:sans-serif\">\n")
	for _, f := range fixtures {
		limit := timeLimit
		if f.name == "an endless loop" {
			limit = 50 * time.Millisecond
		}
		r, _ := newJudge(f.e.plain(), Local(f.answer), cellSeed).report(limit)
		r.Seconds = 0
		fmt.Fprintf(&text, "-- %s --\n%s\n\n", f.name, lines.ReplaceAllString(r.Text(), "messages_test.go:LINE: "))
		fmt.Fprintf(&page, "<h3>%s</h3>\n%s\n", html.EscapeString(f.name), lines.ReplaceAllString(r.HTML(), "messages_test.go:LINE: "))
	}
	for file, got := range map[string]string{"testdata/messages.txt": text.String(), "testdata/messages.html": page.String()} {
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs (go test -update writes it)", file)
		}
	}
}

var lines = regexp.MustCompile(`messages_test\.go:\d+: `)

func panicsNever() { runtime.Goexit() }
