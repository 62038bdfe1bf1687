package jupyter

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// A Spec says how to start a kernel: the contents of its kernel.json.
type Spec struct {
	Name string `json:"-"` // name of the directory that holds kernel.json
	Dir  string `json:"-"` // that directory

	Argv          []string          `json:"argv"` // {connection_file} and {resource_dir} are replaced
	DisplayName   string            `json:"display_name"`
	Language      string            `json:"language"`
	InterruptMode string            `json:"interrupt_mode"` // "signal" (also when empty) or "message"
	Env           map[string]string `json:"env"`            // added to ours; ${NAME} is replaced from ours
}

// Find returns the kernel called name from the first of these directories
// that has it in kernels/: dirs, then DataDirs(). The error names the kernels
// that exist.
func Find(name string, dirs ...string) (Spec, error) {
	var known []string
	for _, dir := range slices.Concat(dirs, DataDirs()) {
		entries, _ := os.ReadDir(filepath.Join(dir, "kernels"))
		for _, entry := range entries {
			at := filepath.Join(dir, "kernels", entry.Name())
			if !strings.EqualFold(entry.Name(), name) {
				if _, err := os.Stat(filepath.Join(at, "kernel.json")); err == nil {
					known = append(known, entry.Name())
				}
				continue
			}
			spec, err := readSpec(at)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			return spec, err
		}
	}
	if len(known) == 0 {
		return Spec{}, fmt.Errorf("no kernel %q: no kernel is installed in any of Jupyter's data directories", name)
	}
	slices.Sort(known)
	return Spec{}, fmt.Errorf("no kernel %q (there is %s)", name, strings.Join(slices.Compact(known), ", "))
}

func readSpec(dir string) (Spec, error) {
	file := filepath.Join(dir, "kernel.json")
	text, err := os.ReadFile(file)
	if err != nil {
		return Spec{}, err
	}
	spec := Spec{Name: filepath.Base(dir), Dir: dir}
	if err := json.Unmarshal(text, &spec); err != nil {
		return Spec{}, fmt.Errorf("%s: not a kernel specification: %w", file, err)
	}
	switch {
	case len(spec.Argv) == 0 || spec.Argv[0] == "":
		return Spec{}, fmt.Errorf("%s: argv is empty: there is no program to start", file)
	case spec.InterruptMode != "" && spec.InterruptMode != "signal" && spec.InterruptMode != "message":
		return Spec{}, fmt.Errorf("%s: interrupt_mode is %q; it may be signal or message", file, spec.InterruptMode)
	}
	return spec, nil
}

// DataDirs returns the directories in which Jupyter looks for kernels/, in
// its order: $JUPYTER_PATH, the user's, those of an active virtual or conda
// environment, the system's.
func DataDirs() []string {
	dirs := filepath.SplitList(os.Getenv("JUPYTER_PATH"))
	home, _ := os.UserHomeDir()
	switch {
	case os.Getenv("JUPYTER_DATA_DIR") != "":
		dirs = append(dirs, os.Getenv("JUPYTER_DATA_DIR"))
	case runtime.GOOS == "darwin":
		dirs = append(dirs, filepath.Join(home, "Library", "Jupyter"))
	case os.Getenv("XDG_DATA_HOME") != "":
		dirs = append(dirs, filepath.Join(os.Getenv("XDG_DATA_HOME"), "jupyter"))
	default:
		dirs = append(dirs, filepath.Join(home, ".local", "share", "jupyter"))
	}
	for _, env := range []string{"VIRTUAL_ENV", "CONDA_PREFIX"} {
		if prefix := os.Getenv(env); prefix != "" {
			dirs = append(dirs, filepath.Join(prefix, "share", "jupyter"))
		}
	}
	return append(dirs, "/usr/local/share/jupyter", "/usr/share/jupyter")
}

// command returns the kernel's command line for a connection file.
func (s Spec) command(connectionFile string) []string {
	fill := strings.NewReplacer("{connection_file}", connectionFile, "{resource_dir}", s.Dir)
	argv := make([]string, len(s.Argv))
	for i, arg := range s.Argv {
		argv[i] = fill.Replace(arg)
	}
	return argv
}

var variable = regexp.MustCompile(`\$(\w+|\{\w+\})`)

// environ returns the kernel's environment: ours, then the specification's,
// in which $NAME and ${NAME} stand for our variables (unknown ones stay).
func (s Spec) environ() []string {
	env := os.Environ()
	for name, value := range s.Env {
		value = variable.ReplaceAllStringFunc(value, func(ref string) string {
			if known, ok := os.LookupEnv(strings.Trim(ref, "${}")); ok {
				return known
			}
			return ref
		})
		env = append(env, name+"="+value)
	}
	return env
}
