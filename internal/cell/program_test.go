package cell

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"
)

// The tests' own program stands in for the course's.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "upper":
			text, _ := io.ReadAll(os.Stdin)
			fmt.Print(strings.ToUpper(string(text)))
			os.Exit(0)
		case "refuse":
			fmt.Fprintln(os.Stderr, "  no such thing  ")
			os.Exit(1)
		case "silent":
			os.Exit(3)
		case "pipes":
			fmt.Print(os.Getenv("GONB_PIPE"), os.Getenv("GONB_PIPE_BACK"))
			os.Exit(0)
		}
	}
	os.Exit(m.Run())
}

func TestRun(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(ProgramEnv, program)
	long := strings.Repeat("abc\n", 100_000)
	if out, err := Run([]byte(long), "upper"); err != nil || string(out) != strings.ToUpper(long) {
		t.Errorf("%d bytes, error %v", len(out), err)
	}
	for what, want := range map[string]string{"refuse": "no such thing", "silent": "exit status 3"} {
		// More input than a pipe holds, which nobody reads.
		if _, err := Run([]byte(long), what); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", what, err, want)
		}
	}
	t.Setenv("GONB_PIPE", "/tmp/a")
	t.Setenv("GONB_PIPE_BACK", "/tmp/b")
	if out, err := Run(nil, "pipes"); err != nil || len(out) > 0 {
		t.Errorf("the kernel's pipes were handed on: %q, %v", out, err)
	}
	t.Setenv(ProgramEnv, "/does/not/exist")
	if _, err := Run(nil, "upper"); err == nil {
		t.Error("ran a program that does not exist")
	}
	t.Setenv(ProgramEnv, "")
	if _, err := Run(nil, "upper"); err == nil || !strings.Contains(err.Error(), "fastergo lab") {
		t.Errorf("without a program: %v", err)
	}
}

func TestSourceReadsBack(t *testing.T) {
	for _, s := range []Source{
		{},
		{Text: "func F() {\n\tfor {\n\t}\n}", Loops: []string{"for", "F calls itself"}, Statements: 12},
		{Text: "\n\n3\n", Names: []string{"float64", "np.Sqrt"}},
	} {
		got, err := DecodeSource(s.Encode())
		if err != nil || !reflect.DeepEqual(got, s) {
			t.Errorf("got %+v (%v), want %+v", got, err, s)
		}
	}
	for _, bad := range []string{"", "x", "3\n", "3\nx\n"} {
		if _, err := DecodeSource([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestAppendStringIsJSON(t *testing.T) {
	for _, s := range []string{"", `"quoted"`, "back\\slash", "line\nline\ttab\r\x00\x1f\x7f", "é 漢 🙂 \u2028", "bad \xff byte"} {
		var got string
		if err := json.Unmarshal(AppendString(nil, s), &got); err != nil || got != strings.ToValidUTF8(s, "\ufffd") {
			t.Errorf("%q: %s (%v)", s, AppendString(nil, s), err)
		}
	}
}

func TestWholeNumbersAreIntegers(t *testing.T) {
	want := []int{0, -7, 1_000_000, 133_514_952, 1<<53 - 1}
	var b []float64
	for _, n := range want {
		b = append(b, float64(n))
	}
	var got []int
	if err := json.Unmarshal(AppendNumbers(nil, b), &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %v", AppendNumbers(nil, b), err)
	}
}

func TestAppendNumbersIsJSON(t *testing.T) {
	xs := []float64{0, -1, 0.1, 1e300, 5e-324, 123456789}
	var got []float64
	if err := json.Unmarshal(AppendNumbers(nil, xs), &got); err != nil || !reflect.DeepEqual(got, xs) {
		t.Errorf("%s: %v", AppendNumbers(nil, xs), err)
	}
	if s := string(AppendNumbers(nil, []float64{math.NaN(), math.Inf(-1)})); s != "[null,null]" {
		t.Errorf("not numbers: %s", s)
	}
}
