package kit

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fastergo/internal/sandbox"
)

const root = "../.."

// kits is where the tests' kits are. One is built for all tests.
var kits string

func TestMain(m *testing.M) {
	if len(os.Args) == 4 && os.Args[1] == "prepare" {
		// See TestKilledPrepare.
		if _, err := prepare(context.Background(), os.Args[2], os.Args[3], small); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	dir, err := os.MkdirTemp("", "kits")
	if err == nil {
		err = os.Chmod(dir, 0o755) // tools may run as another user
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	kits = dir
	code := m.Run()
	remove(dir)
	os.Exit(code)
}

var prepareOnce = sync.OnceValues(func() (*Kit, error) { return Prepare(context.Background(), root, kits) })

// theKit returns the tests' kit, and a box of the best tier that holds here.
func theKit(t testing.TB) (*Kit, *sandbox.Box) {
	t.Helper()
	k, err := prepareOnce()
	if err != nil {
		t.Fatal(err)
	}
	return k, boxOf(t, k)
}

func boxOf(t testing.TB, k *Kit) *sandbox.Box {
	t.Helper()
	box, err := sandbox.New(sandbox.Probe(k.Init()).Tier, k.Init(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return box
}

// scratch returns a directory for one build.
func scratch(t testing.TB) string {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// build builds one file, and requires that nothing but an executable is left.
func build(t testing.TB, k *Kit, box *sandbox.Box, source, function string) (exe string, errs []Error, spent Times) {
	t.Helper()
	dir := scratch(t)
	exe, errs, spent, err := k.Build(context.Background(), box, Source{Go: []byte(source), Funcs: []string{function}, Scratch: dir})
	if err != nil {
		t.Fatalf("%v\n%.300s", err, source)
	}
	if (exe == "") == (errs == nil) {
		t.Errorf("the executable is %q, the errors are %v", exe, errs)
	}
	entries, _ := os.ReadDir(dir)
	if exe == "" && len(entries) > 0 || exe != "" && (len(entries) != 1 || exe != filepath.Join(dir, entries[0].Name())) {
		t.Errorf("beside %q the scratch directory holds %v", exe, entries)
	}
	return exe, errs, spent
}

const assign = `package answer

import np "fastergo/arraylib"

func Assign(data, centroids *np.Array[float64]) *np.Array[int] {
	diff := np.Subtract(data.S(":, None"), centroids)
	return np.ArgMin(np.Sum(np.Square(diff), np.Axis(2)), np.Axis(1))
}
`

func TestErrors(t *testing.T) {
	k, box := theKit(t)
	const noFunction = "it has no function F that can be called"
	long := "int" + strings.Repeat("8", 3000)
	for _, tc := range []struct{ name, source, want string }{
		{"undefined", "package answer\n\nfunc F() int {\n\treturn x\n}\n", "4:9: undefined: x"},
		{"type", "package answer\n\nfunc F() int { return \"a\" }\n", `3:23: cannot use "a" (untyped string constant) as int value in return statement`},
		{"two", "package answer\n\nfunc F() int {\n\ty := 1\n\treturn x\n}\n", "4:2: declared and not used: y; 5:9: undefined: x"},
		{"syntax", "package answer\n\nfunc F( {\n", "3:9: syntax error: unexpected {, expected )"},
		{"no body", "package answer\n\nfunc F() int\n", "3:6: missing function body"},
		{"indented", "package answer\n\nfunc F() (int, int) { return 1 }\n", "3:30: not enough return values\n\thave (number)\n\twant (int, int)"},
		{"elsewhere", "package answer\n\nvar a int\n\nfunc a() {}\n", "5:6: a redeclared in this block\n\tother declaration of a (line 3)"},
		{"missing", "package answer\n\nfunc G() {}\n", noFunction},
		{"a type", "package answer\n\ntype F int\n", noFunction},
		{"long", "package answer\n\nvar F " + long + "\n", "3:7: undefined: " + long[:longest-len("undefined: ")] + " …"},
		{"generic", "package answer\n\nfunc F[T any](x T) T { return x }\n", noFunction},
		{"line directive", "package answer\n\nfunc F() {\n//line /etc/passwd:7\n\tx\n}\n", "it cannot be compiled"},
		{"oversized", "package answer\n\nvar x [1 << 40]byte\n\nfunc F() byte { return x[3] }\n", "5:17: x takes 1099511627776 bytes; the most that can be compiled is 2000000000"},
		{"an oversized literal", "package answer\n\ntype t [1 << 36]int\n\nfunc F() any { return t{} }\n", "5:16: a value takes 549755813888 bytes; the most that can be compiled is 2000000000"},
		{"oversized for what it calls", "package answer\n\nimport np \"fastergo/arraylib\"\n\nvar x [1 << 40]byte\n\nfunc F(m *np.Array[float64], c float64) *np.Array[float64] {\n\treturn np.AddScalar(m, c+float64(x[3]))\n}\n", "x takes 1099511627776 bytes; the most that can be compiled is 2000000000"},
		{"another package", "package other\n\nfunc F() {}\n", noFunction},
		{"a program", "package main\n\nfunc F() {}\n\nfunc main() {}\n", noFunction},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, errs, _ := build(t, k, box, tc.source, "F")
			var all []string
			for _, e := range errs {
				all = append(all, e.Error())
			}
			got := strings.Join(all, "; ")
			if got != tc.want {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

// Whichever limit a step has met, it is named.
func TestExhausted(t *testing.T) {
	const larger = ": is a type, a constant or an array larger than it looks?"
	limit := sandbox.Limits{Memory: 512 << 20}
	for _, tc := range []struct {
		step string
		end  sandbox.Ending
		want string
	}{
		{"compile", sandbox.Ending{Cause: sandbox.Time, Detail: "so long"}, "it took too long to compile, and was stopped (so long)" + larger},
		{"compile", sandbox.Ending{Cause: sandbox.Memory}, "it needs too much memory to compile (more than 512 MB)" + larger},
		{"link", sandbox.Ending{Cause: sandbox.Exited, Code: 2, Stderr: []byte("fatal error: runtime: out of memory\n")}, "it needs too much memory to link (more than 512 MB)"},
	} {
		if errs := failures(tc.step, tc.end, Source{}, limit); len(errs) != 1 || errs[0].Message != tc.want {
			t.Errorf("%+v\ngot  %v\nwant %s", tc.end, errs, tc.want)
		}
	}
}

func TestMostErrors(t *testing.T) {
	k, box := theKit(t)
	_, errs, _ := build(t, k, box, "package answer\n\nfunc F() {\n"+strings.Repeat("\tx()\n", 50)+"}\n", "F")
	if len(errs) != mostErrors {
		t.Errorf("%d errors: %v", len(errs), errs)
	}
}

// What an answer may not import is not there to be found.
func TestImports(t *testing.T) {
	k, box := theKit(t)
	for _, path := range []string{
		"unsafe", "os", "syscall", "runtime", "runtime/debug", "reflect", "internal/abi", "C", "embed", "plugin", "net", "log", "io",
		"fastergo/checks", "fastergo/solutions/fasterer", "fastergo/internal/wire", "fastergo/internal/cell", "fastergo/arraylib/internal/kernel",
		"answer", "main", "./answer", "../../etc/passwd", "/etc/passwd", "answer.a", "link.cfg",
	} {
		exe, errs, _ := build(t, k, box, "package answer\n\nimport _ \""+path+"\"\n\nfunc F() {}\n", "F")
		if exe != "" || len(errs) == 0 || errs[0].Line != 3 {
			t.Errorf("%s: %q, %v", path, exe, errs)
		}
	}
}

// bombs are small, and take all time or memory that a compiler or linker is given.
var bombs = map[string]string{
	"array":         "var x [1 << 40]byte\n\nfunc F() byte { return x[3] }\n",
	"array 2 GB":    "var x [1 << 31]byte\n\nfunc F() byte { return x[3] }\n",
	"array of data": "var x = [1 << 30]byte{1<<30 - 1: 1}\n\nfunc F(i int) byte { return x[i] }\n",
	"array 80 MB":   "var x = [80 << 20]byte{80<<20 - 1: 1}\n\nfunc F(i int) byte { return x[i] }\n",
	"stack":         "func F() int { var x [1 << 30]int; for i := range x { x[i] = i }; return x[3] }\n",
	"constant":      "const a = 1 << 500\nconst b = a * a * a * a * a * a * a * a\n\nfunc F() int { return b }\n",
	"constant power": "const a = 1.0000001\n" + func() string {
		s := ""
		for i := range 60 {
			s += fmt.Sprintf("const a%d = %s * %s\n", i, cmpName(i), cmpName(i))
		}
		return s
	}() + "\nfunc F() float64 { return a59 }\n",
	"string": "const a = \"0123456789abcdef\"\n" + func() string {
		s := ""
		for i := range 40 {
			s += fmt.Sprintf("const a%d = %s + %s\n", i, cmpName(i), cmpName(i))
		}
		return s
	}() + "\nfunc F() string { return a39 }\n",
	"nested types": func() string {
		s := "type T0 struct{ a, b int }\n"
		for i := 1; i < 60; i++ {
			s += fmt.Sprintf("type T%d struct{ a, b T%d }\n", i, i-1)
		}
		return s + "\nfunc F() any { return T59{} }\n"
	}(),
	"generics": func() string {
		s := "type P[A, B any] struct { a A; b B }\n\nfunc f0[T any](x T) int { return 1 }\n"
		for i := 1; i < 24; i++ {
			s += fmt.Sprintf("func f%d[T any](x T) int { return f%d(P[T, int]{}) + f%d(P[T, bool]{}) }\n", i, i-1, i-1)
		}
		return s + "\nfunc F() int { return f23(1) }\n"
	}(),
	"endless generics": "type P[T any] struct{ a T }\n\nfunc f[T any](n int, x T) int { if n == 0 { return 1 }; return f(n-1, P[T]{}) }\n\nfunc F() int { return f(3, 1) }\n",
	"parentheses":      "func F() int { return " + strings.Repeat("(", 100000) + "1" + strings.Repeat(")", 100000) + " }\n",
	"blocks":           "func F() { " + strings.Repeat("{", 100000) + strings.Repeat("}", 100000) + " }\n",
	"closures":         "func F() { " + strings.Repeat("func() { ", 9000) + strings.Repeat(" }()", 9000) + " }\n",
	"arrays of arrays": "func F() { var _ " + strings.Repeat("[1000]", 30000) + "int }\n",
	"pointers":         "var x " + strings.Repeat("*", 200000) + "int\n\nfunc F() any { return x }\n",
	"sum":              "func F(x int) int { return x" + strings.Repeat("+x", 100000) + " }\n",
	"cycle":            "type T [len(x)]int\n\nvar x T\n\nfunc F() int { return x[0] }\n",
	"errors":           "func F() {\n" + strings.Repeat("x\n", 100000) + "}\n",
	"long error":       "func F() { var x struct{ " + strings.Repeat("a int; ", 30000) + " }; return x }\n",
	"interfaces": func() string {
		s := "type I0 interface{ m() }\n"
		for i := 1; i < 40; i++ {
			s += fmt.Sprintf("type I%d interface { I%d; interface { I%d } }\n", i, i-1, i-1)
		}
		return s + "\nfunc F(x I39) {}\n"
	}(),
	"unions": func() string {
		s := "type U0 interface{ ~int | ~string }\n"
		for i := 1; i < 30; i++ {
			s += fmt.Sprintf("type U%d interface { U%d | U%d }\n", i, i-1, i-1)
		}
		return s + "\nfunc f[T U29](x T) {}\n\nfunc F() { f(1) }\n"
	}(),
	"map literal": "var x = map[string]int{" + func() string {
		var s strings.Builder
		for i := range 12000 {
			fmt.Fprintf(&s, "\"%d\":%d,", i, i)
		}
		return s.String()
	}() + "}\n\nfunc F() int { return x[\"3\"] }\n",
	"switch": "func F(x int) int { switch x {\n" + func() string {
		var s strings.Builder
		for i := range 10000 {
			fmt.Fprintf(&s, "case %d: return %d\n", i*i, i)
		}
		return s.String()
	}() + "}; return 0 }\n",
	"init order": func() string {
		var s strings.Builder
		for i := range 6000 {
			fmt.Fprintf(&s, "var v%d = v%d + 1\n", i, i+1)
		}
		return s.String() + "var v6000 = 1\n\nfunc F() int { return v0 }\n"
	}(),
}

// cmpName is the name of constant i-1 in a chain that starts with a.
func cmpName(i int) string {
	if i == 0 {
		return "a"
	}
	return fmt.Sprintf("a%d", i-1)
}

// builds are the bombs that the compiler and the linker survive: an executable
// may come of them.
var builds = map[string]bool{
	"map literal": true, "switch": true, "init order": true, "sum": true, "constant power": true, "stack": true, "blocks": true, "closures": true, "parentheses": true, "pointers": true, "arrays of arrays": true, "string": true,
}

// hurried is a kit with less time for each step.
func hurried(k *Kit) *Kit {
	h := *k
	h.limits.CPU, h.limits.Wall = 2*time.Second, 20*time.Second
	return &h
}

// Each bomb ends within its limits, as the answer's fault, and the build after it
// is as good as the one before.
func TestBombs(t *testing.T) {
	k, box := theKit(t)
	limited := hurried(k)
	for name, source := range bombs {
		t.Run(name, func(t *testing.T) {
			exe, errs, spent := build(t, limited, box, "package answer\n\n"+source, "F")
			t.Logf("%v %.300v", spent, errs)
			if exe != "" && !builds[name] {
				t.Error("it was built")
			}
			for _, e := range errs {
				if strings.Contains(e.Message, "/tmp") || strings.Contains(e.Message, k.dir) || len(e.Message) > longest+10 {
					t.Errorf("the error says %q", e.Message)
				}
			}
			if total := spent.Compile + spent.Glue + spent.Link; total > 3*limited.limits.CPU+time.Second {
				t.Errorf("it took %v", total)
			}
		})
	}
	if exe, errs, _ := build(t, k, box, assign, "Assign"); exe == "" {
		t.Errorf("an honest answer after the bombs: %v", errs)
	}
}

// What an executable is linked from says so in its tables of functions and files.
func TestNothingOfTheChecksIsLinked(t *testing.T) {
	k, box := theKit(t)
	for _, p := range k.manifest.Packages {
		if strings.HasPrefix(p.Path, "fastergo/checks") || strings.HasPrefix(p.Path, "fastergo/solutions") {
			t.Errorf("%s is in the kit", p.Path)
		}
	}
	exe, errs, _ := build(t, k, box, assign, "Assign")
	if errs != nil {
		t.Fatal(errs)
	}
	text, err := os.ReadFile(exe)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"fastergo/arraylib.": true, "fastergo/internal/wire.": true, "answer/answer.go": true, // it can be seen what is linked
		"fastergo/checks": false, "fastergo/solutions": false, "/internal/course": false, "/internal/kit": false, "/internal/grade": false,
		filepath.Dir(exe): false, k.dir: false, "/usr/local/go": false,
	} {
		if got := strings.Contains(string(text), name); got != want {
			t.Errorf("%q in the executable: %v", name, got)
		}
	}
}

func TestFuncIsAName(t *testing.T) {
	k, box := theKit(t)
	for _, name := range []string{"", "f", "F())}", "F\n", "main"} {
		if _, _, _, err := k.Build(context.Background(), box, Source{Go: []byte(assign), Funcs: []string{name}, Scratch: t.TempDir()}); err == nil {
			t.Errorf("%q was built", name)
		}
	}
}
