package bench

import (
	"context"
	"embed"
	"fmt"
	"os/exec"
	"strings"

	"fastergo/internal/lab"
)

// peersFS has of every peer in Python the functions, NAME.py, and the pinned
// packages of its virtual environment, NAME.txt.
//
//go:embed peers/*.py peers/*.txt
var peersFS embed.FS

// A Peer is a system in Python that a user would pick instead.
type Peer struct {
	Name    string // of its files, and of the module that is imported
	Library string
	// Download is what its environment downloads on Linux on amd64, in megabytes.
	Download int
}

// Peers are all there are, in the order of the table's header.
var Peers = []Peer{
	{"numpy", "NumPy", 17},
	{"scipy", "SciPy", 52},
	{"sklearn", "scikit-learn", 62},
	{"numba", "numba", 76},
	{"jax", "JAX", 140},
	// The package index has PyTorch for Linux only together with CUDA.
	{"torch", "PyTorch", 2600},
}

func peerFile(name string) string {
	data, err := peersFS.ReadFile("peers/" + name)
	if err != nil {
		panic(err) // a name that is not in Peers
	}
	return string(data)
}

// Install makes sure that the peer has its virtual environment, and returns the
// Python in it.
func (p Peer) Install(ctx context.Context, progress lab.Progress) (python string, err error) {
	return lab.Python(ctx, progress, lab.Venv{
		Name:         "peer-" + p.Name,
		Title:        fmt.Sprintf("%s (the first time, up to %s to download)", p.Library, megabytes(p.Download)),
		Requirements: peerFile(p.Name + ".txt"),
		Module:       p.Name,
	})
}

// DownloadSizes lists what each peer downloads.
func DownloadSizes() string {
	var sizes []string
	for _, p := range Peers {
		sizes = append(sizes, p.Name+" "+megabytes(p.Download))
	}
	return strings.Join(sizes, ", ")
}

func megabytes(n int) string {
	if n >= 1000 {
		return fmt.Sprintf("%.1f GB", float64(n)/1000)
	}
	return fmt.Sprintf("%d MB", n)
}

// command starts the peer's side of the conversation. -I keeps the user's
// Python settings out.
func (p Peer) command(python string) *exec.Cmd {
	cmd := exec.Command(python, "-I", "-c", peerFile("serve.py"), p.Name, peerFile("inputs.py"), peerFile(p.Name+".py"))
	cmd.Env = append(cmd.Environ(), "JAX_PLATFORMS=cpu", "CUDA_VISIBLE_DEVICES=", "PYTHONDONTWRITEBYTECODE=1")
	return cmd
}

// pythonFunctions returns the functions at the top of a file and the names of
// their parameters.
func pythonFunctions(source string) map[string][]string {
	functions := make(map[string][]string)
	for line := range strings.Lines(source) {
		signature, ok := strings.CutPrefix(line, "def ")
		if !ok {
			continue
		}
		name, params, _ := strings.Cut(signature, "(")
		params, _, _ = strings.Cut(params, ")")
		functions[name] = nil
		for p := range strings.SplitSeq(params, ",") {
			if p = strings.TrimSpace(p); p != "" {
				functions[name] = append(functions[name], p)
			}
		}
	}
	return functions
}
