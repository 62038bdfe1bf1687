package lab

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Exports returns the lines with which a POSIX shell makes other Jupyter tools
// (nbclient, nbconvert, a JupyterLab of the user's own) find our kernel.
func (e *Env) Exports() string {
	path := e.path(false)
	if venv, ok := e.venv(); ok {
		// Last, so that our Python hides none of the user's programs.
		path += string(filepath.ListSeparator) + filepath.Join(venv, "bin")
	}
	jupyter := []string{e.JupyterPath}
	for _, dir := range filepath.SplitList(os.Getenv("JUPYTER_PATH")) {
		if dir != "" && !slices.Contains(jupyter, dir) {
			jupyter = append(jupyter, dir)
		}
	}
	var out strings.Builder
	for _, v := range [][2]string{
		{"PATH", path},
		{"JUPYTER_PATH", strings.Join(jupyter, string(filepath.ListSeparator))},
		{"FASTERGO_ROOT", e.Root},
		{"FASTERGO_HOME", e.Home},
		{"FASTERGO", e.Program},
	} {
		fmt.Fprintf(&out, "export %s=%s\n", v[0], ShellQuote(v[1]))
	}
	return out.String()
}

// ShellQuote quotes s for a POSIX shell, whatever is in it, if it has to be.
func ShellQuote(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./:,@%"
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
