package lesson

import (
	"encoding/base64"
	"html"

	"fastergo/internal/cell"
)

// SVG shows a drawing that is dark on white, such as one that gonum/plot writes:
//
//	w, _ := p.WriterTo(6*vg.Inch, 4*vg.Inch, "svg")
//	var b bytes.Buffer
//	w.WriteTo(&b)
//	lesson.SVG(b.String(), "what it shows")
//
// The description stands for the drawing where it cannot be seen.
func SVG(svg, description string) {
	cell.Show(cell.Bundle{
		cell.HTML: `<img style="max-width:100%;box-sizing:border-box;padding:12px;background-color:#ffffff;border-radius:6px" alt="` + html.EscapeString(description) + `" src="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte(svg)) + `">`,
		cell.Text: description,
	})
}

// Page shows a whole HTML page with its scripts, such as one that go-echarts
// renders, in a frame of its own:
//
//	var b bytes.Buffer
//	bar.Render(&b)
//	lesson.Page(b.String(), "what it shows")
//
// The script that go-echarts would load from the internet comes from
// JupyterLab. The page is there where scripts run; the description stands for
// it elsewhere, as in a notebook that is not trusted.
func Page(page, description string) {
	text := html.EscapeString(description)
	source := base64.StdEncoding.EncodeToString([]byte(page)) // in the script: who drops that, drops the page with it
	cell.Show(cell.Bundle{
		cell.HTML: `<div><p>` + text + `</p><script>{
const host = document.currentScript.parentElement, config = document.getElementById('jupyter-config-data');
if (config) {
  const frame = document.createElement('iframe');
  frame.title = host.querySelector('p').textContent;
  frame.style = 'width:100%;height:540px;border:0;background-color:#ffffff;border-radius:6px';
  frame.srcdoc = new TextDecoder().decode(Uint8Array.from(atob('` + source + `'), c => c.charCodeAt(0))).replaceAll('https://go-echarts.github.io/go-echarts-assets/assets/', location.origin + JSON.parse(config.textContent).fullLabextensionsUrl + '/fastergo-echarts/static/');
  host.querySelector('p').replaceWith(frame);
}
}</script></div>`,
		cell.Text: description,
	})
}
