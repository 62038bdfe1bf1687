package runner

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"fastergo/internal/jupyter"
)

// A history knows the cells that a kernel has executed by its counter.
type history struct {
	numbers map[int]int    // position in the notebook, from 1
	sources map[int]string // what was executed
	tempDir string         // the kernel's
}

var (
	compilerLine = regexp.MustCompile(`^Cell\[(\d+)\]: Line (\d+)\n`)
	closingBrace = regexp.MustCompile(`(?m)^}\n *\^$`)
	traceLine    = regexp.MustCompile(`\[\[ Cell \[(\d+)\] Line (\d+) \]\]`)
	programLine  = regexp.MustCompile(`(?m)(\]\] )?(\S*\bmain(?:_test)?\.go):(\d+)`)
	exitMessage  = regexp.MustCompile(`^(?:\^C\n)?((?:exit status|signal:) .+)\n?$`)
	missing      = regexp.MustCompile(`(\S+): (?:package \S+ is not in std|cannot find module|module lookup disabled)|no required module provides package (\S+)`)
)

// A frame is a line of an executed cell: counter and line, from 1.
type frame struct{ count, line int }

// explain tells what went wrong with the cell that was executed as number
// count, from the kernel's reply and the end of what the cell printed.
func (h *history) explain(reply jupyter.Reply, printed string) Failure {
	printed = Plain(printed)
	trace := Plain(strings.Join(reply.Traceback, "\n"))
	message, frames := "", []frame(nil)
	switch {
	case h.compilerErrors(reply, &message, &frames):
	case exitMessage.MatchString(reply.EValue):
		message = headline(printed, reply.EValue)
		frames = h.frames(printed, reply.ExecutionCount)
		trace = printed
	default:
		message = reply.EValue
		if reply.EName != "" && reply.EName != "ERROR" {
			message = reply.EName + ": " + message
		}
		_, text, found := strings.Cut(message, "go get\": exit status 1\n")
		if found {
			message = text
		}
		if m := missing.FindStringSubmatch(message); m != nil {
			frames = h.quoting(reply.ExecutionCount, strings.TrimPrefix(m[1]+m[2], "\t"))
		}
	}
	if strings.HasPrefix(message, "expected '(', found main") {
		message = "a } is missing above the %%: " + message
	}
	f := Failure{Message: oneLine(tidy(message)), Detail: h.translate(trace)}
	h.place(&f, frames, reply.ExecutionCount)
	return f
}

// compilerErrors reads the errors of the compiler or the parser: a traceback entry
// each, which begins with the place, goes on with lines around it and ends with
// the message. A cell that ends too soon is wrong, for the parser, in the brace
// that GoNB puts after it; that is told of the cell's last line.
func (h *history) compilerErrors(reply jupyter.Reply, message *string, frames *[]frame) bool {
	for _, entry := range reply.Traceback {
		entry = Plain(entry)
		var at frame
		if m := compilerLine.FindStringSubmatch(entry); m != nil {
			at = frame{number(m[1]), number(m[2])}
		} else if closingBrace.MatchString(entry) {
			source := strings.TrimRight(h.sources[reply.ExecutionCount], " \t\r\n")
			at = frame{reply.ExecutionCount, 1 + strings.Count(source, "\n")}
		} else {
			continue
		}
		if *message == "" {
			*message = entry[strings.LastIndexByte(entry, '\n')+1:]
		}
		*frames = append(*frames, at)
	}
	if more := len(*frames) - 1; more > 0 {
		// Only the first error's place counts.
		*frames = (*frames)[:1]
		*message += fmt.Sprintf(" (and %d more)", more)
	}
	return len(*frames) > 0
}

// headline returns the line of a failed program's output that says why.
func headline(printed, status string) string {
	last := ""
	for line := range strings.Lines(printed) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "panic: "), strings.HasPrefix(line, "fatal error: "), strings.HasPrefix(line, "--- FAIL: "):
			return line
		case line != "" && !exitMessage.MatchString(line):
			last = line
		}
	}
	if last == "" {
		return status
	}
	return status + ": " + last
}

// frames returns the lines of cells in a stack trace, innermost first. Of a
// line that GoNB could not place (it places nothing that the program wrote in
// two pieces), the text is looked up in the program that GoNB wrote for this
// cell.
func (h *history) frames(printed string, count int) []frame {
	var frames []frame
	for line := range strings.Lines(printed) {
		if m := traceLine.FindStringSubmatch(line); m != nil {
			frames = append(frames, frame{number(m[1]), number(m[2])})
		} else if m := programLine.FindStringSubmatch(line); m != nil {
			if at := h.lookUp(filepath.Base(m[2]), number(m[3]), count); at.line > 0 {
				frames = append(frames, at)
			}
		}
	}
	return frames
}

// lookUp returns the line of a cell that stands at line at of GoNB's program
// for the cell executed as count: of that cell, or of an earlier one where more
// lines around it are equal.
func (h *history) lookUp(file string, at, count int) frame {
	files, _ := filepath.Glob(filepath.Join(h.tempDir, "gonb_*", file))
	if len(files) != 1 {
		return frame{}
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		return frame{}
	}
	program := strings.Split(string(text), "\n")
	best, bestAlike := frame{}, -1
	for c := count; c > 0; c-- {
		if line, alike := sameLine(program, at, strings.Split(h.sources[c], "\n")); line > 0 && alike > bestAlike {
			best, bestAlike = frame{c, line}, alike
		}
	}
	return best
}

// sameLine returns the line of b, from 1, that reads as line at of a; of
// several, the one with most equal lines around it, and how many those are. 0
// means none.
func sameLine(a []string, at int, b []string) (best, bestAlike int) {
	bestAlike = -1
	if at < 1 || at > len(a) || strings.TrimSpace(a[at-1]) == "" {
		return best, bestAlike
	}
	for j := range b {
		if b[j] != a[at-1] {
			continue
		}
		alike := 0
		for up := 1; j-up >= 0 && at-1-up >= 0 && b[j-up] == a[at-1-up]; up++ {
			alike++
		}
		for down := 1; j+down < len(b) && at-1+down < len(a) && b[j+down] == a[at-1+down]; down++ {
			alike++
		}
		if alike > bestAlike {
			best, bestAlike = j+1, alike
		}
	}
	return best, bestAlike
}

// quoting returns the line of a cell that has text in quotes.
func (h *history) quoting(count int, text string) []frame {
	for i, line := range strings.Split(h.sources[count], "\n") {
		if strings.Contains(line, `"`+text+`"`) {
			return []frame{{count, i + 1}}
		}
	}
	return nil
}

// place sets the line of a failure of the cell executed as count: the
// innermost one in that cell. If the innermost of all is in an earlier cell,
// the message says so.
func (h *history) place(f *Failure, frames []frame, count int) {
	for _, at := range frames {
		if at.count == count {
			f.Line = at.line
			lines := strings.Split(h.sources[count], "\n")
			if at.line <= len(lines) {
				f.Source = oneLine(lines[at.line-1])
			}
			break
		}
	}
	if len(frames) > 0 && frames[0].count != count {
		if n := h.numbers[frames[0].count]; n > 0 {
			f.Message += fmt.Sprintf(" (from cell %d, line %d)", n, frames[0].line)
		}
	}
}

var (
	programPrefix = regexp.MustCompile(`\S*\bmain(?:_test)?\.go:\d+(?::\d+)?:? ?`)
	packageName   = regexp.MustCompile(`(?:/\S*/)?\bgonb_[0-9a-f]{8}\b`)
	importing     = regexp.MustCompile(`go: \S*gonb_[0-9a-f]{8} imports\s+`)
)

// tidy takes the names of GoNB's temporary files out of text.
func tidy(text string) string {
	text = importing.ReplaceAllString(text, "")
	text = programPrefix.ReplaceAllString(text, "")
	return packageName.ReplaceAllString(text, "main")
}

var anyCell = regexp.MustCompile(`\[\[ Cell \[(\d+)\] Line (\d+) \]\] ?|Cell\[(\d+)\]: Line (\d+)`)

// translate puts positions in the notebook in place of GoNB's counters.
func (h *history) translate(text string) string {
	text = anyCell.ReplaceAllStringFunc(text, func(s string) string {
		m := anyCell.FindStringSubmatch(s)
		n := h.numbers[number(m[1]+m[3])]
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("cell %d, line %s ", n, m[2]+m[4])
	})
	const most = 8 << 10
	text = strings.TrimSpace(tidy(text))
	if len(text) > most {
		text = "… " + strings.ToValidUTF8(text[len(text)-most:], "")
	}
	return text
}

var (
	unknownMagic = regexp.MustCompile(`^"(%.*)" unknown or not implemented yet\.$`)
	scriptCell   = regexp.MustCompile(`^%%(script|bash|sh)\b`)
)

// specialFailure returns the failure of a !command, %magic or %%script in
// source that a message on stderr tells of, or nil. GoNB's reply does not tell:
// it only prints, each as one message, that it does not know a %magic, and a
// failed command's status.
func specialFailure(source, stderr string) *Failure {
	var is func(line string) bool
	var message string
	exit := exitMessage.FindStringSubmatch(stderr)
	magic := unknownMagic.FindStringSubmatch(stderr)
	switch {
	case magic != nil:
		is = func(line string) bool { return strings.HasPrefix(line, magic[1]) }
		message = "GoNB does not know " + oneLine(magic[1])
	case exit != nil && scriptCell.MatchString(source):
		is = scriptCell.MatchString
		message = "the script failed: " + exit[1]
	case exit != nil:
		is = func(line string) bool { return strings.HasPrefix(line, "!") }
		message = "the command failed: " + exit[1]
	default:
		return nil
	}
	// The line is known if there is one only.
	f := Failure{Message: message}
	found := 0
	for i, line := range strings.Split(source, "\n") {
		if is(strings.TrimPrefix(line, "//gonb:")) {
			found++
			f.Line, f.Source = i+1, oneLine(line)
		}
	}
	if found > 1 {
		f.Line, f.Source = 0, ""
	}
	if found == 0 {
		return nil // a program's own words
	}
	return &f
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
