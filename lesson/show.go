package lesson

import (
	"fmt"
	"html"
	"strings"

	np "fastergo/arraylib"
	"fastergo/internal/cell"
)

// Show shows values as one output of the cell: arrays as tables under their
// element type, shape and strides, of large ones the ends, and other values as
// fmt.Println writes them. It panics if there are none.
func Show(vs ...any) { showValues(vs) }

//go:noinline
func showValues(vs []any) {
	if len(vs) == 0 {
		panic("lesson.Show: nothing to show: it got no values")
	}
	page, text := valuesHTML(vs), valuesText(vs)
	cell.Show(cell.Bundle{cell.HTML: page, cell.Text: text})
}

func valuesHTML(vs []any) string {
	var b strings.Builder
	b.WriteString(`<div class="fg-values">`)
	for _, v := range vs {
		if a, ok := v.(np.Operand); ok && !missing(a) {
			b.WriteString(`<div style="display:inline-block;vertical-align:top;margin:2px 28px 2px 0;max-width:100%">` + np.HTML(a) + `</div>`)
			continue
		}
		b.WriteString(`<pre style="margin:2px 0">` + html.EscapeString(valueString(v)) + `</pre>`)
	}
	b.WriteString(`</div>`)
	return b.String()
}

func valuesText(vs []any) string {
	parts := make([]string, len(vs))
	for i, v := range vs {
		parts[i] = valueString(v)
		if a, ok := v.(np.Operand); ok && !missing(a) {
			parts[i] = describe(np.LayoutOf(a)) + "\n" + parts[i]
		}
	}
	return strings.Join(parts, "\n")
}

// valueString writes a value as fmt.Println does, but says of what kind a nil array is.
func valueString(v any) string {
	if a, ok := v.(np.Operand); ok && missing(a) {
		return fmt.Sprintf("nil, no array: a %T that was never made", v)
	}
	return fmt.Sprint(v)
}

// describe says what an array is, as np.HTML does above a table.
func describe(l np.Layout) string {
	if none(l) {
		return "no array"
	}
	text := fmt.Sprintf("%v, shape %s, strides %s", l.DType, tuple(l.Shape), tuple(l.Strides))
	ordered, storage := inCOrder(l), len(l.Data)/l.DType.Size()
	if ordered {
		text += ", C order"
	}
	if !ordered || storage != size(l.Shape) {
		text += ", a view of " + plural(storage, "element")
	}
	return text
}
