package legible

import "testing"

func TestText(t *testing.T) {
	for s, want := range map[string]string{
		"naïve\tΔ\n":                  "naïve\tΔ\n",
		"a\x00\x1b\r\x7f\u0085b":      "a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb",
		"a\u202eb\u2066c\ufffe":       "a\uFFFDb\uFFFDc\uFFFD",
		"a\xff\xffb \U0001F600\u200d": "a\uFFFDb \U0001F600\u200d",
	} {
		if got := Text(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	if got := Line("a\n\tb\x1b"); got != "a  b\uFFFD" {
		t.Errorf("%q", got)
	}
}
