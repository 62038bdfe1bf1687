package runner

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"
)

func TestPlain(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"plain", "naïve\tΔ\n", "naïve\tΔ\n"},
		{"colours", "\x1b[1;31mred\x1b[0m", "red"},
		{"title and link", "\x1b]0;title\x07a\x1b]8;;http://x\x1b\\b", "ab"},
		{"cut sequence", "a\x1b[31", "a31"},
		{"line ends", "a\r\nb\rc", "a\nb\nc"},
		{"controls", "a\x00\x07\x1f\x7f\u0085b", "ab"},
		{"not UTF-8", "a\xffb", "a\uFFFDb"},
		{"direction", "a\u202eb\u2066c", "abc"},
		{"noncharacters", "a\ufffe\uffffb", "ab"},
	} {
		if got := Plain(tt.text); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestName(t *testing.T) {
	for name, want := range map[string]string{
		"lessons/naïve 1.ipynb": "lessons/naïve 1.ipynb",
		"a\nb.ipynb":            `"a\nb.ipynb"`,
		"a\tb\x1b[31m":          `"a\tb\x1b[31m"`,
		"a\u202eb":              `"a\u202eb"`,
		"a\xffb":                `"a\xffb"`,
	} {
		if got := Name(name); got != want {
			t.Errorf("%q is shown as %s, want %s", name, got, want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("\x1b[1mx\x1b]0;t\x07\x00\xff")
	f.Fuzz(func(t *testing.T, text string) {
		got := Plain(text)
		if !utf8.ValidString(got) || Plain(got) != got {
			t.Errorf("Plain(%q) = %q", text, got)
		}
		written, err := xml.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		var back string
		if err := xml.Unmarshal(written, &back); err != nil || back != got {
			t.Errorf("%q became %q in XML: %v", got, back, err)
		}
	})
}

func TestSameLine(t *testing.T) {
	program := []string{"package main", "func f() {", "\tx()", "}", "func main() {", "\tx()", "\ty()", "}"}
	cell := []string{"func f() {", "\tx()", "}", "%%", "\tx()", "\ty()"}
	for at, want := range map[int]int{1: 0, 2: 1, 3: 2, 6: 5, 7: 6, 0: 0, 99: 0} {
		if got, _ := sameLine(program, at, cell); got != want {
			t.Errorf("line %d of the program is line %d of the cell, want %d", at, got, want)
		}
	}
}

// A trace that GoNB left as it was names the program's lines alone; they may
// be an earlier cell's.
func TestFramesThatGoNBDidNotPlace(t *testing.T) {
	temp := t.TempDir()
	file := filepath.Join(temp, "gonb_01234567", "main.go")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	program := "package main\n\nfunc At(i int) int {\n\tvar a []int\n\treturn a[i]\n}\n\nfunc main() {\n\tAt(3)\n}\n"
	if err := os.WriteFile(file, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	h := history{tempDir: temp, sources: map[int]string{
		1: "import \"fmt\"\n\nfunc At(i int) int {\n\tvar a []int\n\treturn a[i]\n}\n%%\nfmt.Println(\"fine\")",
		2: "%%\n\n\tAt(3)",
	}}
	got := h.frames("panic: no\n\nmain.At(...)\n\t"+file+":5\nmain.main()\n\t"+file+":9 +0x1\n", 2)
	if want := []frame{{1, 5}, {2, 3}}; !slices.Equal(got, want) {
		t.Errorf("frames %v, want %v", got, want)
	}
}
