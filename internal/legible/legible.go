// Package legible makes text that others wrote fit for pages, terminals and XML. Cells import it.
package legible

import "strings"

// Text returns s with U+FFFD for each character that does not fit, and for what is not UTF-8.
func Text(s string) string {
	return strings.Map(func(r rune) rune {
		if !Rune(r) {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// Line is Text in one line: line feeds and tabs are blanks.
func Line(s string) string { return strings.NewReplacer("\n", " ", "\t", " ").Replace(Text(s)) }

// Rune reports whether r may be shown. Control characters but \n and \t may not, nor marks
// that change the direction of writing, and noncharacters.
func Rune(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return true
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xfffe, r == 0xffff, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return false
	}
	return true
}
