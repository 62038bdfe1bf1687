package lesson

import (
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"html"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fastergo/internal/cell"
	"fastergo/internal/timing"
)

// Cacheable are the types whose values [Cached] keeps. An array is kept as its
// Data and made again by np.AsArray.
type Cacheable interface {
	float64 | []float64 | [][]float64 | []int | string | []Line | Measurement | []Measurement
}

// Cached returns what compute returns, or what it returned before, in this cell
// or another, kept on disk under a name. It computes again when anything has
// changed that the value depends on: the source of compute, functions of the
// notebook that it leads to, and the values of depends, as fmt prints them, with
// which you name what else it depends on. A kept value that cannot be read is
// computed again too. A line below the cell says where the value is from.
//
//	losses := lesson.Cached("training", func() []float64 { return train(data, 1000) })
func Cached[T Cacheable](name string, compute func() T, depends ...any) (v T) {
	cached(name, placeOf("Cached", compute), fmt.Sprintf("%T", v), depends, func(text string) bool { return decode(text, &v) }, func() string { v = compute(); return encode(v) })
	return v
}

//go:noinline
func cached(name string, at place, kind string, depends []any, load func(text string) bool, compute func() string) {
	key := kind
	if source, err := os.ReadFile(at.file); err == nil {
		if uses, err := cell.Run(source, "uses", strconv.Itoa(at.line)); err == nil {
			key += string(uses)
		} else {
			key += string(source) // whatever is another, it is computed again
		}
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%s\n%q", key, fmt.Sprint(depends...))
	sum := strconv.FormatUint(h.Sum64(), 16)
	path := filepath.Join(cell.StateDir(), "cached", fileName(name))
	data, err := os.ReadFile(path)
	head, text, _ := strings.Cut(string(data), "\n")
	f := strings.Fields(head)
	if err == nil && len(f) == 3 && f[0] == sum && f[1] == check(text) && load(text) {
		took, _ := strconv.ParseFloat(f[2], 64)
		say(fmt.Sprintf("%s: as it was computed before, in %s.", name, timing.Short(took)))
		return
	}
	start := time.Now()
	text = compute()
	took := time.Since(start).Seconds()
	head = sum + " " + check(text) + " " + strconv.FormatFloat(took, 'g', 4, 64)
	if err := cell.WriteFile(path, []byte(head+"\n"+text)); err != nil {
		say(fmt.Sprintf("%s: computed in %s, but not kept: %v.", name, timing.Short(took), err))
		return
	}
	say(fmt.Sprintf("%s: computed in %s, and kept.", name, timing.Short(took)))
}

func say(text string) {
	cell.Show(cell.Bundle{cell.Text: text, cell.HTML: `<div><i>` + html.EscapeString(text) + `</i></div>`})
}

func check(text string) string {
	h := fnv.New64a()
	h.Write([]byte(text))
	return strconv.FormatUint(h.Sum64(), 16)
}

func fileName(name string) string {
	s := base64.RawURLEncoding.EncodeToString([]byte(name))
	return s[:min(len(s), 120)] + "-" + check(name)
}

// A kept value is a list of words, one a line; text is quoted, lists begin with
// their length.

type writer struct{ b []byte }

func (w *writer) int(n int) { w.b = append(strconv.AppendInt(w.b, int64(n), 10), '\n') }
func (w *writer) float(x float64) {
	w.b = append(strconv.AppendUint(w.b, math.Float64bits(x), 36), '\n')
}
func (w *writer) text(s string) { w.b = append(strconv.AppendQuote(w.b, s), '\n') }
func (w *writer) floats(xs []float64) {
	w.int(len(xs))
	for _, x := range xs {
		w.float(x)
	}
}

func (w *writer) measurement(m Measurement) {
	w.float(m.Min)
	w.float(m.Std)
	for _, n := range []int{m.Loops, m.Bytes, m.Allocs, m.Peak, m.code.line} {
		w.int(n)
	}
	w.text(m.code.file)
}

// reader reads the words again; bad says that they were others.
type reader struct {
	text string
	bad  bool
}

func (r *reader) word() string {
	s, rest, ok := strings.Cut(r.text, "\n")
	r.text, r.bad = rest, r.bad || !ok
	return s
}

func (r *reader) int() int {
	n, err := strconv.Atoi(r.word())
	r.bad = r.bad || err != nil
	return n
}

// length is how many words follow, at least.
func (r *reader) length() int {
	n := r.int()
	if n < 0 || n > len(r.text) {
		r.bad, n = true, 0
	}
	return n
}

func (r *reader) float() float64 {
	bits, err := strconv.ParseUint(r.word(), 36, 64)
	r.bad = r.bad || err != nil
	return math.Float64frombits(bits)
}

func (r *reader) string() string {
	s, err := strconv.Unquote(r.word())
	r.bad = r.bad || err != nil
	return s
}

func (r *reader) floats() []float64 {
	xs := make([]float64, r.length())
	for i := range xs {
		xs[i] = r.float()
	}
	return xs
}

func (r *reader) measurement() (m Measurement) {
	m.Min, m.Std = r.float(), r.float()
	for _, p := range []*int{&m.Loops, &m.Bytes, &m.Allocs, &m.Peak, &m.code.line} {
		*p = r.int()
	}
	m.code.file = r.string()
	return m
}

//go:noinline
func encode(v any) string {
	var w writer
	switch v := v.(type) {
	case float64:
		w.float(v)
	case []float64:
		w.floats(v)
	case [][]float64:
		w.int(len(v))
		for _, xs := range v {
			w.floats(xs)
		}
	case []int:
		w.int(len(v))
		for _, n := range v {
			w.int(n)
		}
	case string:
		w.text(v)
	case []Line:
		w.int(len(v))
		for _, l := range v {
			w.text(l.Name)
			w.floats(l.X)
			w.floats(l.Y)
			w.text(strconv.FormatBool(l.Faint))
		}
	case Measurement:
		w.measurement(v)
	case []Measurement:
		w.int(len(v))
		for _, m := range v {
			w.measurement(m)
		}
	}
	return string(w.b)
}

//go:noinline
func decode(text string, to any) bool {
	r := reader{text: text}
	switch v := to.(type) {
	case *float64:
		*v = r.float()
	case *[]float64:
		*v = r.floats()
	case *[][]float64:
		*v = make([][]float64, r.length())
		for i := range *v {
			(*v)[i] = r.floats()
		}
	case *[]int:
		*v = make([]int, r.length())
		for i := range *v {
			(*v)[i] = r.int()
		}
	case *string:
		*v = r.string()
	case *[]Line:
		*v = make([]Line, r.length())
		for i := range *v {
			(*v)[i] = Line{Name: r.string(), X: r.floats(), Y: r.floats(), Faint: r.string() == "true"}
		}
	case *Measurement:
		*v = r.measurement()
	case *[]Measurement:
		*v = make([]Measurement, r.length())
		for i := range *v {
			(*v)[i] = r.measurement()
		}
	}
	return !r.bad && r.text == ""
}
