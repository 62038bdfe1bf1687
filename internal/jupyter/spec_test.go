package jupyter

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	write := func(dir, name, text string) {
		t.Helper()
		at := filepath.Join(dir, "kernels", name)
		if err := os.MkdirAll(at, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(at, "kernel.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(second, "gonb", `{"argv":["second"]}`)
	write(second, "other", `{"argv":["{resource_dir}/run","{connection_file}","-x={connection_file}"],"env":{"A":"${HOME}:$HOME","B":"${UNSET_VARIABLE}"},"interrupt_mode":"message"}`)
	write(first, "gonb", `{"argv":["first"],"language":"go"}`)
	write(first, "broken", `{"argv":`)
	write(first, "empty", `{"argv":[]}`)
	write(first, "odd", `{"argv":["x"],"interrupt_mode":"shout"}`)
	t.Setenv("JUPYTER_PATH", second)
	t.Setenv("HOME", "/home/gopher")
	os.Unsetenv("UNSET_VARIABLE")

	for _, tt := range []struct{ name, program, problem string }{
		{"gonb", "first", ""},
		{"GoNB", "first", ""},
		{"other", "{resource_dir}/run", ""},
		{"broken", "", "not a kernel specification"},
		{"empty", "", "argv is empty"},
		{"odd", "", `interrupt_mode is "shout"`},
		{"nowhere", "", `no kernel "nowhere" (there is broken, empty, gonb, odd, other`},
	} {
		spec, err := Find(tt.name, first)
		switch {
		case tt.problem != "":
			if err == nil || !strings.Contains(err.Error(), tt.problem) {
				t.Errorf("Find(%s): error %v, want %q", tt.name, err, tt.problem)
			}
		case err != nil:
			t.Errorf("Find(%s): %v", tt.name, err)
		case spec.Argv[0] != tt.program:
			t.Errorf("Find(%s): %q", tt.name, spec.Argv)
		}
	}

	spec, err := Find("other", first)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := spec.command("/c.json"), []string{spec.Dir + "/run", "/c.json", "-x=/c.json"}; !slices.Equal(got, want) {
		t.Errorf("command %q, want %q", got, want)
	}
	env := spec.environ()
	for _, want := range []string{"A=/home/gopher:/home/gopher", "B=${UNSET_VARIABLE}"} {
		if !slices.Contains(env, want) {
			t.Errorf("environment lacks %s", want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	key := []byte("key")
	m, err := newRequest("s", "execute_request", map[string]any{"code": "x"})
	if err != nil {
		t.Fatal(err)
	}
	frames, err := m.encode(key)
	if err != nil {
		t.Fatal(err)
	}
	back, err := decode(key, append([][]byte{[]byte("identity")}, frames...))
	if err != nil || back.header != m.header || string(back.content) != string(m.content) {
		t.Errorf("decoded %+v, %v; want %+v", back, err, m)
	}
	for name, spoil := range map[string]func([][]byte) [][]byte{
		"another key":     func(f [][]byte) [][]byte { f[1] = sign([]byte("other"), f[2:6]); return f },
		"no signature":    func(f [][]byte) [][]byte { f[1] = nil; return f },
		"changed content": func(f [][]byte) [][]byte { f[5] = []byte("{}"); return f },
		"changed header":  func(f [][]byte) [][]byte { f[2] = []byte("{}"); return f },
		"missing frame":   func(f [][]byte) [][]byte { return f[:5] },
		"no delimiter":    func(f [][]byte) [][]byte { return f[1:] },
		"nothing":         func(f [][]byte) [][]byte { return nil },
		"header not JSON": func(f [][]byte) [][]byte { f[2] = []byte("?"); f[1] = sign(key, f[2:6]); return f },
	} {
		if _, err := decode(key, spoil(slices.Clone(frames))); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestLastWords(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"nothing":        {"", ""},
		"last line":      {"one\ntwo\n\n", "two"},
		"error":          {"Error: bad\nbye\n", "Error: bad"},
		"panic and dump": {"hello\npanic: no\n\ngoroutine 1:\nmain.error()\n", "panic: no"},
		"fatal log":      {"F0102 03:04 main.go] no port\ngoroutine: error\n", "F0102 03:04 main.go] no port"},
		"log":            {"hello\nI0102 03:04 main.go] failed to run\nW0102 03:04 main.go] error\n", "hello"},
		"long":           {strings.Repeat("x\n", 1<<20) + "end\n", "end"},
	} {
		words := new(lastWords)
		words.Write([]byte(tt.text))
		if got := words.best(); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestFreePortsDiffer(t *testing.T) {
	seen := map[int]bool{}
	for range 20 {
		ports, err := freePorts(5)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range ports {
			if seen[p] || p < firstPort || p >= endPort {
				t.Errorf("port %d is given twice or out of range", p)
			}
			seen[p] = true
		}
	}
}
