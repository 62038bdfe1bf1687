package syntax

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

const cellFile = `package main

import np "fastergo/arraylib"

type Matrix struct{ rows int }

func (m *Matrix) At(i int) int { return helper(i) }

func helper(i int) int { return i + base }

const base = 1

var unused = 3

func Solve(x int) int { return helper(x) }

func other() int { return unused }

func main() {
	solve, who := pick(Solve)
	n := 1024
	lonely := other()
	measure(func() { solve(n) })
	measure(func() { m := Matrix{}; m.At(1) })
	_, _ = who, lonely
}
`

func TestUses(t *testing.T) {
	line := func(text, part string) int { return strings.Count(text[:strings.Index(text, part)], "\n") + 1 }
	first, err := Uses([]byte(cellFile), line(cellFile, "func() { solve"))
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(first)); !slices.Equal(got, []string{"", "Solve", "base", "helper"}) {
		t.Errorf("a closure over a variable uses %q", got)
	}
	second, _ := Uses([]byte(cellFile), line(cellFile, "func() { m :="))
	if got := slices.Sorted(maps.Keys(second)); !slices.Equal(got, []string{"", "Matrix", "Matrix.At", "base", "helper"}) {
		t.Errorf("a closure with a method uses %q", got)
	}
	for _, tc := range []struct{ name, old, new, changed string }{
		{"comments and layout", "func helper(i int) int { return i + base }", "// adds\nfunc helper(i int) int {\n\treturn i + base // so\n}", ""},
		{"a function", "return i + base", "return i - base", "helper"},
		{"a constant", "base = 1", "base = 2", "base"},
		{"a captured value", "n := 1024", "n := 4096", "itself"},
		{"what is not used", "unused = 3", "unused = 4", ""},
	} {
		text := strings.Replace(cellFile, tc.old, tc.new, 1)
		now, err := Uses([]byte(text), line(text, "func() { solve"))
		if err != nil {
			t.Fatal(err)
		}
		declared, _ := Declared([]byte(text))
		changed := ""
		for name, hash := range first {
			if now[name] != hash {
				changed += name
				if name == "" {
					changed += "itself"
				}
			}
			if name != "" && declared[name] != now[name] {
				t.Errorf("%s: %s is declared as %s and used as %s", tc.name, name, declared[name], now[name])
			}
		}
		if changed != tc.changed {
			t.Errorf("%s: %q changed, not %q", tc.name, changed, tc.changed)
		}
	}
	if _, err := Uses([]byte(cellFile), 1); err == nil {
		t.Error("a line without a function")
	}
	if _, err := Uses([]byte("package"), 1); err == nil {
		t.Error("no Go")
	}
}
