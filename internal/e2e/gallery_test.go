//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

const gallery = root + "/notebooks/00_gallery.ipynb"

// widths are of windows in which every output must be fit to be read.
var widths = []int64{1280, 800}

// TestGallery runs the gallery in JupyterLab, saves it and opens it again: the
// outputs stay, nothing is asked of the internet, all can be read.
func TestGallery(t *testing.T) {
	s := lab(t, map[string]string{"light.ipynb": gallery, "dark.ipynb": gallery})
	for _, theme := range themes {
		t.Run(theme.name, func(t *testing.T) {
			s.theme(t, theme.title)
			ctx := browser(t)
			asked := watchRequests(t, ctx)
			open(t, ctx, s, theme.name+".ipynb")
			runAll(t, ctx, gallery)
			awaitCharts(t, ctx, 1)
			lookAtWidths(t, ctx, "gallery-"+theme.name, theme.dark)
			ran := outputs(t, ctx)
			if len(ran) < 40 {
				t.Errorf("only %d outputs: %q", len(ran), ran)
			}

			run(t, ctx, chromedp.Evaluate[bool](`document.querySelector('[data-command="docmanager:save"]').click() || true`))
			for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(200 * time.Millisecond) {
				if _, body := s.request(t, http.MethodGet, "/api/contents/"+theme.name+".ipynb", ""); strings.Contains(string(body), "fg-progress") {
					break
				}
				if time.Now().After(deadline) {
					t.Fatal("the notebook was not saved")
				}
			}
			again := browser(t) // another window: nothing is left to save there
			askedAgain := watchRequests(t, again)
			open(t, again, s, theme.name+".ipynb")
			await(t, again, "the outputs that were saved", func(l look) bool { return len(l.Verdicts) == 4 && l.drawn() })
			sameOutputs(t, reopened(t, again, len(ran)), ran)
			for _, address := range append(asked(), askedAgain()...) {
				u, err := url.Parse(address)
				if err != nil {
					t.Fatal(err)
				}
				if u.Scheme != "data" && u.Scheme != "blob" && u.Scheme != "about" && u.Hostname() != "127.0.0.1" {
					t.Errorf("the page asked for %s", address)
				}
			}
		})
	}
}

// TestGalleryUntrusted opens the gallery as "fastergo run" wrote it.
func TestGalleryUntrusted(t *testing.T) {
	dir := t.TempDir()
	output(t, fastergo(t, "run", "notebooks/00_gallery.ipynb", "--out", dir))
	executed := filepath.Join(dir, "00_gallery.ipynb")
	s := lab(t, map[string]string{"gallery.ipynb": executed})
	for _, theme := range themes {
		t.Run(theme.name, func(t *testing.T) {
			s.theme(t, theme.title)
			ctx := browser(t)
			open(t, ctx, s, "gallery.ipynb")
			await(t, ctx, "the verdicts", func(l look) bool { return len(l.Verdicts) == 4 && l.drawn() })
			lookAtWidths(t, ctx, "gallery-untrusted-"+theme.name, theme.dark)
			if got, want := len(outputs(t, ctx)), outputsOf(t, executed); got < want {
				t.Errorf("%d outputs, want one for each of %d cells that show something", got, want)
			}
		})
	}
}

// lookAtWidths looks at the open gallery in windows of several widths.
func lookAtWidths(t *testing.T, ctx context.Context, name string, dark bool) {
	t.Helper()
	for _, width := range widths {
		do(t, ctx, chromedp.EmulateViewport(width, windowHeight))
		time.Sleep(time.Second) // layout that follows a change of width
		seen := await(t, ctx, "the verdicts", func(l look) bool { return l.Width == width && len(l.Verdicts) == 4 && l.drawn() })
		screenshotOf(t, ctx, fmt.Sprintf("%s-%d", name, width), width)
		if seen.Bottom > windowHeight {
			t.Errorf("%d pixels wide: the gallery ends at %.0f, below the window", width, seen.Bottom)
		}
		if seen.Dark != dark {
			t.Errorf("the notebook is dark: %t", seen.Dark)
		}
		for _, text := range seen.Texts {
			if text.Contrast < minContrast {
				t.Errorf("%d pixels wide: contrast %.2f, want %.1f: %q", width, text.Contrast, minContrast, text.Text)
			}
		}
		for _, p := range seen.Nameless {
			t.Errorf("a picture without a description: %s", p)
		}
		for _, e := range seen.Overflow {
			if !strings.Contains(e, "cm-scroller") {
				t.Errorf("%d pixels wide: wider than its place: %s", width, e)
			}
		}
		for i, want := range []string{"Passed", "Failed", "Error", "Not attempted"} {
			if word := outcome.FindString(seen.Verdicts[i].Text); word != want {
				t.Errorf("verdict %d says %q, want %q", i, word, want)
			}
		}
		if len(seen.Errors) > 0 {
			t.Errorf("cells failed: %q", seen.Errors)
		}
	}
	do(t, ctx, chromedp.EmulateViewport(windowWidth, windowHeight))
}

// outputs returns of each output what kind it is and where its text begins.
func outputs(t *testing.T, ctx context.Context) []string {
	t.Helper()
	return run(t, ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll('.jp-OutputArea-child .jp-OutputArea-output')]
		.map(e => (e.querySelector('svg, img') ? 'picture ' : '') + e.dataset.mimeType + ' ' + e.innerText.trim().slice(0, 20))`))
}

// reopened returns the outputs of a notebook that was opened just now, when there
// are n: JupyterLab draws those in sight at once and the others when it finds time.
func reopened(t *testing.T, ctx context.Context, n int) (got []string) {
	t.Helper()
	for deadline := time.Now().Add(45 * time.Second); ; {
		if got = outputs(t, ctx); len(got) >= n || time.Now().After(deadline) {
			return got
		}
		run(t, ctx, chromedp.Evaluate[bool](`(() => {
			const at = document.querySelector('.jp-WindowedPanel-outer');
			at.scrollTop = at.scrollTop + 2000 < at.scrollHeight ? at.scrollTop + 2000 : 0;
			return true;
		})()`))
		time.Sleep(500 * time.Millisecond)
	}
}

func sameOutputs(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d outputs after reloading, %d before", len(got), len(want))
		return
	}
	for i := range got {
		if got[i] != want[i] && !strings.Contains(want[i], "go-echarts") && !strings.Contains(got[i], "go-echarts") {
			t.Errorf("output %d is %q after reloading, was %q", i, got[i], want[i])
		}
	}
}

// outputsOf counts the cells of a notebook that show something.
func outputsOf(t *testing.T, path string) (n int) {
	t.Helper()
	for _, c := range read(t, path).Cells {
		if c.Type == "code" && len(c.Outputs) > 0 {
			n++
		}
	}
	return n
}
