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
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed look.js
var lookJS string

// A look is what look.js sees in the open notebook.
type look struct {
	Dark     bool      `json:"dark"`
	Cells    []cell    `json:"cells"`
	Verdicts []verdict `json:"verdicts"`
	Figures  []size    `json:"figures"`
	Errors   []string  `json:"errors"`   // what failed cells say
	Dialog   string    `json:"dialog"`   // what JupyterLab asks
	Overflow []string  `json:"overflow"` // what scrolls sideways or is cut off
}

// drawn reports whether the browser has laid the verdicts out; before, their
// text is empty.
func (l look) drawn() bool {
	return !slices.ContainsFunc(l.Verdicts, func(v verdict) bool { return v.Text == "" })
}

type cell struct {
	Active bool `json:"active"` // where the keyboard goes
	Code   bool `json:"code"`
	Done   bool `json:"done"` // has been executed
}

type verdict struct {
	Text  string `json:"text"`
	Texts []struct {
		Text     string  `json:"text"`
		Contrast float64 `json:"contrast"`
	} `json:"texts"`
}

type size struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

var outcome = regexp.MustCompile(`Passed|Not yet|Error|Not attempted`)

// minContrast is what WCAG 2 asks of body text (AA).
const minContrast = 4.5

// The window is tall enough to hold a whole lesson, since JupyterLab draws
// only what is in sight.
const windowWidth, windowHeight = 1280, 12000

// TestExecutedNotebook opens lessons as "fastergo run" wrote them, in both
// themes, and looks at them.
func TestExecutedNotebook(t *testing.T) {
	s := lab(t, map[string]string{
		"released.ipynb": executed(t, "01_fasterer.ipynb"),
		"solved.ipynb":   executed(t, "01_fasterer.ipynb", "--solutions"),
	})
	for _, theme := range []struct {
		name string
		dark bool
	}{{"JupyterLab Light", false}, {"JupyterLab Dark", true}} {
		s.theme(t, theme.name)
		for _, notebook := range []struct {
			name, outcome string
			figures       bool
		}{{"released", "Not attempted", false}, {"solved", "Passed", true}} {
			t.Run(fmt.Sprintf("%s/dark=%t", notebook.name, theme.dark), func(t *testing.T) {
				ctx := browser(t)
				open(t, ctx, s, notebook.name+".ipynb")
				seen := await(t, ctx, "verdicts and figures", func(l look) bool {
					return l.drawn() && len(l.Verdicts) > 0 && (len(l.Figures) > 0 || !notebook.figures)
				})
				screenshot(t, ctx, fmt.Sprintf("%s-%s", notebook.name, map[bool]string{false: "light", true: "dark"}[theme.dark]))

				if seen.Dialog != "" {
					t.Errorf("JupyterLab asks %q", seen.Dialog)
				}
				if seen.Dark != theme.dark {
					t.Errorf("the notebook is dark: %t", seen.Dark)
				}
				for _, f := range seen.Figures {
					if f.Width < 100 || f.Height < 100 {
						t.Errorf("a figure is %.0f × %.0f pixels", f.Width, f.Height)
					}
				}
				for _, v := range seen.Verdicts {
					if word := outcome.FindString(v.Text); word != notebook.outcome {
						t.Errorf("a verdict says %q, want %q: %q", word, notebook.outcome, v.Text)
					}
					for _, text := range v.Texts {
						if text.Contrast < minContrast {
							t.Errorf("contrast %.2f, want %.1f: %q", text.Contrast, minContrast, text.Text)
						}
					}
				}
				for _, e := range seen.Overflow {
					t.Errorf("wider than its place: %s", e)
				}
			})
		}
	}
}

// TestShiftEnter runs a fresh lesson with the keyboard, cell by cell, to the
// first verdict.
func TestShiftEnter(t *testing.T) {
	s := lab(t, nil)
	ctx := browser(t)
	open(t, ctx, s, "01_fasterer.ipynb")
	runToVerdict(t, ctx)
}

// runToVerdict presses Shift-Enter in cell after cell, until a check has said
// its verdict.
func runToVerdict(t *testing.T, ctx context.Context) {
	t.Helper()
	do(t, ctx, chromedp.Click(chromedp.CSS(`.jp-Notebook .jp-Cell`)), chromedp.KeyEvent(kb.Escape))
	cells := await(t, ctx, "the first cell as the active one", func(l look) bool { return l.Cells[0].Active }).Cells
	for i, c := range cells {
		do(t, ctx, chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift)))
		seen := await(t, ctx, fmt.Sprintf("the end of cell %d", i), func(l look) bool {
			return l.drawn() && !l.Cells[i].Active && (!c.Code || l.Cells[i].Done)
		})
		if len(seen.Errors) > 0 {
			t.Fatalf("cell %d failed: %q", i, seen.Errors)
		}
		if len(seen.Verdicts) > 0 {
			screenshot(t, ctx, "shift-enter")
			if word := outcome.FindString(seen.Verdicts[0].Text); word != "Not attempted" {
				t.Errorf("the first verdict of an unsolved lesson is %q", seen.Verdicts[0].Text)
			}
			return
		}
	}
	t.Fatal("no cell said a verdict")
}

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

// open shows a notebook of the workspace alone, without side bars.
func open(t *testing.T, ctx context.Context, s server, notebook string) {
	t.Helper()
	do(t, ctx,
		chromedp.Navigate(s.url+"/doc/tree/"+notebook+"?token="+s.token),
		chromedp.WaitVisible(chromedp.CSS(`.jp-Notebook .jp-Cell`)),
		chromedp.Poll[chromedp.Void](`document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'`))
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

// screenshot writes NAME.png to $FASTERGO_SCREENSHOTS, or to a temporary
// directory that ends with the test.
func screenshot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := cmp.Or(os.Getenv("FASTERGO_SCREENSHOTS"), t.TempDir())
	bottom := run(t, ctx, chromedp.Evaluate[float64](`[...document.querySelectorAll('.jp-Notebook .jp-Cell')].at(-1).getBoundingClientRect().bottom`))
	shot := run(t, ctx, func(ctx context.Context, tab *chromedp.Target) (page.CaptureScreenshotResult, error) {
		return cdp.Call(ctx, tab, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Clip: &page.Viewport{Width: windowWidth, Height: min(bottom+24, windowHeight), Scale: 1},
		})
	})
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), shot.Data, 0o644); err != nil {
		t.Fatal(err)
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
