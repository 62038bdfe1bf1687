package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	np "fastergo/arraylib"
)

// expectations is what expect.py writes.
type expectations struct {
	Python    string
	NumPy     string
	Variables map[string][]string
	Rows      []expectation
}

type expectation struct {
	NumPy   string
	Value   []string
	Changed map[string][]string
	Raises  string
}

func read(t *testing.T) (table, []byte, expectations) {
	t.Helper()
	page, err := os.ReadFile(pageFile)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := parse(string(page))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var e expectations
	if err := json.Unmarshal(text, &e); err != nil {
		t.Fatal(err)
	}
	return rows, page, e
}

// Every row of the page is tried: the Go line does what NumPy did.
func TestRows(t *testing.T) {
	page, _, expected := read(t)
	if len(page.rows) != len(runs) {
		t.Fatalf("the page has %d rows, the test %d: go generate", len(page.rows), len(runs))
	}
	t.Chdir(t.TempDir())
	setUp()
	if err := match(states(variables()), expected.Variables); err != nil {
		t.Errorf("set-up: %v", err)
	}
	for i, r := range page.rows {
		k := slices.IndexFunc(expected.Rows, func(e expectation) bool { return e.NumPy == r.numpy })
		if k < 0 {
			t.Errorf("%s:%d: %s has no expectation: run expect.py", path.Base(pageFile), r.line, r.numpy)
			continue
		}
		setUp()
		err := try(runs[i], expected.Rows[k])
		switch {
		case err != nil && !r.differs():
			t.Errorf("%s:%d: %s: %v", path.Base(pageFile), r.line, r.code, err)
		case err == nil && r.differs():
			t.Errorf("%s:%d: %s does as NumPy does, its note says it does not", path.Base(pageFile), r.line, r.code)
		}
	}
}

// The page, the test and the expectations belong together.
func TestNothingIsStale(t *testing.T) {
	table, page, expected := read(t)
	code, err := generate(string(page))
	if err != nil {
		t.Fatal(err)
	}
	if committed, err := os.ReadFile(testFile); err != nil || string(committed) != string(code) {
		t.Errorf("%s is not what the page makes: go generate ./arraylib/... (%v)", testFile, err)
	}
	if expected.Python != table.python {
		t.Error("expected.json is of another set-up: run expect.py")
	}
	for _, e := range expected.Rows {
		if !slices.ContainsFunc(table.rows, func(r row) bool { return r.numpy == e.NumPy }) {
			t.Errorf("expected.json has %s, the page has not: run expect.py", e.NumPy)
		}
	}
	if n := len(table.rows); n < 200 {
		t.Errorf("the page has only %d rows", n)
	}
}

func TestFaultsOfThePage(t *testing.T) {
	const good = "```python\nimport numpy as np\n```\n```go\nimport np \"fastergo/arraylib\"\n```\n```python\nx = 1\n```\n```go\nx := 1\n```\n"
	if _, err := generate(good); err != nil {
		t.Fatal(err)
	}
	for fault, page := range map[string]string{
		"two blocks of Go":    "```go\nx := 1\n```\n",
		"three cells":         good + "| `x` | `x \\| x` |\n",
		":13: 3:1: expected":  good + "| `x` | `x +` | |\n",
		"set-up: ":            strings.Replace(good, ":= 1", ":=", 1),
		"missing import path": strings.Replace(good, "import np", "import import", 1),
	} {
		if _, err := generate(page); err == nil || !strings.Contains(err.Error(), fault) {
			t.Errorf("%v, want %q", err, fault)
		}
	}
}

// try runs a row and says how it differs from what NumPy did.
func try(run func() []any, want expectation) (err error) {
	before := states(variables())
	var got []any
	failure := func() (failure any) {
		defer func() { failure = recover() }()
		got = run()
		return nil
	}()
	for _, v := range got {
		if e, ok := v.(error); ok && failure == nil {
			failure = e
		}
	}
	if failure != nil || want.Raises != "" {
		if failure != nil && want.Raises != "" && deliberate(failure) {
			return nil
		}
		return fmt.Errorf("fails with %v, NumPy with %q", failure, want.Raises)
	}
	if got != nil {
		if err := equal(describe(got), want.Value); err != nil {
			return err
		}
	}
	if got == nil && want.Changed == nil {
		return fmt.Errorf("has no result, NumPy has %q", want.Value)
	}
	after := states(variables())
	for name, text := range before {
		if changed, ok := want.Changed[name]; ok {
			text = changed
		}
		if err := equal(after[name], text); err != nil {
			return fmt.Errorf("%s afterwards: %v", name, err)
		}
	}
	return nil
}

// deliberate reports whether a failure is an error that says what is wrong: one of the library's, or of files.
func deliberate(failure any) bool {
	t := reflect.TypeOf(failure)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return strings.HasPrefix(t.PkgPath(), module) || t.PkgPath() == "io/fs"
}

// resultsOf collects the results of a call.
func resultsOf(v ...any) []any { return v }

// states describes the arrays among the variables.
func states(variables map[string]any) map[string][]string {
	s := map[string][]string{}
	for name, v := range variables {
		if reflect.ValueOf(v).Kind() != reflect.Pointer || isArray(v) {
			s[name] = describe(v)
		}
	}
	return s
}

func isArray(v any) bool { _, ok := v.(np.Operand); return ok }

// describe returns the texts of a value, as expect.py does; strings, numbers and shapes too, and of slices the elements.
func describe(v any) []string {
	switch v := v.(type) {
	case nil:
		return nil // an error that did not happen
	case string:
		return []string{"text " + v}
	case np.DType:
		return []string{"text " + v.String()}
	case np.Operand:
		return []string{arrayText(v)}
	}
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Slice {
		kind := strings.TrimSuffix(r.Kind().String(), "int")
		if kind == "" || kind == "u" {
			kind += "int64"
		}
		return []string{kind + " () " + number(v)}
	}
	texts := []string{}
	for i := range r.Len() {
		texts = append(texts, describe(r.Index(i).Interface())...)
	}
	return texts
}

func arrayText(v np.Operand) string {
	switch a := v.(type) {
	case *np.Array[bool]:
		return elements(a)
	case *np.Array[int8]:
		return elements(a)
	case *np.Array[int16]:
		return elements(a)
	case *np.Array[int32]:
		return elements(a)
	case *np.Array[int64]:
		return elements(a)
	case *np.Array[int]:
		return strings.Replace(elements(a), "int32", "int64", 1) // where int is short
	case *np.Array[uint8]:
		return elements(a)
	case *np.Array[uint16]:
		return elements(a)
	case *np.Array[uint32]:
		return elements(a)
	case *np.Array[uint64]:
		return elements(a)
	case *np.Array[float32]:
		return elements(a)
	case *np.Array[float64]:
		return elements(a)
	case *np.Array[complex64]:
		return elements(a)
	case *np.Array[complex128]:
		return elements(a)
	}
	panic(fmt.Sprintf("an array of type %T", v))
}

func elements[T np.Elem](a *np.Array[T]) string {
	var lengths []string
	for _, n := range a.Shape() {
		lengths = append(lengths, strconv.Itoa(n))
	}
	words := []string{np.DTypeOf(a).String(), "(" + strings.Join(lengths, ",") + ")"}
	for _, x := range a.All() {
		words = append(words, number(x))
	}
	return strings.Join(words, " ")
}

func number(v any) string {
	switch v := v.(type) {
	case bool:
		return map[bool]string{false: "False", true: "True"}[v]
	case complex64:
		return fmt.Sprint(real(v), imag(v))
	case complex128:
		return fmt.Sprint(real(v), imag(v))
	}
	return fmt.Sprint(v)
}

func match(got, want map[string][]string) error {
	for name, text := range want {
		if err := equal(got[name], text); err != nil {
			return fmt.Errorf("%s: %v", name, err)
		}
	}
	if len(got) != len(want) {
		return fmt.Errorf("%d arrays, NumPy has %d", len(got), len(want))
	}
	return nil
}

// equal compares texts of describe, numbers with fractions as numbers.
func equal(got, want []string) error {
	if len(got) != len(want) {
		return fmt.Errorf("is %q, NumPy has %q", got, want)
	}
	for i := range want {
		if !alike(got[i], want[i]) {
			return fmt.Errorf("is %s, NumPy has %s", got[i], want[i])
		}
	}
	return nil
}

// near is how far apart two results may be, as a share of NumPy's where that is above 1: sums are added in another order, and elementary
// functions are not rounded alike.
var near = map[string]float64{"float32": 1e-6, "complex64": 1e-6, "float64": 1e-14, "complex128": 1e-14}

func alike(got, want string) bool {
	g, w := strings.Fields(got), strings.Fields(want)
	if len(g) != len(w) || len(g) == 0 || g[0] != w[0] {
		return false
	}
	bound, inexact := near[w[0]]
	if !inexact {
		return got == want
	}
	if g[1] != w[1] {
		return false
	}
	for i := 2; i < len(w); i++ {
		x, errX := strconv.ParseFloat(g[i], 64)
		y, errY := strconv.ParseFloat(w[i], 64)
		if errX != nil || errY != nil || math.IsNaN(x) != math.IsNaN(y) || x == 0 && y == 0 && math.Signbit(x) != math.Signbit(y) {
			return false
		}
		if !math.IsNaN(x) && x != y && !(math.Abs(x-y) <= bound*max(1, min(math.Abs(y), math.MaxFloat64))) {
			return false
		}
	}
	return true
}
