package runner

import (
	"regexp"
	"strconv"
	"strings"

	"fastergo/internal/legible"
)

// escapes are terminal sequences: CSI, OSC and the two-character ones.
var escapes = regexp.MustCompile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[ -~])")

// Plain returns text without terminal sequences and without what is not
// legible. \r and \r\n become \n.
func Plain(text string) string {
	text = escapes.ReplaceAllString(strings.ToValidUTF8(text, "\uFFFD"), "")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		if !legible.Rune(r) {
			return -1
		}
		return r
	}, text)
}

// Name returns a file's name as it can stand in a line: quoted, if it has
// anything that Plain would change, or ends of lines or tabs.
func Name(path string) string {
	if Plain(path) == path && !strings.ContainsAny(path, "\n\t") {
		return path
	}
	return strconv.Quote(path)
}

// oneLine returns text as one line of at most about 500 bytes: its lines with
// semicolons between, without those that only hold a caret.
func oneLine(text string) string {
	var parts []string
	for line := range strings.Lines(Plain(text)) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" || strings.Trim(line, "^") == "" {
			continue
		}
		if n := len(parts); n > 0 {
			parts[n-1] = strings.TrimRight(parts[n-1], ";")
		}
		parts = append(parts, line)
	}
	text = strings.Join(parts, "; ")
	const most = 500
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + " …"
	}
	return text
}
