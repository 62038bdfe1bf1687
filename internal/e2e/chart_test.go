//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

var chartCells = []string{
	`import (
	"bytes"

	"fastergo/lesson"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)`,
	`%%
lesson.Figure{
	Title: "Squares", X: "n", Y: "seconds a call", LogX: true, LogY: true,
	Lines: []lesson.Line{{Name: "n*n", X: []float64{1, 10, 100}, Y: []float64{1e-7, 1e-5, 1e-3}}},
}.Chart()`,
	`%%
lesson.Figure{
	Title: "Two groups", X: "x", Y: "y",
	Points: []lesson.Points{{X: []float64{1, 2, 3, 4}, Y: []float64{1, 3, 2, 4}, Group: []int{0, 0, 1, 1}}},
}.Chart()`,
	`%%
lesson.Figure{
	Title: "Heat", X: "column", Y: "row",
	Heat: lesson.Heat{Z: [][]float64{{1, 2, 3}, {4, 5, 6}}, Label: "value"},
}.Chart()`,
	`%%
lesson.Figure{
	Title: "Histogram", X: "x", Y: "count",
	Bars: []lesson.Bars{{Edges: []float64{0, 1, 2, 3}, Heights: []float64{2, 5, 1}}},
}.Chart()`,
	`%%
bar := charts.NewBar()
bar.SetXAxis([]string{"a", "b"}).AddSeries("s", []opts.BarData{{Value: 1}, {Value: 2}})
var page bytes.Buffer
bar.Render(&page)
lesson.Page(page.String(), "two bars")`,
}

// chartNotebook writes a notebook with charts.
func chartNotebook(t *testing.T) string {
	t.Helper()
	cells := []map[string]any{}
	for i, source := range chartCells {
		cells = append(cells, map[string]any{"cell_type": "code", "id": string(rune('a' + i)), "metadata": map[string]any{}, "execution_count": nil, "outputs": []any{}, "source": source})
	}
	data, err := json.Marshal(map[string]any{
		"cells": cells, "nbformat": 4, "nbformat_minor": 5,
		"metadata": map[string]any{"kernelspec": map[string]string{"display_name": "Go (gonb)", "language": "go", "name": "gonb"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "charts.ipynb")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestCharts runs cells with interactive charts: each is there in its picture's
// place, the script for all is loaded once, and nothing is asked of the
// internet.
func TestCharts(t *testing.T) {
	notebook := chartNotebook(t)
	s := lab(t, map[string]string{"light.ipynb": notebook, "dark.ipynb": notebook})
	for _, theme := range themes {
		t.Run(theme.name, func(t *testing.T) {
			s.theme(t, theme.title)
			ctx := browser(t)
			asked := watchRequests(t, ctx)
			open(t, ctx, s, theme.name+".ipynb")
			runAll(t, ctx, notebook)
			awaitCharts(t, ctx, 4)
			screenshot(t, ctx, "charts-"+theme.name)
			scripts := 0
			for _, address := range asked() {
				u, err := url.Parse(address)
				if err != nil {
					t.Fatal(err)
				}
				if u.Scheme != "data" && u.Scheme != "blob" && u.Scheme != "about" && u.Hostname() != "127.0.0.1" {
					t.Errorf("the page asked for %s", address)
				}
				if strings.HasSuffix(u.Path, "/echarts.min.js") {
					scripts++
				}
			}
			if scripts != 2 { // the charts' and the page's
				t.Errorf("echarts was loaded %d times, want once for four charts, and once for a page", scripts)
			}
		})
	}
}

// watchRequests begins to note what the page asks for and returns a function
// that tells.
func watchRequests(t *testing.T, ctx context.Context) func() []string {
	t.Helper()
	var mu sync.Mutex
	var asked []string
	err := chromedp.Listen(ctx, func(ev any) {
		if e, ok := ev.(*network.EventRequestWillBeSent); ok {
			mu.Lock()
			asked = append(asked, e.Request.URL)
			mu.Unlock()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	run(t, ctx, func(ctx context.Context, tab *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, tab, network.Enable, network.EnableParams{})
	})
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return asked
	}
}

// awaitCharts returns when so many charts stand in their pictures' places and
// the page of go-echarts has drawn its own.
func awaitCharts(t *testing.T, ctx context.Context, want int) {
	t.Helper()
	const charts = `[...document.querySelectorAll('.fg-chart')].filter(e => e.querySelector('svg path') && e.clientHeight > 100 && [...e.parentElement.querySelectorAll('.fg-live, .fg-still')].every(p => p.clientHeight === 0)).length`
	const pages = `[...document.querySelectorAll('iframe')].filter(e => e.contentDocument?.querySelector('canvas')).length`
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		n, page := run(t, ctx, chromedp.Evaluate[int](charts)), run(t, ctx, chromedp.Evaluate[int](pages))
		if n == want && page == 1 {
			return
		}
		if time.Now().After(deadline) {
			screenshot(t, ctx, "missing")
			t.Fatalf("%d charts, want %d; %d pages, want 1", n, want, page)
		}
	}
}
