// Package flame draws a CPU profile as a flame graph: each function under the
// one that called it, as wide as the time that passed in it. It runs in the
// course's program.
package flame

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"

	"github.com/google/pprof/profile"

	"fastergo/internal/cell"
)

// A node is a function in the place where it was called.
type node struct {
	name     string
	value    int64 // nanoseconds, of what it calls too
	children []*node
}

func (n *node) child(name string) *node {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	c := &node{name: name}
	n.children = append(n.children, c)
	return c
}

// Show draws a profile as runtime/pprof writes it.
func Show(data []byte) (cell.Bundle, error) {
	p, err := profile.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("this is no profile: %w", err)
	}
	root, self := tree(p)
	if root.value == 0 {
		return nil, errors.New("the profile has no samples: the function was idle, or over too soon")
	}
	text := top(root.value, self)
	picture, alt := svg(root)
	// A notebook that is not trusted loses the drawing and the style sheet, but
	// keeps what is hidden hidden, and shows the image.
	page := `<div class="fg-flame" style="max-width:960px"><style>.fg-live{display:block!important}.fg-still{display:none}</style>` +
		`<div class="fg-live" style="display:none">` + picture + `</div>` +
		`<img class="fg-still" style="width:100%;max-width:960px" alt="` + alt + `" src="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte(picture)) + `">` +
		`<details style="margin:4px 0"><summary>The ten functions with the most time of their own</summary><pre>` + html.EscapeString(text) + `</pre></details></div>`
	return cell.Bundle{cell.Text: text, cell.HTML: page}, nil
}

// Mark is the name, without its package, of the function under which a cell
// runs what it profiles. Samples from elsewhere, as the garbage collector's on
// threads of its own, stand beside it.
const Mark = "profiled"

// tree joins the samples' stacks, and sums up what each function takes itself.
func tree(p *profile.Profile) (root *node, self map[string]int64) {
	root, self = &node{name: "all"}, map[string]int64{}
	for _, s := range p.Sample {
		v := s.Value[len(s.Value)-1]
		var stack []string // outermost first
		for _, l := range slices.Backward(s.Location) {
			for _, line := range slices.Backward(l.Line) {
				if line.Function != nil {
					stack = append(stack, line.Function.Name)
				}
			}
		}
		for i, name := range stack {
			if strings.HasSuffix(name, "."+Mark) {
				stack = stack[i+1:]
				break
			}
		}
		if len(stack) == 0 {
			continue
		}
		root.value += v
		self[short(stack[len(stack)-1])] += v
		at := root
		for _, name := range stack {
			at = at.child(short(name))
			at.value += v
		}
	}
	return root, self
}

// short takes the path, type arguments and receivers' marks off a name.
func short(name string) string {
	if i := strings.IndexByte(name, '['); i >= 0 {
		if j := strings.LastIndexByte(name, ']'); j > i {
			name = name[:i] + name[j+1:]
		}
	}
	name = name[strings.LastIndexByte(name, '/')+1:]
	return strings.NewReplacer("(*", "", ")", "").Replace(name)
}

// top lists the functions with the most time of their own.
func top(all int64, self map[string]int64) string {
	type entry struct {
		name  string
		value int64
	}
	var entries []entry
	for name, v := range self {
		entries = append(entries, entry{name, v})
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.value, a.value), strings.Compare(a.name, b.name))
	})
	var b strings.Builder
	fmt.Fprintf(&b, "CPU profile of %.2f s, by each function's own share:", float64(all)/1e9)
	for _, e := range entries[:min(10, len(entries))] {
		fmt.Fprintf(&b, "\n%6.1f %%  %s", 100*float64(e.value)/float64(all), e.name)
	}
	return b.String()
}

// Size of the picture in pixels.
const (
	width   = 960
	row     = 20
	least   = 1.0 // narrower boxes are left out, with what is below them
	letter  = 6.4 // width of one, at most, in the font in use
	deepest = 40
)

// fills are the boxes' colours, by package: black text reads on all of them.
var fills = []string{"#f0a860", "#8fbcea", "#8fd0b0", "#d9b0e0", "#e8c15a", "#e8a5a5", "#b9c4cf"}

func svg(root *node) (picture, alt string) {
	var boxes strings.Builder
	depth := 0
	var draw func(n *node, x float64, level int)
	draw = func(n *node, x float64, level int) {
		w := width * float64(n.value) / float64(root.value)
		if w < least || level > deepest {
			return
		}
		depth = max(depth, level)
		label, room := n.name, int((w-6)/letter)
		if r := []rune(label); len(r) > room {
			label = ""
			if room >= 4 {
				label = string(r[:room-1]) + "…"
			}
		}
		share := 100 * float64(n.value) / float64(root.value)
		fmt.Fprintf(&boxes, `<g><title>%s: %.1f %%, %s</title><rect x="%.1f" y="%d" width="%.1f" height="%d" rx="2" fill="%s"/>`,
			html.EscapeString(n.name), share, seconds(n.value), x, level*row, math.Max(w-0.8, 0.4), row-1, fill(n.name, level))
		if label != "" {
			fmt.Fprintf(&boxes, `<text x="%.1f" y="%d" fill="#1f2328">%s</text>`, x+3, level*row+14, html.EscapeString(label))
		}
		boxes.WriteString(`</g>`)
		slices.SortFunc(n.children, func(a, b *node) int {
			return cmp.Or(cmp.Compare(b.value, a.value), strings.Compare(a.name, b.name))
		})
		for _, c := range n.children {
			draw(c, x, level+1)
			x += width * float64(c.value) / float64(root.value)
		}
	}
	draw(root, 0, 0)
	alt = fmt.Sprintf("Flame graph of %s of CPU time: each function under the one that called it, as wide as its time.", seconds(root.value))
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s" style="width:100%%;max-width:%dpx;height:auto;font:11px monospace">`,
		width, (depth+1)*row, alt, width) + boxes.String() + `</svg>`, alt
}

func fill(name string, level int) string {
	if level == 0 {
		return fills[6]
	}
	pkg, _, _ := strings.Cut(name, ".")
	switch pkg {
	case "main":
		return fills[0]
	case "arraylib", "kernel", "parallel":
		return fills[1]
	case "runtime":
		return fills[6]
	}
	sum := 0
	for _, c := range pkg {
		sum += int(c)
	}
	return fills[2+sum%4]
}

func seconds(ns int64) string { return fmt.Sprintf("%.0f ms", float64(ns)/1e6) }
