package kit

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"fastergo/internal/sandbox"
)

// mostErrors is how many errors of an answer are told: one leads to others.
const mostErrors = 10

// failures returns why a step of the build has made nothing; nil if it has.
func failures(step string, e sandbox.Ending, c Source, limit sandbox.Limits) []Error {
	if e.Cause == sandbox.Exited && e.Code == 0 {
		return nil
	}
	text := string(bytes.Join([][]byte{e.Stdout, e.Stderr}, nil))
	one := func(message string) []Error { return []Error{{Message: message}} }
	if message := exhausted(step, e, text, limit); message != "" {
		return one(message)
	}
	where := c.Where
	if where == nil {
		where = func(line int) string { return "line " + strconv.Itoa(line) }
	}
	errs := parse(text, where)
	switch {
	case len(errs) > 0:
		return errs
	case oversized.MatchString(text): // in the line of another's code
		return one(say(oversized.FindString(text)))
	case tooLarge.MatchString(text):
		return one("it is too large to " + step)
	case step == "compile":
		return one("it cannot be compiled")
	default:
		return one("it cannot be linked")
	}
}

// exhausted says which limit a step of the build has met; "" if it has met none.
func exhausted(step string, e sandbox.Ending, text string, limit sandbox.Limits) string {
	message := ""
	switch {
	case e.Cause == sandbox.Time:
		message = fmt.Sprintf("it took too long to %s, and was stopped (%s)", step, e.Detail)
	case e.Cause == sandbox.Memory, outOfMemory.MatchString(text):
		message = fmt.Sprintf("it needs too much memory to %s (more than %d MB)", step, limit.Memory>>20)
	default:
		return ""
	}
	if step == "link" {
		return message
	}
	return message + ": is a type, a constant or an array larger than it looks?"
}

// killed reports whether e is a kill that neither we nor the process have caused.
func killed(e sandbox.Ending) bool {
	return e.Cause == sandbox.Signalled && e.Signal == syscall.SIGKILL
}

var errKilled = errors.New("it was killed from outside: the system may be short of memory")

var (
	outOfMemory = regexp.MustCompile(`(?m)^(fatal error: .*(out of memory|cannot allocate memory)|runtime: (out of|cannot allocate) memory)`)
	oversized   = regexp.MustCompile(`answer\.(\S+): symbol too large \((\d+) bytes > (\d+) bytes\)`)
	tooLarge    = regexp.MustCompile(`(?i)file too large|SIGXFSZ|too much data|section too large|text too large`)
	elsewhere   = regexp.MustCompile(`^\t(?:\./)?answer\.go:(\d+)(?::\d+)?: (.*)$`)
	place       = regexp.MustCompile(`^(?:\./|answer/)?answer\.go:(\d+)(?::(\d+))?: (.*)$`)
)

// parse reads the errors that the compiler prints: one a line, with indented lines
// after it, of which some are about other places.
func parse(text string, where func(line int) string) (errs []Error) {
	open := false // whether the error before goes on
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		m := place.FindStringSubmatch(line)
		switch {
		case m != nil && len(errs) == mostErrors:
			return errs
		case m != nil && strings.HasPrefix(m[3], "internal compiler error"):
			open = false
		case m != nil:
			e := Error{Message: say(m[3])}
			e.Line, _ = strconv.Atoi(m[1])
			e.Col, _ = strconv.Atoi(m[2])
			errs, open = append(errs, e), true
		case open && strings.HasPrefix(line, "\t") && len(errs[len(errs)-1].Message) < longest:
			if m := elsewhere.FindStringSubmatch(line); m != nil {
				n, _ := strconv.Atoi(m[1])
				line = "\t" + m[2] + " (" + where(n) + ")"
			}
			errs[len(errs)-1].Message += "\n" + line
		default:
			open = false
		}
	}
	for i := range errs {
		errs[i].Message = shorten(errs[i].Message)
	}
	return errs
}

var notFound = regexp.MustCompile(`^could not import (\S+) \(.*\)$`)

// say puts what the compiler knows only of its own files in an answer's terms.
func say(message string) string {
	if m := notFound.FindStringSubmatch(message); m != nil {
		return "an answer cannot import " + m[1]
	}
	if m := oversized.FindStringSubmatch(message); m != nil {
		what := m[1]
		if strings.HasPrefix(what, ".") { // the compiler's own name
			what = "a value"
		}
		return fmt.Sprintf("%s takes %s bytes; the most that can be compiled is %s", what, m[2], m[3])
	}
	return message
}

// longest is how many bytes of a message are told: types can be very long.
const longest = 1000

func shorten(message string) string {
	if len(message) <= longest {
		return message
	}
	return strings.ToValidUTF8(message[:longest], "") + " …"
}
