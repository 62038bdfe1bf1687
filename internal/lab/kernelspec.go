package lab

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// OnlineEnv, set to 1 when set-up runs, lets cells download modules; set to 0
// it forbids it again. Unset, what was said last holds; at first it is 0.
const OnlineEnv = "FASTERGO_ONLINE"

// KernelName is the name of our kernel in every notebook: that of GoNB, so that
// the notebooks open for anyone who has it.
const KernelName = "gonb"

//go:embed logo-svg.svg
var logo []byte

// A kernelSpec is a kernel.json, as jupyter_client documents it.
type kernelSpec struct {
	Argv          []string          `json:"argv"`
	DisplayName   string            `json:"display_name"`
	Language      string            `json:"language"`
	InterruptMode string            `json:"interrupt_mode"`
	Env           map[string]string `json:"env"`
}

func kernelspecStep() step {
	return step{
		name: "kernel", title: "kernel description for Jupyter",
		ready: func(e *Env) bool {
			for path, want := range e.kernelFiles() {
				if have, err := os.ReadFile(path); err != nil || !bytes.Equal(have, want) {
					return false
				}
			}
			return true
		},
		do: func(_ context.Context, e *Env, _ func(int, int, string)) error {
			for path, want := range e.kernelFiles() {
				perm := fs.FileMode(0o644)
				if path == e.goForCells() {
					perm = 0o755
				}
				if err := writeAtomic(path, bytes.NewReader(want), perm); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// kernelFiles returns what belongs into the two Jupyter data directories, and
// the go command of cells.
func (e *Env) kernelFiles() map[string][]byte {
	people, programs := kernelDir(e.JupyterPath), kernelDir(e.HeadlessPath)
	online := e.online()
	return map[string][]byte{
		filepath.Join(people, "kernel.json"):    encodeSpec(e.kernelSpec(false, online)),
		filepath.Join(people, "logo-svg.svg"):   logo,
		filepath.Join(programs, "kernel.json"):  encodeSpec(e.kernelSpec(true, online)),
		filepath.Join(programs, "logo-svg.svg"): logo,
		e.goForCells():                          []byte(fmt.Sprintf(goForCells, shellQuote(filepath.Join(e.goEnv.GOROOT, "bin", "go")))),
	}
}

// goForCells is the script that the kernel calls as go: it builds a cell without
// collecting garbage. The tools allocate less than 100 MB for most cells and free
// little of it, so that collecting takes a tenth of the build and saves no memory.
// The cell itself runs with the reader's own settings. Its parameter is the go
// command.
const goForCells = `#!/bin/sh
case $1 in
build) export GOGC="${GOGC-off}" GOMEMLIMIT="${GOMEMLIMIT-512MiB}" ;;
esac
exec %s "$@"
`

// goForCells is the path of that script, in a directory of its own.
func (e *Env) goForCells() string { return filepath.Join(e.share, "go", "go") }

func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func kernelDir(jupyterPath string) string {
	return filepath.Join(jupyterPath, "kernels", KernelName)
}

func encodeSpec(s kernelSpec) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(s); err != nil {
		panic(err) // strings always encode
	}
	return out.Bytes()
}

func (e *Env) kernelSpec(headless, online bool) kernelSpec {
	argv := []string{filepath.Join(e.Tools, "gonb"), "--kernel", "{connection_file}"}
	if headless {
		argv = append(argv, "-raw_error")
	} else {
		// GoNB's log would fill the server's, and nbconvert's output. Why it
		// ends too soon is still told.
		argv = append(argv, "-logtostderr=false", "-stderrthreshold=FATAL", "-log_file=/dev/null")
	}
	env := map[string]string{
		"PATH":          filepath.Dir(e.goForCells()) + string(filepath.ListSeparator) + e.path(headless),
		"GOFLAGS":       mergeGoflags(e.goEnv.GOFLAGS),
		"GOWORK":        "", // the kernel makes its own
		"FASTERGO_ROOT": e.Root,
		"FASTERGO":      e.Program,
	}
	if !online {
		env["GOPROXY"], env["GOSUMDB"] = "off", "off"
	}
	return kernelSpec{
		Argv:          append(argv, "-go_work="+e.Root),
		DisplayName:   "Go (gonb)",
		Language:      "go",
		InterruptMode: "message",
		Env:           env,
	}
}

// path is the user's PATH with the tools and the Go in use before it. Our own
// directories are taken out of the user's first: set-up may run inside a
// terminal or a cell that has them.
func (e *Env) path(headless bool) string {
	dirs := []string{e.Tools, filepath.Dir(e.Program)}
	if !headless {
		dirs = append(dirs, e.Gopls)
	}
	dirs = append(dirs, filepath.Join(e.goEnv.GOROOT, "bin"))
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		ours := strings.HasPrefix(dir, e.Home+string(filepath.Separator))
		if filepath.IsAbs(dir) && !ours && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	return strings.Join(dirs, string(filepath.ListSeparator))
}

func (e *Env) online() bool {
	switch os.Getenv(OnlineEnv) {
	case "0":
		return false
	case "":
		data, err := os.ReadFile(filepath.Join(kernelDir(e.JupyterPath), "kernel.json"))
		var was kernelSpec
		if err != nil || json.Unmarshal(data, &was) != nil || len(was.Argv) == 0 {
			return false
		}
		return was.Env["GOPROXY"] != "off"
	default:
		return true
	}
}

// mergeGoflags adds -ldflags=-w, which links faster and keeps the lines of
// stack traces, to the user's GOFLAGS, and takes out -mod and -modfile, which
// the kernel's workspace refuses.
func mergeGoflags(user string) string {
	ldflags := ""
	var kept []string
	for _, flag := range splitQuoted(user) {
		name, value, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		switch name {
		case "mod", "modfile":
		case "ldflags":
			ldflags = value + " "
		default:
			kept = append(kept, quoteFlag(flag))
		}
	}
	return strings.Join(append(kept, quoteFlag("-ldflags="+ldflags+"-w")), " ")
}

// splitQuoted splits at blanks as the go command splits GOFLAGS: a field that
// begins with a quote goes on to the next one of its kind.
func splitQuoted(s string) []string {
	var fields []string
	for {
		s = strings.TrimLeft(s, " \t\r\n")
		if s == "" {
			return fields
		}
		if quote := s[0]; quote == '"' || quote == '\'' {
			field, rest, _ := strings.Cut(s[1:], string(quote))
			fields, s = append(fields, field), rest
			continue
		}
		end := strings.IndexAny(s, " \t\r\n")
		if end < 0 {
			end = len(s)
		}
		fields, s = append(fields, s[:end]), s[end:]
	}
}

func quoteFlag(flag string) string {
	switch {
	case !strings.ContainsAny(flag, " \t'\""):
		return flag
	case !strings.Contains(flag, "'"):
		return "'" + flag + "'"
	default:
		return fmt.Sprintf("%q", flag)
	}
}
