package arraylib

import (
	"slices"
	"strconv"
	"strings"
)

// Limits of what HTML shows.
const (
	htmlMost      = 12 // rows or columns of a table; of more, the first and the last htmlEdge are shown
	htmlEdge      = 5
	htmlTables    = 6 // tables of an array of more than two axes; of more, the first and the last htmlTableEdge
	htmlTableEdge = 3
)

// HTML returns a as a table for a notebook, under its dtype, shape and strides: a list is a row, a matrix a grid with the indices at its sides, and
// of more axes each matrix has its own grid, under its index. Numbers are written as [Array.String] does, of large arrays those at the
// ends. Colours are those around it, light or dark, and all style is in attributes, which notebooks keep where they drop style sheets.
func HTML(a Operand) string { c, _ := a.operand(); return c.html() }

//go:noinline
func (c *core) html() string {
	h := htmlWriter{printer: printer{core: c, style: floatFormat{precision: printPrecision}}}
	if c.dtype == Invalid {
		return `<div>(no array)</div>`
	}
	// A sanitizer that does not know var drops the second font.
	h.WriteString(`<div style="font-family:monospace;font-family:var(--jp-code-font-family,ui-monospace,monospace);font-size:13px;line-height:1.5;font-variant-numeric:tabular-nums;overflow-x:auto">`)
	h.WriteString(`<div style="margin:0 0 4px 0;opacity:0.7">` + c.description() + `</div>`)
	h.tables()
	h.WriteString(`</div>`)
	return h.String()
}

// description says how c lies in memory.
func (c *core) description() string {
	text := c.dtype.String() + ", shape " + shapeText(c.shape) + ", strides " + shapeText(c.strides)
	ordered := c.contiguous()
	if ordered {
		text += ", C order"
	}
	if !ordered || c.len != c.size() {
		text += ", a view of " + plural(c.len, "element")
	}
	return text
}

// htmlWriter writes the tables of one array.
type htmlWriter struct {
	strings.Builder
	printer
}

// ends returns the first and the last numbers below n, with -1 between them for those left out if n is more than most.
func ends(n, most, edge int) (list []int) {
	for i := 0; i < n; i++ {
		if n > most && i == edge {
			list = append(list, -1)
			i = n - edge
		}
		list = append(list, i)
	}
	return list
}

func (h *htmlWriter) tables() {
	c := h.core
	nd := len(c.shape)
	if c.size() == 0 {
		return
	}
	grid := *c // with two axes at least
	for len(grid.shape) < 2 {
		grid.shape, grid.strides = slices.Insert(slices.Clone(grid.shape), 0, 1), slices.Insert(slices.Clone(grid.strides), 0, 0)
	}
	lead := len(grid.shape) - 2
	rows, columns := ends(grid.shape[lead], htmlMost, htmlEdge), ends(grid.shape[lead+1], htmlMost, htmlEdge)
	stack := newAxes(grid.shape[:lead], grid.strides[:lead])
	tables := ends(stack.size, htmlTables, htmlTableEdge)

	var offsets []int // of all that is shown, so that all numbers have one format
	for _, k := range tables {
		for _, i := range rows {
			for _, j := range columns {
				if k >= 0 && i >= 0 && j >= 0 {
					offsets = append(offsets, c.off+stack.offset(k)+i*grid.strides[lead]+j*grid.strides[lead+1])
				}
			}
		}
	}
	h.words = h.format(offsets)
	for _, k := range tables {
		if k < 0 {
			h.WriteString(`<div style="margin:0 0 10px 0;opacity:0.7">⋮</div>`)
			continue
		}
		if nd > 2 {
			h.WriteString(`<div style="margin:0;opacity:0.7">` + sliceLabel(k, c.shape[:lead]) + `</div>`)
		}
		h.table(rows, columns, nd)
	}
}

// sliceLabel returns the index of matrix k in C order of a stack of shape lead: [1, 0, :, :].
func sliceLabel(k int, lead []int) string {
	text := ""
	for d := len(lead) - 1; d >= 0; d-- {
		text = strconv.Itoa(k%lead[d]) + ", " + text
		k /= lead[d]
	}
	return "[" + text + ":, :]"
}

const (
	htmlTable = `<table style="border-collapse:collapse;border:none;margin:0 0 10px 0;width:auto;font-size:inherit;color:inherit">`
	htmlRow   = `<tr style="background:none">`
	htmlCell  = `<td style="text-align:right;white-space:pre;padding:1px 8px;border:none">`
	htmlTop   = `<th scope="col" style="text-align:right;padding:1px 8px;border:none;border-bottom:1px solid rgba(128,128,128,0.4);font-weight:normal;font-size:11px">` + htmlFaint
	htmlLeft  = `<th scope="row" style="text-align:right;padding:1px 8px;border:none;border-right:1px solid rgba(128,128,128,0.4);font-weight:normal;font-size:11px">` + htmlFaint
	htmlFaint = `<span style="opacity:0.7">`
	htmlEnd   = `</span></th>`
	htmlBlank = `<td style="border:none;padding:1px 8px"></td>`
)

// table writes the next words under the numbers of the columns, and, of a matrix, beside those of the rows.
func (h *htmlWriter) table(rows, columns []int, nd int) {
	h.WriteString(htmlTable)
	if nd > 0 {
		h.WriteString(`<thead style="border:none">` + htmlRow)
		if nd > 1 {
			h.WriteString(htmlBlank)
		}
		for _, j := range columns {
			h.WriteString(htmlTop + placeText(j, "…") + htmlEnd)
		}
		h.WriteString(`</tr></thead>`)
	}
	h.WriteString(`<tbody>`)
	for _, i := range rows {
		h.WriteString(htmlRow)
		if nd > 1 {
			h.WriteString(htmlLeft + placeText(i, "⋮") + htmlEnd)
		}
		for _, j := range columns {
			h.WriteString(htmlCell)
			switch {
			case i < 0:
				h.WriteString(htmlFaint + `⋮</span>`)
			case j < 0:
				h.WriteString(htmlFaint + `…</span>`)
			default:
				h.WriteString(h.words[0])
				h.words = h.words[1:]
			}
			h.WriteString(`</td>`)
		}
		h.WriteString(`</tr>`)
	}
	h.WriteString(`</tbody></table>`)
}

// placeText returns a number, or what stands for those left out.
func placeText(i int, gap string) string {
	if i < 0 {
		return gap
	}
	return strconv.Itoa(i)
}
