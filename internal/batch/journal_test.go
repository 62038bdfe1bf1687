package batch

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fastergo/internal/grade"
)

func TestJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.jsonl")
	j, err := openJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openJournal(path); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Errorf("a second run may write too: %v", err)
	}
	for i := range 3 {
		if err := j.add(entry{Key: fmt.Sprint("k", i), Result: &grade.Result{Student: fmt.Sprint("s", i)}}); err != nil {
			t.Fatal(err)
		}
	}
	j.close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// Killed at whatever byte, the run goes on with the lines that are whole.
	lines := 0
	for n := range whole {
		if n > 0 && whole[n-1] == '\n' {
			lines++
		}
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		j, err := openJournal(path)
		if err != nil {
			t.Fatalf("cut at byte %d: %v", n, err)
		}
		if len(j.at) != lines {
			t.Fatalf("cut at byte %d: %d entries, want %d", n, len(j.at), lines)
		}
		if err := j.add(entry{Key: "new", Result: &grade.Result{Student: "new"}}); err != nil {
			t.Fatal(err)
		}
		for key := range j.at {
			if e, err := j.get(key); err != nil || e.Key != key {
				t.Fatalf("cut at byte %d: %s reads as %v, %v", n, key, e, err)
			}
		}
		j.close()
	}
	// A line in the middle that is not as it was written is no accident.
	for name, bad := range map[string]string{
		"line 1 ": "nonsense\n" + string(whole),
		"line 2 ": strings.Replace(string(whole), `"student":"s1"`, `"student":"s7"`, 1),
	} {
		if err := os.WriteFile(path, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := openJournal(path); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("a spoilt journal is taken, or %snot named: %v", name, err)
		}
		if after, _ := os.ReadFile(path); string(after) != bad {
			t.Error("a spoilt journal was changed")
		}
	}
}

func TestFileName(t *testing.T) {
	seen := map[string]string{}
	long := strings.Repeat("a", 300)
	for _, student := range []string{"ada", "Ada Lovelace", "..", ".", "a/b", "a%2Fb", "=1+1", "\n", "😀", long, long + "b", "-rf"} {
		name := fileName(student)
		if name == "" || strings.ContainsAny(name, "/\n") || strings.Trim(name, ".") == "" || len(name) > 200 {
			t.Errorf("%.20q: %q is no file's name", student, name)
		}
		if other, ok := seen[name]; ok {
			t.Errorf("%.20q and %.20q share %q", student, other, name)
		}
		seen[name] = student
	}
}

func TestNoFormula(t *testing.T) {
	for in, want := range map[string]string{"ada": "ada", "=1+1": "'=1+1", "@x": "'@x", "-1": "'-1", "": ""} {
		if got := noFormula(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
