// Package bench measures what the course promises about speed.
//
// # Decisions
//
// A notebook cell is measured as its reader meets it: through a real kernel,
// from sending the cell to its end, with a source that was never built before.
// Each kind of cell has a fresh kernel of its own, all kernels are alive at the
// same time, and the kinds take turns, so that a noisy moment hits them all.
package bench

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fastergo/internal/jupyter"
)

// A CellRow is the latency of one kind of cell.
type CellRow struct {
	Cell    string  `json:"cell"`
	MedianS float64 `json:"median_s"`
	MinS    float64 `json:"min_s"`
	BudgetS float64 `json:"budget_s,omitempty"` // what the design allows, if it says
	Runs    int     `json:"runs"`
}

// A cellKind is a kind of cell to measure.
type cellKind struct {
	name   string
	budget float64 // seconds, 0 for none
	before []string
	// source returns a cell that was never built before: n never repeats.
	source func(n int) string
}

const importsCell = `import (
	"fmt"
	"math/rand/v2"

	np "fastergo/arraylib"
	"fastergo/checks/fasterer"
	"fastergo/lesson"
)
`

// kinds are the cells of a lesson; "bare after 20 answers" is a lesson's end.
var kinds = []cellKind{
	{"bare", 0.22, nil, func(n int) string {
		return fmt.Sprintf("%%%%\nfmt.Println(\"cell\", %d)", n)
	}},
	{"bare after 20 answers", 0.32, twentyAnswers(), func(n int) string {
		return fmt.Sprintf("%%%%\nfmt.Println(\"cell\", %d)", n)
	}},
	{"array", 0.25, nil, func(n int) string {
		return fmt.Sprintf("%%%%\nfmt.Println(np.AddScalar(np.Eye[float64](4), %d))", n)
	}},
	{"check", 0.28, nil, func(n int) string {
		return fmt.Sprintf(`func MakeMatrix(n int) *np.Array[float64] {
	m := np.Full(0.1, n, n)
	np.Diagonal(m).Fill(1) // attempt %d
	return m
}

%%%%
fasterer.MakeMatrix.Check(MakeMatrix)
_ = %d`, n, n)
	}},
	{"plot", 0.30, nil, func(n int) string {
		return fmt.Sprintf(`%%%%
x, y := []float64{1, 2, 3, %d}, []float64{1, 4, 9, 16}
lesson.Figure{Title: "squares", X: "n", Y: "n*n", Lines: []lesson.Line{{Name: "squares", X: x, Y: y}}}.Show()`, n+4)
	}},
	{"chart", 0.30, nil, func(n int) string {
		return fmt.Sprintf(`%%%%
x, y := []float64{1, 2, 3, %d}, []float64{1, 4, 9, 16}
lesson.Figure{Title: "squares", X: "n", Y: "n*n", Points: []lesson.Points{{Name: "squares", X: x, Y: y}}}.Chart()`, n+4)
	}},
}

// imports are measured as a bare cell that also imports a package, so that a
// lesson's author knows what a line of import costs each cell that uses it.
var imports = []string{
	"html", "encoding/json", "encoding/gob", "go/parser", "image/png", "runtime/pprof", "html/template", "net/http",
	"fastergo/arraylib", "fastergo/lesson", "fastergo/checks/fasterer",
	"github.com/janpfeifer/gonb/gonbui", "gonum.org/v1/gonum/mat", "gonum.org/v1/plot", "github.com/go-echarts/go-echarts/v2/charts",
}

func importKinds() (ks []cellKind) {
	for _, path := range imports {
		ks = append(ks, cellKind{name: "import " + path, source: func(n int) string {
			return fmt.Sprintf("import _ %q\n\n%%%%\nfmt.Println(\"cell\", %d)", path, n)
		}})
	}
	return ks
}

// twentyAnswers are answers as a reader leaves them behind.
func twentyAnswers() (cells []string) {
	for i := range 20 {
		cells = append(cells, fmt.Sprintf(`func Answer%d(m *np.Array[float64], c float64) *np.Array[float64] {
	r := np.Zeros[float64](m.Shape()...)
	for i := range m.Shape()[0] {
		for j := range m.Shape()[1] {
			r.Set(m.At(i, j)+c, i, j)
		}
	}
	np.Diagonal(r).Fill(%d)
	return np.Subtract(np.AddScalar(r, c), m)
}

%%%%
fmt.Println(Answer%d(np.Eye[float64](3), 1).Shape())`, i, i, i))
	}
	return cells
}

// Cells measures every kind of cell runs times with the kernel that spec
// describes, in directory dir; withImports adds a row for each import a lesson
// might use. It calls step as it goes, with the number of cells done and due.
func Cells(ctx context.Context, spec jupyter.Spec, dir string, runs int, withImports bool, step func(done, all int)) ([]CellRow, error) {
	ks := kinds
	if withImports {
		ks = slices.Concat(kinds, importKinds())
	}
	kernels := make([]*jupyter.Kernel, len(ks))
	defer func() {
		for _, k := range kernels {
			if k != nil {
				k.Shutdown()
			}
		}
	}()
	done, all := 0, len(ks)*(runs+1)
	for i, kind := range ks {
		k, err := jupyter.Start(ctx, spec, dir)
		if err != nil {
			return nil, err
		}
		kernels[i] = k
		// The first cell of a kind is not measured: it fills the build cache.
		for _, source := range append(append([]string{importsCell}, kind.before...), kind.source(-1)) {
			if _, err := timeCell(ctx, k, kind.name, source); err != nil {
				return nil, err
			}
		}
		done++
		step(done, all)
	}
	start := int(time.Now().Unix()) // so that no cell was built by an earlier bench either
	seconds := make([][]float64, len(ks))
	for r := range runs {
		for i, kind := range ks {
			s, err := timeCell(ctx, kernels[i], kind.name, kind.source(start+r))
			if err != nil {
				return nil, err
			}
			seconds[i] = append(seconds[i], s)
			done++
			step(done, all)
		}
	}
	rows := make([]CellRow, len(ks))
	for i, kind := range ks {
		slices.Sort(seconds[i])
		rows[i] = CellRow{kind.name, seconds[i][runs/2], seconds[i][0], kind.budget, runs}
	}
	return rows, nil
}

func timeCell(ctx context.Context, k *jupyter.Kernel, name, source string) (seconds float64, err error) {
	var said strings.Builder
	start := time.Now()
	reply, err := k.Execute(ctx, source, func(o jupyter.Output) error {
		said.WriteString(o.Text)
		return nil
	})
	seconds = time.Since(start).Seconds()
	if err == nil && !reply.OK {
		err = fmt.Errorf("%s: %s", reply.EName, strings.TrimSpace(reply.EValue+" "+said.String()))
	}
	if err != nil {
		return 0, fmt.Errorf("cell %q: %w", name, err)
	}
	return seconds, nil
}
