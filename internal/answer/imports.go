package answer

import (
	"maps"
	"slices"
	"strings"
)

// packages are what answers may import, and their names: what computes, and
// nothing that reaches the machine.
var packages = map[string]string{
	"bytes":          "bytes",
	"cmp":            "cmp",
	"container/heap": "heap",
	"container/list": "list",
	"context":        "context",
	"errors":         "errors",
	"fmt":            "fmt",
	"iter":           "iter",
	"maps":           "maps",
	"math":           "math",
	"math/big":       "big",
	"math/bits":      "bits",
	"math/cmplx":     "cmplx",
	"math/rand":      "rand",
	"math/rand/v2":   "rand",
	"slices":         "slices",
	"sort":           "sort",
	"strconv":        "strconv",
	"strings":        "strings",
	"sync":           "sync",
	"sync/atomic":    "atomic",
	"time":           "time",
	"unicode":        "unicode",
	"unicode/utf8":   "utf8",

	"gonum.org/v1/gonum/floats": "floats",
	"gonum.org/v1/gonum/mat":    "mat",
	"gonum.org/v1/gonum/stat":   "stat",

	"fastergo/arraylib":        "arraylib",
	"fastergo/arraylib/fft":    "fft",
	"fastergo/arraylib/linalg": "linalg",
	"fastergo/arraylib/random": "random",
	"fastergo/arraylib/sparse": "sparse",
	"fastergo/lesson":          "lesson",
}

// Imports returns the paths that answers may import, sorted.
func Imports() []string { return slices.Sorted(maps.Keys(packages)) }

// std are the packages of Go's own library.
var std = slices.DeleteFunc(Imports(), func(p string) bool {
	return strings.HasPrefix(p, "fastergo/") || strings.HasPrefix(p, "gonum.org/")
})

// byName is what a name stands for that nothing declares or imports: what goimports would import.
// Paths that are not in packages are there to be refused by name.
var byName = func() map[string]string {
	names := map[string]string{
		"np": "fastergo/arraylib",
		// Refused.
		"debug": "runtime/debug", "exec": "os/exec", "flag": "flag", "http": "net/http", "io": "io", "log": "log", "net": "net", "os": "os",
		"plugin": "plugin", "reflect": "reflect", "runtime": "runtime", "syscall": "syscall", "unsafe": "unsafe",
		"npy": "fastergo/arraylib/npy", "mnist": "fastergo/lesson/mnist", "profile": "fastergo/lesson/profile", "roofline": "fastergo/arraylib/roofline",
	}
	for p, name := range packages {
		names[name] = p
	}
	names["rand"] = "math/rand/v2"
	return names
}()

// What only the first math/rand has.
var firstRand = []string{"ExpFloat64", "Int31", "Int31n", "Int63", "Int63n", "Intn", "NewSource", "Read", "Seed"}

// imported returns what a name is imported as by cells, as the one at sees it; by
// files each has its own imports.
func (p *pool) imported(name string, at *unit) (found imported, ok bool) {
	if !p.ordered {
		found, ok = at.imports[name]
		return found, ok
	}
	for _, u := range p.units {
		if ok && u.order > at.order {
			break
		}
		if i, here := u.imports[name]; here {
			found, ok = i, true
		}
	}
	return found, ok
}

// guessed returns the path of the package that goimports would import for
// name.sel, "" if there is none.
func guessed(name, sel string) string {
	if name == "rand" && slices.Contains(firstRand, sel) {
		return "math/rand"
	}
	return byName[name]
}

// refusal says why a package may not be imported, "" if it may.
func refusal(path string) string {
	if packages[path] != "" {
		return ""
	}
	for _, own := range []string{"checks", "solutions"} {
		if path == "fastergo/"+own || strings.HasPrefix(path, "fastergo/"+own+"/") {
			return "an answer may not use the course's " + own
		}
	}
	return "an answer may import arraylib with its fft, linalg, random and sparse, lesson, gonum's floats, mat and stat, and " + strings.Join(std, ", ")
}
