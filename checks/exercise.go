package checks

import "math"

// An Exercise asks for a function of type F, judges it, and knows its own
// answer. Exercises are static variables built from keyed literals, so that a
// cell links only its own.
type Exercise[F any] struct {
	Info
	// Reference is the answer the course gives.
	Reference F
	// Criteria returns what is judged of answer, in the order shown. The first
	// criterion is the values; the others earn nothing unless it passes.
	Criteria func(answer F) []Criterion
	// Baseline is what speed is judged beside, if it is: see [T.Faster].
	Baseline F
	// Wrong lists answers that must fail.
	Wrong []Wrong[F]
}

// Info is what there is to know of an exercise without its type. It has no
// methods: each would be compiled into each cell.
type Info struct {
	ID       string   // lesson/name, as "fasterer/make_matrix"
	Func     string   // the function's name, as "MakeMatrix"
	Title    string   // in the reader's words
	Hints    []string // from a nudge to nearly the answer: two or more
	Par      int      // statements of a good answer, 0 for no par
	Minutes  int      // a reader's time
	Optional bool     // a challenge: no points are lost by leaving it
}

// A Criterion is one thing an answer is judged by.
type Criterion struct {
	Name   string
	Points float64
	// Bonus says that the points are on top of the exercise's: an answer that
	// misses the criterion passes all the same. The first criterion is none.
	Bonus bool
	// Check returns if the criterion is met and fails t if not.
	Check func(t *T)

	question *Question // of a quiz; it is judged whatever became of the others
}

// Wrong is an answer with a planted mistake.
type Wrong[F any] struct {
	Name  string // what it does, in a few words
	Fails string // the criterion that must fail
	// Says is the diagnosis: shown to readers who make the same mistake.
	Says   string
	Answer F
}

// Check judges answer and shows the verdict in the cell.
func (e *Exercise[F]) Check(answer F) { check(e.plain(), answer) }

// Or returns answer and "your …" if answer passes its first criterion, else
// the reference and "the reference …": so that what is built on an exercise
// runs before the exercise is solved, and says on whose answer.
func (e *Exercise[F]) Or(answer F) (f F, whose string) {
	if passesFirst(e.plain(), answer) {
		return answer, "your " + e.Func
	}
	return e.Reference, "the reference " + e.Func
}

// Hint shows the first hint that was not seen yet (the last, once all were), or
// hint n (from 1).
func (e *Exercise[F]) Hint(n ...int) { hint(&e.Info, n) }

// Solution shows the reference's source, beside the reader's answer once one has
// passed. Before that it asks, the first time, whether the reader means it: the
// second call shows it.
func (e *Exercise[F]) Solution() { solution(&e.Info, e.Reference) }

func (e *Exercise[F]) plain() plain {
	return plain{
		info:      &e.Info,
		nilF:      (*F)(nil),
		reference: e.Reference,
		baseline:  e.Baseline,
		criteria:  func(answer any) []Criterion { return e.Criteria(answer.(F)) },
		wrong: func(i int) (WrongAnswer, bool) {
			if i >= len(e.Wrong) {
				return distractor(any(e.Reference), e.Criteria(e.Reference), i-len(e.Wrong))
			}
			w := &e.Wrong[i]
			return WrongAnswer{w.Name, w.Fails, w.Says, w.Answer}, true
		},
	}
}

// Any is an exercise of whatever function type: an *Exercise[F].
type Any interface{ plain() plain }

// plain is an exercise without its type.
type plain struct {
	info      *Info
	nilF      any // a nil *F
	reference any
	baseline  any
	criteria  func(answer any) []Criterion
	wrong     func(i int) (WrongAnswer, bool)
}

// WrongAnswer is a [Wrong] without its type.
type WrongAnswer struct {
	Name, Fails, Says string
	Answer            any
}

// InfoOf returns what there is to know of e without its type.
func InfoOf(e Any) Info { return *e.plain().info }

// PointsOf returns the points of all criteria of e, without those on top.
func PointsOf(e Any) float64 {
	p := e.plain()
	sum, _ := points(p.criteria(p.reference))
	return sum
}

// points returns the points of cs, and those on top.
func points(cs []Criterion) (sum, bonus float64) {
	for _, c := range cs {
		if c.Bonus {
			bonus += c.Points
		} else {
			sum += c.Points
		}
	}
	return round(sum), round(bonus)
}

// round takes the noise of binary sums off points: 0.4 + 0.2 is 0.6.
func round(points float64) float64 { return math.Round(points*1e9) / 1e9 }

// ReferenceOf returns the reference answer of e, a function.
func ReferenceOf(e Any) any { return e.plain().reference }

// BaselineOf returns what the speed of an answer of e is judged beside: a function,
// nil where speed is not judged.
func BaselineOf(e Any) any { return e.plain().baseline }

// WrongOf returns the planted wrong answers of e.
func WrongOf(e Any) (all []WrongAnswer) {
	p := e.plain()
	for i := 0; ; i++ {
		w, ok := p.wrong(i)
		if !ok {
			return all
		}
		all = append(all, w)
	}
}
