//go:build e2e

package e2e

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var themes = []struct {
	name, title string
	dark        bool
}{
	{"light", "JupyterLab Light", false},
	{"dark", "JupyterLab Dark", true},
}

// TestExecutedNotebook opens a lesson as "fastergo run" wrote it, which
// JupyterLab does not trust, and looks at it in both themes.
func TestExecutedNotebook(t *testing.T) {
	notebooks := []struct{ name, outcome, flag string }{
		{"released", "Not attempted", "--solutions=false"},
		{"solved", "Passed", "--solutions"},
	}
	files := map[string]string{}
	for _, n := range notebooks {
		files[n.name+".ipynb"] = executed(t, n.flag)
	}
	s := lab(t, files)
	for _, theme := range themes {
		for _, n := range notebooks {
			t.Run(n.name+"/"+theme.name, func(t *testing.T) {
				s.theme(t, theme.title)
				ctx := browser(t)
				open(t, ctx, s, n.name+".ipynb")
				all := len(read(t, files[n.name+".ipynb"]).Cells)
				seen := await(t, ctx, "all cells and a figure", func(l look) bool { return len(l.Cells) == all && len(l.Figures) > 0 && l.drawn() })
				screenshot(t, ctx, n.name+"-"+theme.name)
				seen.judge(t, theme.dark, n.outcome)
			})
		}
	}
}

// TestShiftEnter runs a fresh lesson with the keyboard and looks at it.
func TestShiftEnter(t *testing.T) {
	s := lab(t, map[string]string{"light.ipynb": released, "dark.ipynb": released})
	for _, theme := range themes {
		t.Run(theme.name, func(t *testing.T) {
			s.theme(t, theme.title)
			ctx := browser(t)
			open(t, ctx, s, theme.name+".ipynb")
			seen := runAll(t, ctx, released)
			screenshot(t, ctx, "run-"+theme.name)
			seen.judge(t, theme.dark, "Not attempted")
		})
	}
}

// TestNextExercise follows the link below a verdict to the next exercise, in a
// notebook that JupyterLab does not trust.
func TestNextExercise(t *testing.T) {
	s := lab(t, map[string]string{lesson + ".ipynb": executed(t, "--solutions")})
	for _, theme := range themes {
		t.Run(theme.name, func(t *testing.T) {
			s.theme(t, theme.title)
			ctx := browser(t)
			open(t, ctx, s, lesson+".ipynb")
			await(t, ctx, "verdicts", func(l look) bool { return len(l.Verdicts) > 0 && l.drawn() })
			screenshot(t, ctx, "next-"+theme.name)
			// In a small window, where JupyterLab keeps what is in sight alone, the
			// link leads out of sight.
			want := run(t, ctx, chromedp.Evaluate[string](`(window.fgLink = document.querySelector('.fg-progress a')).innerText`))
			do(t, ctx, chromedp.EmulateViewport(windowWidth, 700))
			const inSight = `[...document.querySelectorAll('.jp-Notebook h3')]
				.filter(h => 0 <= h.getBoundingClientRect().top && h.getBoundingClientRect().top < innerHeight)
				.map(h => h.innerText).join('\n')`
			if seen := run(t, ctx, chromedp.Evaluate[string](inSight)); strings.Contains(seen, want) {
				t.Fatalf("%q is in sight before the link is followed", want)
			}
			run(t, ctx, chromedp.Evaluate[bool](`fgLink.click() || true`))
			for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
				seen := run(t, ctx, chromedp.Evaluate[string](inSight))
				if strings.Contains(seen, "Exercise: "+want) {
					break
				}
				if time.Now().After(deadline) {
					t.Fatalf("the link to %q leads to %q", want, seen)
				}
			}
		})
	}
}

//go:embed look.js
var lookJS string

// A look is what look.js sees in the open notebook.
type look struct {
	Loading  bool      `json:"loading"`
	Width    int64     `json:"width"` // the window's
	Dark     bool      `json:"dark"`
	Cells    []cell    `json:"cells"`
	Texts    []text    `json:"texts"`    // of outputs, those hard to read
	Nameless []string  `json:"nameless"` // pictures without a description
	Bottom   float64   `json:"bottom"`   // where the last cell ends
	Verdicts []verdict `json:"verdicts"`
	Figures  []figure  `json:"figures"`
	Errors   []string  `json:"errors"`   // what failed cells say
	Dialog   string    `json:"dialog"`   // what JupyterLab asks
	Overflow []string  `json:"overflow"` // what scrolls sideways or is cut off
}

type cell struct {
	Active bool `json:"active"` // where the keyboard goes
	Code   bool `json:"code"`
	Done   bool `json:"done"` // has been executed
}

type verdict struct {
	Text  string `json:"text"`
	Texts []text `json:"texts"`
}

type text struct {
	Text     string  `json:"text"`
	Contrast float64 `json:"contrast"`
}

type figure struct {
	Pictures []struct {
		Width  float64 `json:"width"`
		Height float64 `json:"height"`
	} `json:"pictures"`
	Stray string `json:"stray"` // text beside the picture
}

// drawn reports whether the browser has laid out what is there.
func (l look) drawn() bool {
	for _, v := range l.Verdicts {
		if v.Text == "" {
			return false
		}
	}
	for _, f := range l.Figures {
		if len(f.Pictures) == 0 || f.Pictures[0].Height == 0 {
			return false
		}
	}
	return true
}

var outcome = regexp.MustCompile(`Passed|Failed|Error|Not attempted`)

// minContrast is what WCAG 2 asks of body text (AA).
const minContrast = 4.5

// judge fails the test for whatever a reader would stumble over.
func (l look) judge(t *testing.T, dark bool, want string) {
	t.Helper()
	if l.Dialog != "" {
		t.Errorf("JupyterLab asks %q", l.Dialog)
	}
	if l.Dark != dark {
		t.Errorf("the notebook is dark: %t", l.Dark)
	}
	if l.Bottom > windowHeight {
		t.Errorf("the notebook ends at %.0f, below the window's %d pixels: what is beyond was not looked at", l.Bottom, windowHeight)
	}
	if len(l.Verdicts) == 0 {
		t.Error("no verdict to be seen")
	}
	for _, v := range l.Verdicts {
		if word := outcome.FindString(v.Text); word != want {
			t.Errorf("a verdict says %q, want %q: %q", word, want, v.Text)
		}
		for _, text := range v.Texts {
			if text.Contrast < minContrast {
				t.Errorf("contrast %.2f, want %.1f: %q", text.Contrast, minContrast, text.Text)
			}
		}
	}
	if len(l.Figures) == 0 {
		t.Error("no figure to be seen")
	}
	for _, f := range l.Figures {
		if len(f.Pictures) != 1 || f.Pictures[0].Width < 200 || f.Pictures[0].Height < 100 {
			t.Errorf("a figure shows the pictures %+v, want one of some size", f.Pictures)
		}
		if f.Stray != "" {
			t.Errorf("a figure's text stands beside its picture: %q", f.Stray)
		}
	}
	for _, e := range l.Overflow {
		t.Errorf("wider than its place: %s", e)
	}
}

// The window is tall enough to hold the longest notebook, since JupyterLab draws
// only what is in sight. A notebook that outgrows it fails the tests.
const windowWidth, windowHeight = 1280, 32000

// browser returns a window of a Chromium that ends with the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // as root, as in CI, Chromium has none
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(windowWidth, windowHeight),
	)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	do(t, ctx, chromedp.EmulateViewport(windowWidth, windowHeight)) // starts it; a time limit here would be the browser's own
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// open shows a notebook of the workspace, alone, when its kernel is there:
// JupyterLab drops a Shift-Enter that comes earlier.
func open(t *testing.T, ctx context.Context, s server, notebook string) {
	t.Helper()
	do(t, ctx,
		chromedp.Navigate(s.url+"/doc/tree/"+notebook+"?token="+s.token),
		chromedp.WaitVisible(chromedp.CSS(`.jp-Notebook .jp-Cell`)))
	await(t, ctx, "the notebook", func(l look) bool { return !l.Loading })
	s.awaitKernel(t, notebook)
}

// runAll presses Shift-Enter in cell after cell of the open notebook, as a person
// does who reads each output, and returns what is seen at the end.
func runAll(t *testing.T, ctx context.Context, notebook string) (seen look) {
	t.Helper()
	do(t, ctx, chromedp.Click(chromedp.CSS(`.jp-Notebook .jp-Cell`)))
	all := len(read(t, notebook).Cells)
	cells := await(t, ctx, "all cells and the keyboard in the first", func(l look) bool { return len(l.Cells) == all && l.Cells[0].Active }).Cells
	for i, c := range cells {
		do(t, ctx, chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift)))
		seen = await(t, ctx, fmt.Sprintf("the end of cell %d", i), func(l look) bool {
			return l.drawn() && !l.Cells[i].Active && (!c.Code || l.Cells[i].Done)
		})
		if len(seen.Errors) > 0 {
			t.Fatalf("cell %d failed: %q", i, seen.Errors)
		}
	}
	return seen
}

// await looks until what is seen is as wished.
func await(t *testing.T, ctx context.Context, what string, good func(look) bool) look {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		seen := run(t, ctx, chromedp.Evaluate[look](lookJS))
		if good(seen) {
			return seen
		}
		if time.Now().After(deadline) {
			screenshot(t, ctx, "missing")
			t.Fatalf("no sight of %s: %+v", what, seen)
		}
	}
}

// screenshot writes NAME.png, and of a long page NAME-part2.png and so on, to
// $FASTERGO_SCREENSHOTS, or to a temporary directory that ends with the test.
func screenshot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	screenshotOf(t, ctx, name, windowWidth)
}

func screenshotOf(t *testing.T, ctx context.Context, name string, width int64) {
	t.Helper()
	dir := cmp.Or(os.Getenv("FASTERGO_SCREENSHOTS"), t.TempDir())
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	height := run(t, ctx, chromedp.Evaluate[look](lookJS)).Bottom + 24
	const most = 12000 // pixels; Chromium has a limit somewhat above
	for part, top := 1, 0.0; top < height; part, top = part+1, top+most {
		shot := run(t, ctx, func(ctx context.Context, tab *chromedp.Target) (page.CaptureScreenshotResult, error) {
			return cdp.Call(ctx, tab, page.CaptureScreenshot, page.CaptureScreenshotParams{
				Clip: &page.Viewport{Y: top, Width: float64(width), Height: min(height-top, most), Scale: 1},
			})
		})
		file := name + ".png"
		if part > 1 {
			file = fmt.Sprintf("%s-part%d.png", name, part)
		}
		if err := os.WriteFile(filepath.Join(dir, file), shot.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	run(t, ctx, chromedp.Steps(actions...))
}

func run[T any](t *testing.T, ctx context.Context, action chromedp.Action[T]) T {
	t.Helper()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return result
}
