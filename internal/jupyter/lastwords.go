package jupyter

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
)

// lastWords keeps the end of what a kernel prints.
type lastWords struct {
	mu   sync.Mutex
	text []byte
}

const lastWordsKept = 16 << 10

func (w *lastWords) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text = append(w.text, p...)
	if len(w.text) > 2*lastWordsKept {
		w.text = append([]byte(nil), w.text[len(w.text)-lastWordsKept:]...)
	}
	return len(p), nil
}

func (w *lastWords) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text = nil
}

var (
	ends     = regexp.MustCompile(`(?i)address already in use|^(panic|fatal error): |^F\d{4} `)
	logged   = regexp.MustCompile(`^[IW]\d{4} `) // GoNB's log, below errors
	troubles = regexp.MustCompile(`(?i)error|failed|not found|cannot`)
)

// best returns the line that explains an end best: the first that announces
// one (a dump of all goroutines may follow), else the last that speaks of an
// error, else the last.
func (w *lastWords) best() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	last, lastError := "", ""
	for line := range strings.Lines(string(w.text)) {
		line = strings.TrimSpace(line)
		switch {
		case logged.MatchString(line):
		case ends.MatchString(line):
			return line
		case troubles.MatchString(line):
			lastError = line
		case line != "":
			last = line
		}
	}
	return cmp.Or(lastError, last)
}
