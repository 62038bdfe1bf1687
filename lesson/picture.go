package lesson

import (
	"encoding/base64"
	"html"
	"strings"

	"fastergo/internal/cell"
)

// picture is a drawing in SVG as an output. What is live stands in the page, in
// its colours. A notebook that is not trusted loses it together with the style
// sheet that shows it, and keeps the image of what is still, on paper of its
// own; so does a reader who wants no motion, if moving is set.
func picture(live, still string, moving bool, alt, text string) cell.Bundle {
	calm := ""
	if moving {
		calm = `@media(prefers-reduced-motion:reduce){.fg-moving .fg-live{display:none!important}.fg-moving .fg-still{display:block!important}}`
	}
	live = strings.Replace(live, `role="img"`, `role="img" aria-label="`+html.EscapeString(alt)+`"`, 1)
	class := "fg-picture"
	if moving {
		class += " fg-moving"
	}
	return cell.Bundle{
		cell.HTML: `<div class="` + class + `" style="overflow-x:auto">` + twins(live, still, "max-width:100%", calm, alt) + `</div>`,
		cell.Text: text,
	}
}

// twins are a drawing that is live and an image of what is still, of which the
// style sheet, if it is there, shows the first alone.
func twins(live, still, size, calm, alt string) string {
	still = strings.Replace(still, `style="`, `style="color:#1f2328;`, 1)
	return `<style>.fg-live{display:block!important}.fg-still{display:none}` + calm + `</style>` +
		`<div class="fg-live" style="display:none">` + live + `</div>` +
		`<img class="fg-still" style="` + size + `;box-sizing:border-box;padding:12px;background-color:#ffffff;border-radius:6px" alt="` + html.EscapeString(alt) +
		`" src="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte(still)) + `">`
}
